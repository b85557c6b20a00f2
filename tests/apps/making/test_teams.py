"""Teams: who forms them, who is in them, and that one always looks after them."""

import asyncio

import pytest

from genkan.apps.teams import store
from genkan.apps.teams.errors import (
    LastTeamAdministrator,
    NotTeamAdministrator,
    PersonUnfit,
    TeamNameTaken,
    TeamNameUnfit,
    TeamProblem,
    TeamUnknown,
)
from genkan.apps.teams.team import Member, TeamRole
from genkan.governance import Duties, Role, deactivate, find_people
from tests.apps.making.conftest import Studio
from tests.workspace.conftest import Browser


async def set_role(studio: Studio, by: Browser, who: Browser, role: TeamRole) -> None:
    async with studio.house.parts.database.write() as connection:
        await studio.making.teams.set_member(
            connection, studio.viewer(by), studio.team.id, Member(who.person.id, role)
        )


async def remove(studio: Studio, by: Browser, who: Browser) -> None:
    async with studio.house.parts.database.write() as connection:
        await studio.making.teams.remove_member(connection, studio.viewer(by), studio.team.id, who.person.id)


async def administrators(studio: Studio) -> list[str]:
    async with studio.house.parts.database.read() as connection:
        members = await store.members_of_team(connection, studio.team.id)
    return [each.person_id for each in members if each.role is TeamRole.ADMINISTRATOR]


async def test_a_team_keeps_its_last_administrator(studio: Studio) -> None:
    for deed in (
        remove(studio, studio.author, studio.author),
        set_role(studio, studio.author, studio.author, TeamRole.MEMBER),
    ):
        with pytest.raises(LastTeamAdministrator):
            await deed
    await set_role(studio, studio.author, studio.member, TeamRole.ADMINISTRATOR)
    await remove(studio, studio.author, studio.author)
    assert await administrators(studio) == [studio.member.person.id]


async def test_two_administrators_who_leave_at_once_do_not_both_leave(studio: Studio) -> None:
    await set_role(studio, studio.author, studio.member, TeamRole.ADMINISTRATOR)
    for _ in range(5):
        ends = await asyncio.gather(
            remove(studio, studio.author, studio.author),
            remove(studio, studio.member, studio.member),
            return_exceptions=True,
        )
        assert sorted(type(end).__name__ for end in ends) == ["LastTeamAdministrator", "NoneType"]
        (left,) = await administrators(studio)
        stays, went = studio.author, studio.member
        if left == studio.member.person.id:
            stays, went = went, stays
        await set_role(studio, stays, went, TeamRole.ADMINISTRATOR)


async def test_two_administrators_who_unseat_each_other_leave_one(studio: Studio) -> None:
    await set_role(studio, studio.author, studio.member, TeamRole.ADMINISTRATOR)
    ends = await asyncio.gather(
        set_role(studio, studio.author, studio.member, TeamRole.MEMBER),
        set_role(studio, studio.member, studio.author, TeamRole.MEMBER),
        return_exceptions=True,
    )
    assert sum(isinstance(end, TeamProblem) for end in ends) == 1
    assert len(await administrators(studio)) == 1


async def test_an_account_that_was_stopped_looks_after_nothing(studio: Studio) -> None:
    await set_role(studio, studio.author, studio.member, TeamRole.ADMINISTRATOR)
    parts = studio.house.parts
    async with parts.database.write() as connection:
        await deactivate(
            connection,
            studio.member.person.id,
            duties=Duties(),
            ledger=parts.ledger,
            clock=studio.house.clock,
            actor="command_line",
        )
    with pytest.raises(LastTeamAdministrator):
        await remove(studio, studio.author, studio.author)


async def test_the_last_administrator_of_a_team_stays_in_the_house(studio: Studio) -> None:
    """Neither the account nor the roles go before somebody else looks after the team."""
    person = f"/administration/people/{studio.author.person.id}"
    refused = await studio.administrator.post(f"{person}/deactivate", status=409)
    assert "アプリのチーム「旅費担当」に管理者がいなくなる" in refused.text
    refused = await studio.administrator.post(f"{person}/roles", {"roles": ["reviewer"]}, status=409)
    assert "ほかの利用者をチームの管理者にしてください" in refused.text
    await studio.administrator.post(f"{person}/roles", {"roles": ["staff"]})
    await set_role(studio, studio.administrator, studio.member, TeamRole.ADMINISTRATOR)
    await studio.administrator.post(f"{person}/deactivate")
    with pytest.raises(LastTeamAdministrator):
        await remove(studio, studio.member, studio.member)


