"""Public names, builds that follow one another, and which of them answered when."""

from dataclasses import replace
from datetime import timedelta

import pytest

from genkan.catalogue import (
    PAUSE,
    RESUME,
    RETIRE,
    Deployment,
    DeploymentDraft,
    DeploymentState,
    add_price,
    change_state,
    connect_deployment,
    find_deployment,
)
from genkan.catalogue.errors import FormerBuildGone, PublicNameTaken
from genkan.catalogue.moment import serving_at
from genkan.catalogue.state_change import Deed
from genkan.catalogue.store.changes import changes_of
from genkan.governance import Ledger
from genkan.storage import Database, metadata, read_changes
from tests.conftest import StillClock

OLD = DeploymentDraft(
    title="旧",
    protocol="openai_chat",
    address="https://llm.example.go.jp/v1",
    remote_model="plamo",
    model_id="plamo-2.0-prime",
    build="2026-10-01",
)
NEW = replace(OLD, title="新", build="2026-11-01")


class Operator:
    """Who connects and changes deployments, a minute for each deed."""

    def __init__(self, database: Database, ledger: Ledger, clock: StillClock) -> None:
        self.database, self.ledger, self.clock = database, ledger, clock

    async def connect(self, draft: DeploymentDraft) -> Deployment:
        """Connect a deployment."""
        self.clock.advance(minutes=1)
        async with self.database.write() as connection:
            return await connect_deployment(
                connection, draft, ledger=self.ledger, clock=self.clock, actor="command_line"
            )

    async def change(self, deployment: Deployment, deed: Deed) -> None:
        """Pause, resume or retire it."""
        self.clock.advance(minutes=1)
        async with self.database.write() as connection:
            await change_state(
                connection,
                deployment.id,
                deed=deed,
                ledger=self.ledger,
                clock=self.clock,
                actor="command_line",
            )

    async def state(self, deployment: Deployment) -> DeploymentState:
        """Its state now."""
        async with self.database.read() as connection:
            return (await find_deployment(connection, deployment.id)).state

    async def serving(self, *, minutes_ago: float = 0) -> list[str]:
        """The titles of the deployments that took questions then."""
        async with self.database.read() as connection:
            found = await serving_at(connection, self.clock() - timedelta(minutes=minutes_ago))
        return [each.title for each in found]


@pytest.fixture
def operator(database: Database, ledger: Ledger, clock: StillClock) -> Operator:
    return Operator(database, ledger, clock)


# (what is stated, the public name that is found)
NAMES = [
    ({}, "plamo-2.0-prime"),
    ({"model_id": None}, "plamo"),
    ({"model_id": None, "remote_model": "pfnet/PLaMo 2"}, "pfnet-plamo-2"),
    # Nothing but Japanese: the protocol.
    ({"model_id": None, "protocol": "extract", "remote_model": "", "address": ""}, "extract"),
    ({"public_name": "gov.main"}, "gov.main"),
]


@pytest.mark.parametrize(("stated", "name"), NAMES)
async def test_a_public_name_is_found(stated: dict, name: str, operator: Operator) -> None:
    assert (await operator.connect(replace(OLD, **stated))).public_name == name


async def test_deployments_of_one_build_share_a_name(operator: Operator) -> None:
    first = await operator.connect(OLD)
    second = await operator.connect(replace(OLD, title="二台目", address="https://other.example.go.jp/v1"))

    assert first.public_name == second.public_name == "plamo-2.0-prime"
    assert await operator.serving() == ["旧", "二台目"]


async def test_another_build_gets_another_name_and_may_not_take_the_first(operator: Operator) -> None:
    await operator.connect(OLD)

    assert (await operator.connect(NEW)).public_name == "plamo-2.0-prime-2026-11-01"
    with pytest.raises(PublicNameTaken):
        await operator.connect(replace(NEW, title="名乗る", public_name="plamo-2.0-prime"))


async def test_unknown_builds_are_not_taken_for_the_same(operator: Operator) -> None:
    first = await operator.connect(replace(OLD, build=""))
    second = await operator.connect(replace(OLD, title="二つ目", build=""))

    assert second.public_name == f"{first.public_name}-{second.id}"


async def test_other_settings_of_one_build_do_not_share_a_name_by_themselves(operator: Operator) -> None:
    await operator.connect(OLD)
    warm = await operator.connect(replace(OLD, title="別設定", parameters={"temperature": 1}))

    assert warm.public_name == "plamo-2.0-prime-2026-10-01"


async def test_a_new_build_waits_and_then_takes_over(operator: Operator) -> None:
    old = await operator.connect(OLD)
    new = await operator.connect(replace(NEW, replaces=old.id))

    assert (new.public_name, new.state) == (old.public_name, DeploymentState.PAUSED)
    assert await operator.serving() == ["旧"]
    await operator.change(new, RESUME)
    assert await operator.state(old) is DeploymentState.RETIRED
    assert await operator.serving() == ["新"]
    assert await operator.serving(minutes_ago=0.5) == ["旧"]
    assert await operator.serving(minutes_ago=10) == []


async def test_a_new_build_does_not_answer_beside_another_old_one(operator: Operator) -> None:
    old = await operator.connect(OLD)
    other = await operator.connect(replace(OLD, title="二台目"))
    new = await operator.connect(replace(NEW, replaces=old.id))
    with pytest.raises(PublicNameTaken):
        await operator.change(new, RESUME)
    assert await operator.state(old) is DeploymentState.ACTIVE

    await operator.change(other, PAUSE)
    await operator.change(new, RESUME)
    with pytest.raises(PublicNameTaken):
        await operator.change(other, RESUME)


async def test_a_build_that_follows_nothing_is_refused(operator: Operator) -> None:
    old = await operator.connect(OLD)
    await operator.change(old, RETIRE)
    for former in (old.id, "nowhere"):
        with pytest.raises(FormerBuildGone):
            await operator.connect(replace(NEW, replaces=former))


async def test_a_retired_deployment_leaves_its_name_to_others(operator: Operator) -> None:
    old = await operator.connect(OLD)
    await operator.change(old, RETIRE)

    assert (await operator.connect(NEW)).public_name == "plamo-2.0-prime"


async def test_the_history_says_what_happened_and_every_deed_is_noted(
    operator: Operator, database: Database, ledger: Ledger, clock: StillClock
) -> None:
    old = await operator.connect(OLD)
    await operator.change(old, PAUSE)
    await operator.change(old, RESUME)
    clock.advance(minutes=1)
    async with database.write() as connection:
        await add_price(
            connection, old.id, make_price("2026-12-01", "1"), ledger=ledger, clock=clock, actor="system"
        )
    async with database.read() as connection:
        changes = await changes_of(connection, old.id)
        counted = (await read_changes(connection))["deployments"]

    assert [str(change.details["event"]).rsplit(":", 1)[1] for change in changes] == [
        "connected",
        "paused",
        "resumed",
        "priced",
    ]
    assert [change.state.value for change in changes] == ["active", "paused", "active", "active"]
    assert counted == 4
    table = metadata.tables["ledger_event"]
    async with database.read() as connection:
        rows = (await connection.execute(table.select())).mappings().all()
    assert len(rows) == 4


def make_price(day: str, amount: str):
    """A price for input and output."""
    from datetime import date
    from decimal import Decimal

    from genkan.catalogue import Price

    return Price(date.fromisoformat(day), Decimal(amount), Decimal(amount))
