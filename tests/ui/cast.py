"""One ministry and one person, as the pages see them, and a request of hers."""

from dataclasses import dataclass, field

from starlette.requests import Request

from genkan.ui import NavigationEntry

NAVIGATION = (
    NavigationEntry("ホーム", "/", "home"),
    NavigationEntry("チャット", "/chat", "chat", "use_workspace"),
    NavigationEntry("規程検索", "/search", "search", "use_workspace"),
    NavigationEntry("評価レポート", "/trial/report", "chart", "read_report"),
)


@dataclass(frozen=True)
class Person:
    """山田 花子"""

    name: str = "山田 花子"
    language: str = "ja"


@dataclass(frozen=True)
class Organisation:
    """例示省"""

    name: str = "例示省"


@dataclass(frozen=True)
class Viewer:
    """Signed in, with these permissions."""

    person: Person = field(default_factory=Person)
    organisation: Organisation = field(default_factory=Organisation)
    permissions: frozenset[str] = frozenset({"use_workspace"})


def request_of(viewer: Viewer | None, *, path: str = "/", cookies: str = "") -> Request:
    """A GET of ``path`` by ``viewer``."""
    headers = [(b"cookie", cookies.encode())] if cookies else []
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": headers}
    request = Request({**scope, "scheme": "http", "server": ("localhost", 80)})
    request.state.viewer = viewer
    return request
