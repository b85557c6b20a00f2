"""Every page that one reaches by itself is marked in the menu."""

from genkan.asgi.navigation import NAVIGATION
from genkan.governance import Permission
from genkan.ui.navigation import menu_of
from tests.docs.generated import application_routes

# Of nobody's menu: the account, what citizens, vendors and everybody open, and what is no page.
ELSEWHERE = (
    "/account",
    "/apply",
    "/ask",
    "/calls",
    "/commitments",
    "/sign-in",
    "/invitation",
    "/api/",
    "/gennai/",
    "/healthz",
    "/metrics",
    "/trial-results",
)
FILES = (".csv", ".json")


def marked(path: str) -> list[str]:
    groups = menu_of(NAVIGATION, path=path, permissions=frozenset(Permission))
    return [link.entry.path for group in groups for link in group.links if link.current]


def test_each_page_has_one_entry() -> None:
    routes = {route.path for route in application_routes() if "GET" in route.methods}
    pages = {path for path in routes if not path.startswith(ELSEWHERE) and not path.endswith(FILES)}
    assert len(pages) > 80
    assert {path: marked(path) for path in sorted(pages) if len(marked(path)) != 1} == {}


def test_pages_without_an_entry_of_their_own_mark_where_one_came_from() -> None:
    found = {path: marked(path) for path in ("/runs/1", "/terms", "/regulations/1/2", "/conversations")}
    assert found == {
        "/runs/1": ["/apps"],
        "/terms": ["/apps"],
        "/regulations/1/2": ["/search"],
        "/conversations": ["/chat"],
    }
