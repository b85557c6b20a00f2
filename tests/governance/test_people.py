"""What the command line does: the first administrator, the sample, links."""

import pytest

from genkan.governance import (
    Duties,
    Ledger,
    NotFound,
    Organisation,
    OrganisationKind,
    Role,
    find_organisation,
    find_person,
    first_administrator,
    installation_is_empty,
    list_people,
    load_sample_people,
    make_link,
    revoke_roles,
)
from genkan.governance.errors import LastAdministrator, SignInNameMalformed, SignInNameTaken
from genkan.storage import Database
from tests.conftest import StillClock


async def load(database: Database, ledger: Ledger, clock: StillClock) -> dict[str, Organisation]:
    """Load the sample in a transaction of its own."""
    async with database.write() as connection:
        return await load_sample_people(connection, ledger, clock)


async def test_the_sample_has_every_role_and_loads_once(
    database: Database, ledger: Ledger, clock: StillClock
) -> None:
    async with database.read() as connection:
        assert await installation_is_empty(connection)
    first = await load(database, ledger, clock)
    assert await load(database, ledger, clock) == first
    assert set(first) == {"例示省", "例示市"}
    async with database.read() as connection:
        assert not await installation_is_empty(connection)
        people = await list_people(connection)
    assert {role for person in people for role in person.roles} == set(Role)
    assert len({person.name for person in people}) == len(people) == 20


async def test_the_first_administrator_opens_an_installation(
    database: Database, ledger: Ledger, clock: StillClock
) -> None:
    async with database.write() as connection:
        path = await first_administrator(
            connection, ledger, clock, organisation_name="試験市", name="例示 太郎", sign_in_name="Taro.Shi"
        )
        administrator = await find_person(connection, sign_in_name="taro.shi")
        city = await find_organisation(connection, name="試験市")
    assert path.startswith("/invitation/")
    assert administrator is not None
    assert administrator.roles == {Role.MINISTRY_ADMINISTRATOR}
    assert city is not None
    assert city.kind is OrganisationKind.CITY


async def test_a_name_that_cannot_be_taken_leaves_nothing_behind(
    database: Database, ledger: Ledger, clock: StillClock
) -> None:
    await load(database, ledger, clock)
    for sign_in_name, problem in (("hanako.rei", SignInNameTaken), ("花子", SignInNameMalformed)):
        with pytest.raises(problem):
            async with database.write() as connection:
                await first_administrator(
                    connection,
                    ledger,
                    clock,
                    organisation_name="新設省",
                    name="例示 太郎",
                    sign_in_name=sign_in_name,
                )
    async with database.read() as connection:
        assert await find_organisation(connection, name="新設省") is None


async def test_the_command_line_too_keeps_an_administrator(
    database: Database, ledger: Ledger, clock: StillClock
) -> None:
    await load(database, ledger, clock)
    async with database.write() as connection:
        administrator = await find_person(connection, sign_in_name="ichiro.rei")
        assert administrator is not None
        with pytest.raises(LastAdministrator):
            await revoke_roles(
                connection,
                administrator.id,
                roles=administrator.roles,
                duties=Duties(),
                ledger=ledger,
                actor="command_line",
            )


async def test_there_is_no_link_for_nobody(database: Database, ledger: Ledger, clock: StillClock) -> None:
    with pytest.raises(NotFound):
        async with database.write() as connection:
            await make_link(connection, "nobody", ledger=ledger, clock=clock, actor="command_line")