async def test_two_administrators_whose_accounts_are_stopped_at_once_leave_one(studio: Studio) -> None:
    await set_role(studio, studio.author, studio.member, TeamRole.ADMINISTRATOR)
    parts = studio.house.parts
    duties = parts.by_type()[Duties]
    assert isinstance(duties, Duties)

    async def stop(browser: Browser) -> None:
        async with parts.database.write() as connection:
            await deactivate(
                connection,
                browser.person.id,
                duties=duties,
                ledger=parts.ledger,
                clock=studio.house.clock,
                actor="command_line",
            )

    ends = await asyncio.gather(stop(studio.author), stop(studio.member), return_exceptions=True)
    assert sorted(type(end).__name__ for end in ends) == ["LastToLookAfter", "NoneType"]
    async with parts.database.read() as connection:
        found = await find_people(connection, await administrators(studio))
    assert [person.active for person in found.values()].count(True) == 1


async def test_who_looks_after_all_apps_can_give_a_team_an_administrator(studio: Studio) -> None:
    await set_role(studio, studio.administrator, studio.colleague, TeamRole.ADMINISTRATOR)
    assert studio.colleague.person.id in await administrators(studio)
    with pytest.raises(TeamUnknown):
        await set_role(studio, studio.foreign_administrator, studio.colleague, TeamRole.MEMBER)


async def test_members_and_outsiders_change_nothing(studio: Studio) -> None:
    with pytest.raises(NotTeamAdministrator):
        await set_role(studio, studio.member, studio.member, TeamRole.ADMINISTRATOR)
    for outsider in (studio.colleague, studio.stranger):
        with pytest.raises(TeamUnknown):
            await set_role(studio, outsider, outsider, TeamRole.ADMINISTRATOR)
        await outsider.get(f"/making/teams/{studio.team.id}", status=404)


async def test_only_active_staff_of_the_organisation_join(studio: Studio) -> None:
    operator = await studio.house.browser("運用者", Role.OPERATOR)
    for unfit in (studio.stranger, operator):
        with pytest.raises(PersonUnfit):
            await set_role(studio, studio.author, unfit, TeamRole.MEMBER)


async def test_names_of_teams(studio: Studio) -> None:
    teams, database = studio.making.teams, studio.house.parts.database
    for name, problem in (
        ("", TeamNameUnfit),
        ("　", TeamNameUnfit),
        ("長" * 61, TeamNameUnfit),
        ("一行\n二行", TeamNameUnfit),
        ("旅費担当", TeamNameTaken),
    ):
        with pytest.raises(problem):
            async with database.write() as connection:
                await teams.form(connection, studio.viewer(studio.author), name)
    with pytest.raises(TeamUnknown):
        async with database.write() as connection:
            await teams.form(connection, studio.viewer(studio.colleague), "新しい担当")


async def test_of_two_teams_that_take_one_name_at_once_one_is_told(studio: Studio) -> None:
    teams, database = studio.making.teams, studio.house.parts.database

    async def form(name: str) -> str:
        async with database.write() as connection:
            return (await teams.form(connection, studio.viewer(studio.author), name)).id

    async def rename(team_id: str) -> None:
        async with database.write() as connection:
            await teams.rename(connection, studio.viewer(studio.author), team_id, "改称後")

    ends = await asyncio.gather(*(form("新設") for _ in range(4)), return_exceptions=True)
    assert sorted(type(end).__name__ for end in ends) == ["TeamNameTaken"] * 3 + ["str"]
    ids = [await form(f"担当{n}") for n in range(3)]
    ends = await asyncio.gather(*map(rename, ids), return_exceptions=True)
    assert sorted(type(end).__name__ for end in ends) == ["NoneType"] + ["TeamNameTaken"] * 2


async def test_the_pages_of_a_team(studio: Studio) -> None:
    path = f"/making/teams/{studio.team.id}"
    page = await studio.author.get(f"{path}?q=別課")
    assert [each["value"] for each in page.select("main ul:last-of-type input[name='person_id']")]
    sent = {"person_id": studio.colleague.person.id, "role": "administrator"}
    assert await studio.author.post(f"{path}/members", sent) == f"{path}?done=changed"
    assert studio.colleague.person.id in await administrators(studio)
    assert await studio.author.post(f"{path}/name", {"name": "旅費の担当"}) == f"{path}?done=renamed"
    assert "旅費の担当" in (await studio.colleague.get("/making")).text
    left = await studio.colleague.post(f"{path}/members/remove", {"person_id": studio.colleague.person.id})
    assert left == "/making?done=left"
    page = await studio.author.post("/making/teams", {"name": "旅費の担当"}, status=409)
    assert page.select_one("#name")["value"] == "旅費の担当"
    assert "既にあります" in page.text
    kinds = await studio.house.events("apps:team:")
    assert {"apps:team:renamed", "apps:team:member_removed"} <= set(kinds)
