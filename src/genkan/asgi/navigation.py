"""The main menu."""

from genkan.governance import Permission
from genkan.ui import NavigationEntry

NAVIGATION = (
    NavigationEntry("ホーム", "/", "home"),
    NavigationEntry("チャット", "/chat", "chat", Permission.USE_WORKSPACE),
    NavigationEntry("規程検索", "/search", "search", Permission.USE_WORKSPACE),
    NavigationEntry("引用の確認", "/citations", "check", Permission.USE_WORKSPACE),
    NavigationEntry("公用文チェッカー", "/writing", "edit", Permission.USE_WORKSPACE),
    NavigationEntry("アプリの一覧", "/apps", "document", Permission.USE_WORKSPACE),
    NavigationEntry("アプリの作成", "/making", "edit", Permission.AUTHOR_APPS),
    NavigationEntry("照会対応", "/inquiries", "mail", Permission.ANSWER_INQUIRIES),
    NavigationEntry("比較", "/compare", "compare", Permission.USE_WORKSPACE),
    NavigationEntry("評価レポート", "/trial/report", "chart", Permission.READ_REPORT),
    NavigationEntry("利用状況", "/usage", "bars", Permission.READ_USAGE),
    NavigationEntry("モデル", "/models", "model"),
    NavigationEntry("資料の管理", "/administration/knowledge", "document", Permission.ADMINISTER_KNOWLEDGE),
    NavigationEntry("検索のベクトル", "/administration/vectors", "search", Permission.ADMINISTER_MODELS),
    NavigationEntry("利用者管理", "/administration/people", "people", Permission.ADMINISTER_PEOPLE),
    NavigationEntry("利用規則", "/administration/rules", "lock", Permission.ADMINISTER_RULES),
    NavigationEntry("利用上限額", "/administration/budgets", "chart", Permission.ADMINISTER_RULES),
    NavigationEntry("アプリの外部提供", "/administration/lending", "document", Permission.ADMINISTER_APPS),
    NavigationEntry("APIキー", "/administration/keys", "key", Permission.ADMINISTER_KEYS),
    NavigationEntry("外部アプリ", "/administration/external-apps", "external", Permission.ADMINISTER_APPS),
    NavigationEntry("緊急停止", "/administration/switches", "stop", Permission.ADMINISTER_RULES),
    NavigationEntry("監査記録", "/administration/ledger", "ledger", Permission.READ_LEDGER),
)
