"""Administrators: whom they see, what they change, and where they are stopped."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from bs4 import BeautifulSoup
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Organisation, Role, grant_roles
from genkan.storage import Database, DatabaseFull
from tests.governance.pages.conftest import ADMINISTRATOR, STAFF, GovernanceRoom, sign_in

PEOPLE = "/administration/people"
FORM = {"name": "見本 次郎", "sign_in_name": "jiro.rei", "roles": "staff"}
DEEDS = ("roles", "deactivate", "reactivate", "link", "sessions/revoke")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MINISTRY_ADMINISTRATOR])
async def test_for_everyone_else_the_pages_do_not_exist(
    room: GovernanceRoom, ministry: Organisation, role: Role
) -> None:
    person = await room.person(ministry, "hanako.rei", frozenset({role}))
    browser = await room.signed_in(person)
    for path in (PEOPLE, f"{PEOPLE}/new", f"{PEOPLE}/{person.id}"):
        assert (await browser.get(path)).status_code == 404
    assert (await browser.post(PEOPLE, data=FORM)).status_code == 404
    for deed in DEEDS:
        assert (await browser.post(f"{PEOPLE}/{person.id}/{deed}")).status_code == 404


async def test_a_new_person_comes_in_by_the_link_that_is_shown_once(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    browser = await room.signed_in(await room.person(ministry, "ichiro.rei", ADMINISTRATOR))
    answer = await browser.post(PEOPLE, data=FORM)
    assert answer.status_code == 200
    shown = BeautifulSoup(answer.text, "html.parser").find(id="invitation-link")
    assert shown is not None
    link = shown.get_text()
    assert link.startswith("http://genkan.test/invitation/")
    newcomer = await room.browser()
    password = {"password": "four unrelated words", "again": "four unrelated words"}
    assert (await newcomer.post(link, data=password)).status_code == 303
    page = await newcomer.get("/account")
    assert "見本 次郎" in page.text
    kinds = set(await room.kinds())
    assert {"organisation:person:added", "person:role:granted", "person:link:made"} <= kinds


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": "  "}, "氏名を入力してください。"),
        ({"name": "長" * 101}, "100文字以内"),
        ({"sign_in_name": "次郎"}, "半角の英小文字"),
        ({"sign_in_name": "a"}, "3文字以上"),
        ({"sign_in_name": "ICHIRO.rei"}, "既に使われています。"),  # the administrator's own, in capitals
        ({"roles": []}, "役割を一つ以上"),
        ({"roles": ["auditor"]}, "付与できない役割"),
        ({"roles": ["emperor"]}, "付与できない役割"),
        ({"bureau": "not-a-bureau"}, "この組織にありません。"),
    ],
)
async def test_a_refusal_keeps_what_was_typed(
    room: GovernanceRoom, ministry: Organisation, change: dict[str, object], told: str
) -> None:
    browser = await room.signed_in(await room.person(ministry, "ichiro.rei", ADMINISTRATOR))
    form = {**FORM, **change}
    answer = await browser.post(PEOPLE, data=form)
    assert answer.status_code == 422
    assert told in answer.text
    kept = BeautifulSoup(answer.text, "html.parser").select(
        "form[action='/administration/people'] input.input"
    )
    assert [field["value"] for field in kept] == [form["name"], form["sign_in_name"]]
    assert "見本 次郎" not in (await browser.get(PEOPLE)).text


async def test_the_bureau_of_another_organisation_is_none_of_ours(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    city = await room.organisation("例示市")
    browser = await room.signed_in(await room.person(ministry, "ichiro.rei", ADMINISTRATOR))
    answer = await browser.post(PEOPLE, data={**FORM, "bureau": city.id})
    assert answer.status_code == 422
    assert "この組織にありません。" in answer.text


async def test_people_of_another_organisation_do_not_exist(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    stranger = await room.person(await room.organisation("例示市"), "aoi.shi")
    browser = await room.signed_in(await room.person(ministry, "ichiro.rei", ADMINISTRATOR))
    assert "aoi.shi" not in (await browser.get(PEOPLE)).text
    assert "aoi.shi" not in (await browser.get(PEOPLE, params={"q": "aoi"})).text
    assert (await browser.get(f"{PEOPLE}/{stranger.id}")).status_code == 404
    for deed in DEEDS:
        answer = await browser.post(f"{PEOPLE}/{stranger.id}/{deed}", data={"roles": "staff"})
        assert answer.status_code == 404
    assert (await room.find(stranger)).active
    assert (await browser.get(f"{PEOPLE}/unknown")).status_code == 404


async def test_roles_are_given_and_taken(room: GovernanceRoom, ministry: Organisation) -> None:
    person = await room.person(ministry, "hanako.rei")
    browser = await room.signed_in(await room.person(ministry, "ichiro.rei", ADMINISTRATOR))
    answer = await browser.post(f"{PEOPLE}/{person.id}/roles", data={"roles": ["caio", "reviewer"]})
    assert answer.headers["location"] == f"{PEOPLE}/{person.id}?done=roles"
    assert (await room.find(person)).roles == {Role.CAIO, Role.REVIEWER}
    assert "person:role:revoked" in await room.kinds()


@pytest.mark.parametrize("roles", [["auditor"], ["operator", "staff"], ["trial_office"], ["emperor"], []])
async def test_roles_over_the_whole_installation_are_not_theirs_to_give(
    room: GovernanceRoom, ministry: Organisation, roles: list[str]
) -> None:
    person = await room.person(ministry, "hanako.rei")
    browser = await room.signed_in(await room.person(ministry, "ichiro.rei", ADMINISTRATOR))
    answer = await browser.post(f"{PEOPLE}/{person.id}/roles", data={"roles": roles})
    assert answer.status_code == 422
    assert (await room.find(person)).roles == STAFF


async def test_an_account_with_a_role_over_the_whole_installation_is_out_of_reach(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    auditor = await room.person(ministry, "yumi.rei", frozenset({Role.AUDITOR}))
    browser = await room.signed_in(await room.person(ministry, "ichiro.rei", ADMINISTRATOR))
    assert "システム全体に関わる役割" in (await browser.get(f"{PEOPLE}/{auditor.id}")).text
    for deed in DEEDS:
        answer = await browser.post(f"{PEOPLE}/{auditor.id}/{deed}", data={"roles": "staff"})
        assert answer.status_code == 409
    assert await room.find(auditor) == auditor


async def test_administrators_do_not_change_their_own_account(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    administrator = await room.person(ministry, "ichiro.rei", ADMINISTRATOR)
    await room.person(ministry, "taro.rei", ADMINISTRATOR)
    browser = await room.signed_in(administrator)
    for deed in DEEDS:
        answer = await browser.post(f"{PEOPLE}/{administrator.id}/{deed}", data={"roles": "staff"})
        assert answer.status_code == 409
    assert await room.find(administrator) == administrator


async def test_the_last_administrator_stays(room: GovernanceRoom, ministry: Organisation) -> None:
    first = await room.person(ministry, "ichiro.rei", ADMINISTRATOR)
    second = await room.person(ministry, "taro.rei", ADMINISTRATOR)
    browser, other = await room.signed_in(first), await room.signed_in(second)
    assert (await browser.post(f"{PEOPLE}/{second.id}/deactivate")).status_code == 303
    assert (await other.post(f"{PEOPLE}/{first.id}/deactivate")).status_code == 401
    assert (await room.find(first)).active


async def test_a_person_who_is_stopped_is_out_at_once_and_may_come_back(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    person = await room.person(ministry, "hanako.rei")
    theirs = await room.signed_in(person)
    browser = await room.signed_in(await room.person(ministry, "ichiro.rei", ADMINISTRATOR))
    await browser.post(f"{PEOPLE}/{person.id}/deactivate")
    assert (await theirs.get("/account")).status_code == 303
    assert (await sign_in(await room.browser(), "hanako.rei")).status_code == 401
    assert (await browser.post(f"{PEOPLE}/{person.id}/link")).status_code == 409
    await browser.post(f"{PEOPLE}/{person.id}/reactivate")
    assert (await theirs.get("/account")).status_code == 303
    assert (await sign_in(await room.browser(), "hanako.rei")).status_code == 303


async def test_all_sessions_of_a_person_can_be_ended(room: GovernanceRoom, ministry: Organisation) -> None:
    person = await room.person(ministry, "hanako.rei")
    theirs = await room.signed_in(person)
    browser = await room.signed_in(await room.person(ministry, "ichiro.rei", ADMINISTRATOR))
    await browser.post(f"{PEOPLE}/{person.id}/sessions/revoke")
    assert (await theirs.get("/account")).status_code == 303


async def test_a_role_that_is_taken_away_is_gone_with_the_next_request(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    first = await room.person(ministry, "ichiro.rei", ADMINISTRATOR)
    second = await room.person(ministry, "taro.rei", ADMINISTRATOR)
    browser, other = await room.signed_in(first), await room.signed_in(second)
    assert (await other.get(PEOPLE)).status_code == 200
    await browser.post(f"{PEOPLE}/{second.id}/roles", data={"roles": "staff"})
    assert (await other.get(PEOPLE)).status_code == 404


async def test_the_list_searches_and_pages(room: GovernanceRoom, ministry: Organisation) -> None:
    browser = await room.signed_in(await room.person(ministry, "ichiro.rei", ADMINISTRATOR))
    for number in range(52):
        await room.person(ministry, f"person-{number:02}")
    first = (await browser.get(PEOPLE)).text
    assert "53人" in first
    assert "person-51" not in first
    assert "person-51" in (await browser.get(PEOPLE, params={"page": 2})).text
    assert "person-51" in (await browser.get(PEOPLE, params={"page": 999})).text
    found = (await browser.get(PEOPLE, params={"q": "PERSON-51"})).text
    assert "1人" in found
    assert "条件に合う利用者はいません。" in (await browser.get(PEOPLE, params={"q": "%"})).text


async def test_granting_twice_is_granting_once(room: GovernanceRoom, ministry: Organisation) -> None:
    person = await room.person(ministry, "hanako.rei")
    before = (await room.kinds()).count("person:role:granted")
    async with room.database.write() as connection:
        for _ in range(2):
            await grant_roles(
                connection,
                person.id,
                roles=frozenset({Role.AUDITOR, Role.STAFF}),
                ledger=room.ledger,
                clock=room.clock,
                actor="command_line",
            )
    assert (await room.find(person)).roles == {Role.AUDITOR, Role.STAFF}
    assert (await room.kinds()).count("person:role:granted") == before + 1


class FullDatabase(Database):
    """A database whose disk is full at the very end of a transaction."""

    @asynccontextmanager
    async def write(self) -> AsyncGenerator[AsyncConnection]:
        async with super().write() as connection:
            yield connection
            raise DatabaseFull


@pytest.mark.parametrize("deed", ["deactivate", "roles", "link"])
async def test_a_deed_that_could_not_be_committed_is_not_told_as_done(
    room: GovernanceRoom, ministry: Organisation, database_url: str, deed: str
) -> None:
    person = await room.person(ministry, "hanako.rei")
    browser = await room.signed_in(await room.person(ministry, "ichiro.rei", ADMINISTRATOR))
    full = FullDatabase(database_url)
    room.application.state.parts = {**room.application.state.parts, Database: full}
    answer = await browser.post(f"{PEOPLE}/{person.id}/{deed}", data={"roles": "caio"})
    assert answer.status_code == DatabaseFull.status >= 500
    assert "invitation-link" not in answer.text
    assert await room.find(person) == person
    await full.close()
