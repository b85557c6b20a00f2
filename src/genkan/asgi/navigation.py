"""The main menu."""

from genkan.governance import Permission
from genkan.ui import NavigationEntry

NAVIGATION = (
    NavigationEntry("ホーム", "/", "home"),
    NavigationEntry("チャット", "/chat", "chat", Permission.USE_WORKSPACE),
    NavigationEntry("規程検索", "/search", "search", Permission.USE_WORKSPACE),
    NavigationEntry("比較", "/compare", "compare", Permission.USE_WORKSPACE),
    NavigationEntry("評価レポート", "/trial/report", "chart", Permission.READ_REPORT),
    NavigationEntry("モデル", "/models", "model"),
    NavigationEntry("資料の管理", "/administration/knowledge", "document", Permission.ADMINISTER_KNOWLEDGE),
    NavigationEntry("利用者管理", "/administration/people", "people", Permission.ADMINISTER_PEOPLE),
    NavigationEntry("監査記録", "/administration/ledger", "ledger", Permission.READ_LEDGER),
)
