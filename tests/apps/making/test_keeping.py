"""Handing an app over, offering it to all organisations, and what the ledger says of it."""

from dataclasses import dataclass

import pytest

from genkan.apps import object_names
from genkan.apps.making.store import apps
from genkan.apps.teams.team import Team
from genkan.governance import Role
from tests.apps.making.conftest import Studio, team_with
from tests.workspace.conftest import Browser


@dataclass
class Heirs:
    """Another team of the ministry."""

    team: Team
    leader: Browser


@pytest.fixture
async def heirs(studio: Studio) -> Heirs:
    """A team in which the colleague is a member."""
    leader = await studio.house.browser("引継七子", Role.STAFF, Role.APP_AUTHOR)
    return Heirs(await team_with(studio.house, leader, studio.colleague, "引継担当"), leader)


async def team_of(studio: Studio, app_id: str) -> str:
    async with studio.house.parts.database.read() as connection:
        return (await apps.find_app(connection, app_id)).team_id


async def test_an_app_moves_once_the_other_team_accepts(studio: Studio, heirs: Heirs) -> None:
    app = await studio.begin()
    path = f"/making/{app.id}"
    assert (
        await studio.member.client.post(f"{path}/transfer", data={"team_id": heirs.team.id})
    ).status_code == 403
    await studio.author.post(f"{path}/transfer", {"team_id": heirs.team.id})
    assert await team_of(studio, app.id) == studio.team.id
    assert (await studio.colleague.client.post(f"/making/transfers/{app.id}")).status_code == 403
    await studio.stranger.post(f"/making/transfers/{app.id}", {"answer": "accept"}, status=404)
    assert "引き継ぐよう依頼されています" in (await heirs.leader.get("/making")).text
    await heirs.leader.post(f"/making/transfers/{app.id}", {"answer": "accept"})
    assert await team_of(studio, app.id) == heirs.team.id
    await studio.author.get(path, status=404)
    await studio.colleague.get(f"{path}/edit")
    events = await studio.house.events("apps:made_app:")
    assert {"apps:made_app:transfer_offered", "apps:made_app:transferred"} <= set(events)


async def test_a_declined_or_recalled_transfer_changes_nothing(studio: Studio, heirs: Heirs) -> None:
    app = await studio.begin()
    path = f"/making/{app.id}"
    await studio.author.post(f"{path}/transfer", {"team_id": heirs.team.id})
    await heirs.leader.post(f"/making/transfers/{app.id}", {"answer": "decline"})
    assert (await heirs.leader.client.post(f"/making/transfers/{app.id}")).status_code == 409
    await studio.author.post(f"{path}/transfer", {"team_id": heirs.team.id})
    await studio.author.post(f"{path}/transfer", {"team_id": ""})
    assert "引き継ぐよう依頼されています" not in (await heirs.leader.get("/making")).text
    assert await team_of(studio, app.id) == studio.team.id


async def test_an_app_does_not_go_to_itself_or_out_of_the_organisation(studio: Studio) -> None:
    app = await studio.begin()
    foreign_leader = await studio.house.browser("他市七子", Role.APP_AUTHOR, of=studio.house.city)
    async with studio.house.parts.database.write() as connection:
        foreign = await studio.making.teams.form(connection, studio.viewer(foreign_leader), "他市の担当")
    for team_id, status in ((studio.team.id, 409), (foreign.id, 409), ("unknown", 404)):
        answered = await studio.author.client.post(f"/making/{app.id}/transfer", data={"team_id": team_id})
        assert answered.status_code == status


async def test_all_organisations_use_what_an_administrator_shares(studio: Studio) -> None:
    app = await studio.begin()
    version = await studio.publish(app)
    path = f"/making/{app.id}"
    await studio.stranger.get(f"/apps/{version.id}", status=404)
    await studio.author.post(f"{path}/share", {"everywhere": "yes"}, status=404)
    await studio.administrator.post(f"{path}/share", {"everywhere": "yes"})
    await studio.stranger.get(f"/apps/{version.id}")
    await studio.foreign_administrator.get(path, status=404)
    await studio.administrator.post(f"{path}/share")
    await studio.stranger.get(f"/apps/{version.id}", status=404)


async def test_the_ledger_names_apps_and_teams(studio: Studio) -> None:
    app = await studio.begin()
    finders = object_names()
    async with studio.house.parts.database.read() as connection:
        made = await finders["apps:made_app:"](connection, [app.id, "unknown"])
        teams = await finders["apps:team:"](connection, [studio.team.id])
    assert {id_: name.text for id_, name in made.items()} == {app.id: "問合せの回答案"}
    assert teams[studio.team.id].organisation_id == studio.house.ministry.id
    page = await studio.administrator.get("/administration/ledger?kind=apps:made_app")
    assert "アプリ・作成アプリ・追加" in page.text
    assert "問合せの回答案" in page.text
