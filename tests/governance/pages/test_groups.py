"""The pages of groups: who sees them, members by their sign-in names, and what is refused."""

import httpx2
import pytest
from bs4 import BeautifulSoup

from genkan.governance import Organisation, Role, group_ids_of
from tests.governance.pages.conftest import ADMINISTRATOR, GovernanceRoom

PATH = "/administration/groups"


@pytest.fixture
async def administrator(room: GovernanceRoom, ministry: Organisation) -> httpx2.AsyncClient:
    """A browser of the ministry's administrator; the ministry also has two members of staff."""
    for name in ("hanako.rei", "jiro.rei"):
        await room.person(ministry, name)
    return await room.signed_in(await room.person(ministry, "taro.rei", ADMINISTRATOR))


def page_of(answer: httpx2.Response, status: int = 200) -> BeautifulSoup:
    """The page of an answer of this status."""
    assert answer.status_code == status, answer.text
    return BeautifulSoup(answer.text, "html.parser")


def links(page: BeautifulSoup) -> dict[str, str]:
    """The groups listed, and the path of each."""
    found = page.select(f"main a[href^='{PATH}/']")
    return {link.get_text(strip=True): str(link["href"]) for link in found}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MINISTRY_ADMINISTRATOR])
async def test_nobody_else_finds_the_pages(room: GovernanceRoom, ministry: Organisation, role: Role) -> None:
    browser = await room.signed_in(await room.person(ministry, "saburo.rei", frozenset({role})))
    for path in (PATH, f"{PATH}/x"):
        assert (await browser.get(path)).status_code == 404
        assert (await browser.post(path, data={"title": "班"})).status_code == 404
    assert "group:added" not in " ".join(await room.kinds())


async def test_a_group_is_added_changed_and_recorded(
    room: GovernanceRoom, administrator: httpx2.AsyncClient
) -> None:
    empty = page_of(await administrator.get(PATH))
    assert links(empty) == {}
    answer = await administrator.post(
        PATH, data={"title": " 法令　審査班 ", "members": "hanako.rei\r\njiro.rei\r\nhanako.rei"}
    )
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PATH}?done=added")
    listed = page_of(await administrator.get(f"{PATH}?done=added"))
    assert list(links(listed)) == ["法令 審査班"]
    (path,) = links(listed).values()
    group = page_of(await administrator.get(path))
    assert group.select_one("textarea[name=members]").get_text().split() == ["hanako.rei", "jiro.rei"]

    assert (await administrator.post(path, data={"members": "jiro.rei"})).status_code == 303
    people = {name: await _groups_of(room, name) for name in ("hanako.rei", "jiro.rei")}
    assert people == {"hanako.rei": (), "jiro.rei": (path.rsplit("/", 1)[1],)}
    kinds = [kind for kind in await room.kinds() if "group" in kind]
    assert len(kinds) == 2 and len(set(kinds)) == 2


async def _groups_of(room: GovernanceRoom, sign_in_name: str) -> tuple[str, ...]:
    from genkan.governance.store import people

    async with room.database.read() as connection:
        person = await people.find_person(connection, sign_in_name=sign_in_name)
        assert person is not None
        return await group_ids_of(connection, person.id)


# (what is typed, the field beside which the refusal stands)
REFUSED = [
    ({"title": " 　"}, "title"),
    ({"title": "既にある班"}, "title"),
    ({"title": "新しい班", "members": "nobody.rei"}, "members"),
    ({"title": "新しい班", "members": "hanako.rei\nshi.cho"}, "members"),
]


@pytest.mark.parametrize(("typed", "field"), REFUSED)
async def test_what_is_refused_comes_back(
    room: GovernanceRoom, administrator: httpx2.AsyncClient, typed: dict[str, str], field: str
) -> None:
    """shi.cho is a person of another organisation."""
    await room.person(await room.organisation("例示市"), "shi.cho")
    await administrator.post(PATH, data={"title": "既にある班"})
    answer = await administrator.post(PATH, data=typed)
    page = page_of(answer, answer.status_code)
    assert 400 <= answer.status_code < 500
    assert page.select_one(f"#{field}-error")
    assert page.select_one("input[name=title]")["value"] == typed["title"]
    assert page.select_one("textarea[name=members]").get_text().strip() == typed.get("members", "")
    assert list(links(page_of(await administrator.get(PATH)))) == ["既にある班"]


async def test_the_groups_of_others_are_not_there(
    room: GovernanceRoom, administrator: httpx2.AsyncClient
) -> None:
    await administrator.post(PATH, data={"title": "法令審査班", "members": "hanako.rei"})
    (path,) = links(page_of(await administrator.get(PATH))).values()
    city = await room.organisation("例示市")
    other = await room.signed_in(await room.person(city, "shi.cho", ADMINISTRATOR))
    assert links(page_of(await other.get(PATH))) == {}
    assert (await other.get(path)).status_code == 404
    assert (await other.post(path, data={"members": ""})).status_code == 404
    assert await _groups_of(room, "hanako.rei")
