"""Whose page, in which language, with which menu."""

from dataclasses import replace
from pathlib import Path

import jinja2
import pytest
from bs4 import BeautifulSoup

from genkan.kit import Problem
from genkan.ui import LANGUAGE_COOKIE, Pages
from tests.ui.cast import Person, Viewer, request_of

EVERYTHING = frozenset({"use_workspace", "read_report"})


class Lost(Problem):
    status = 404
    sentence = "「{name}」は見つかりませんでした。"
    next_step = "名前を確かめてください。"


def parsed(pages: Pages, viewer: Viewer | None, *, path: str = "/", cookies: str = "") -> BeautifulSoup:
    request = request_of(viewer, path=path, cookies=cookies)
    return BeautifulSoup(bytes(pages.problem(request, Lost(name="規程")).body), "html.parser")


def test_a_problem_page_says_what_happened_and_what_to_do(pages: Pages) -> None:
    response = pages.problem(request_of(Viewer()), Lost(name="<b>旅費</b>"))
    html = bytes(response.body).decode()
    assert response.status_code == 404
    assert "「&lt;b&gt;旅費&lt;/b&gt;」は見つかりませんでした。" in html
    assert "名前を確かめてください。" in html


def test_pages_are_not_kept_by_browsers(pages: Pages) -> None:
    assert pages.problem(request_of(None), Lost(name="x")).headers["cache-control"] == "no-store"


def test_a_page_belongs_to_its_person(pages: Pages) -> None:
    header = parsed(pages, Viewer()).header
    assert header is not None
    assert "山田 花子" in header.text
    assert "例示省" in header.text


@pytest.mark.parametrize(
    ("permissions", "count"), [(frozenset(), 1), (frozenset({"use_workspace"}), 3), (EVERYTHING, 4)]
)
def test_the_menu_shows_what_one_may_use(pages: Pages, permissions: frozenset[str], count: int) -> None:
    page = parsed(pages, Viewer(permissions=permissions))
    assert len(page.select("nav.side a")) == count


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", "ホーム"),
        ("/chat/17", "チャット"),
        ("/trial/report", "評価レポート"),
        ("/chatter", None),
        ("/account", None),
    ],
)
def test_the_menu_marks_where_one_is(pages: Pages, path: str, current: str | None) -> None:
    page = parsed(pages, Viewer(permissions=EVERYTHING), path=path)
    assert [link.text for link in page.select("nav.side a[aria-current]")] == ([current] if current else [])


def test_a_visitor_sees_no_menu(pages: Pages) -> None:
    page = parsed(pages, None)
    assert not page.select("nav")
    assert page.select("form[action='/language']")


@pytest.mark.parametrize(
    ("viewer", "cookies", "language"),
    [
        (None, "", "ja"),  # the setting
        (None, f"{LANGUAGE_COOKIE}=en", "en"),  # the cookie
        (None, f"{LANGUAGE_COOKIE}=xx", "ja"),  # an unknown one
        (Viewer(), f"{LANGUAGE_COOKIE}=en", "ja"),  # the account comes before the cookie
        (Viewer(person=Person(language="en")), "", "en"),
        (Viewer(person=Person(language="")), "", "ja"),
    ],
)
def test_the_language(pages: Pages, viewer: Viewer | None, cookies: str, language: str) -> None:
    page = parsed(pages, viewer, cookies=cookies)
    assert page.html is not None
    assert page.html["lang"] == language
    heading = {"ja": "操作を完了できませんでした", "en": "The operation could not be completed"}[language]
    assert page.h1 is not None
    assert page.h1.text == heading


def test_the_theme_cookie_is_drawn_at_once(pages: Pages) -> None:
    assert parsed(pages, Viewer(), cookies="genkan_theme=dark").html["data-theme"] == "dark"  # pyright: ignore
    assert "data-theme" not in parsed(pages, Viewer(), cookies='genkan_theme="><script>').html.attrs  # pyright: ignore


def test_a_room_brings_its_templates(tmp_path: Path) -> None:
    (tmp_path / "greeting.html").write_text("{{ name }}: {{ _('チャット') }}", "utf-8")
    pages = Pages({"room": tmp_path}, language="en")
    assert pages.fragment(request_of(None), "room/greeting.html", name="<b>") == "&lt;b&gt;: Chat"


def test_an_unknown_name_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "greeting.html").write_text("{{ name }}", "utf-8")
    with pytest.raises(jinja2.UndefinedError, match="name"):
        Pages({"room": tmp_path}, language="ja").fragment(request_of(None), "room/greeting.html")


def test_nothing_inline_that_a_strict_policy_refuses(pages: Pages) -> None:
    page = parsed(pages, replace(Viewer(), permissions=EVERYTHING))
    assert not page.select("style, script:not([src]), [style], [onclick], [onload], [onsubmit]")
