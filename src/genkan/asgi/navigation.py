"""The main menu, in groups that stand together."""

from genkan.governance import Permission
from genkan.ui import NavigationEntry

_LOOK_UP = "調べる・確かめる"
_APPS = "アプリの利用と作成"
_MODELS = "モデルと評価"
_PEOPLE = "利用者と規則"
_CONNECTED = "資料と接続"
_RECORDS = "利用状況と記録"

NAVIGATION = (
    NavigationEntry("ホーム", "/", "home", also=("/pulse",)),
    NavigationEntry("チャット", "/chat", "chat", Permission.USE_WORKSPACE, also=("/conversations", "/used")),
    NavigationEntry("照会対応", "/inquiries", "mail", Permission.ANSWER_INQUIRIES),
    NavigationEntry(
        "規程検索", "/search", "search", Permission.USE_WORKSPACE, _LOOK_UP, also=("/regulations",)
    ),
    NavigationEntry("引用の確認", "/citations", "check", Permission.USE_WORKSPACE, _LOOK_UP),
    NavigationEntry("公用文チェッカー", "/writing", "edit", Permission.USE_WORKSPACE, _LOOK_UP),
    NavigationEntry(
        "アプリの一覧", "/apps", "document", Permission.USE_WORKSPACE, _APPS, also=("/runs", "/terms")
    ),
    NavigationEntry("プロンプトのひな型", "/prompts", "copy", Permission.USE_WORKSPACE, _APPS),
    NavigationEntry("アプリの作成", "/making", "edit", Permission.AUTHOR_APPS, _APPS),
    NavigationEntry("モデル", "/models", "model", None, _MODELS),
    NavigationEntry(
        "比較", "/compare", "compare", Permission.USE_WORKSPACE, _MODELS, also=("/trial/consent",)
    ),
    NavigationEntry(
        "評価の実行",
        "/evaluation/runs",
        "bars",
        Permission.RUN_EVALUATIONS,
        _MODELS,
        also=("/evaluation/benchmarks",),
    ),
    NavigationEntry("公募と選定", "/selection", "document", Permission.READ_SELECTION, _MODELS),
    NavigationEntry("書面審査", "/reviews", "check", Permission.REVIEW_APPLICATIONS, _MODELS),
    NavigationEntry("設問バンク", "/items", "document", Permission.KEEP_ITEMS, _MODELS),
    NavigationEntry("性能試験", "/exams", "lock", Permission.HOLD_SHARES, _MODELS),
    NavigationEntry("採点", "/marking/desk", "edit", Permission.MARK_ANSWERS, _MODELS),
    NavigationEntry("採点の管理", "/marking", "check", Permission.SET_UP_MARKING, _MODELS),
    NavigationEntry("試行", "/trials", "compare", Permission.READ_REPORT, _MODELS),
    NavigationEntry("試行の採点", "/audits", "edit", Permission.MARK_ANSWERS, _MODELS),
    NavigationEntry("試行の監査", "/audits/office", "check", Permission.RUN_TRIAL, _MODELS),
    NavigationEntry("評価レポート", "/trial/report", "chart", Permission.READ_REPORT, _MODELS),
    NavigationEntry(
        "利用者管理",
        "/administration/people",
        "people",
        Permission.ADMINISTER_PEOPLE,
        _PEOPLE,
        also=("/administration/groups",),
    ),
    NavigationEntry("利用規則", "/administration/rules", "lock", Permission.ADMINISTER_RULES, _PEOPLE),
    NavigationEntry("利用上限額", "/administration/budgets", "chart", Permission.ADMINISTER_RULES, _PEOPLE),
    NavigationEntry("緊急停止", "/administration/switches", "stop", Permission.ADMINISTER_RULES, _PEOPLE),
    NavigationEntry(
        "資料の管理", "/administration/knowledge", "document", Permission.ADMINISTER_KNOWLEDGE, _CONNECTED
    ),
    NavigationEntry(
        "検索のベクトル", "/administration/vectors", "search", Permission.ADMINISTER_MODELS, _CONNECTED
    ),
    NavigationEntry(
        "外部アプリ",
        "/administration/external-apps",
        "external",
        Permission.ADMINISTER_APPS,
        _CONNECTED,
        also=("/administration/external-hosts",),
    ),
    NavigationEntry(
        "アプリの外部提供", "/administration/lending", "document", Permission.ADMINISTER_APPS, _CONNECTED
    ),
    NavigationEntry("APIキー", "/administration/keys", "key", Permission.ADMINISTER_KEYS, _CONNECTED),
    NavigationEntry("利用状況", "/usage", "bars", Permission.READ_USAGE, _RECORDS),
    NavigationEntry("監査記録", "/administration/ledger", "ledger", Permission.READ_LEDGER, _RECORDS),
)
