"""Deployments are looked at once a minute, and verified when someone asks."""

from dataclasses import replace
from datetime import timedelta

import pytest

from genkan.catalogue import (
    Check,
    CheckName,
    CheckResult,
    Deployment,
    DeploymentDraft,
    DeploymentState,
    Inspection,
    Probe,
    Tell,
    Verifier,
    Watch,
    ask_for_verification,
    begin_verification,
    connect_deployment,
    find_deployment,
)
from genkan.catalogue.errors import NothingToVerify, SecretMissing
from genkan.catalogue.store.probes import latest_probes, probes_of
from genkan.catalogue.store.verifications import find_verification, latest_verification
from genkan.governance import Ledger
from genkan.jobs import Queue
from genkan.storage import Database, metadata
from tests.conftest import StillClock

OPEN = DeploymentDraft(
    title="開放", protocol="openai_chat", address="http://127.0.0.1:1/v1", remote_model="m", build="1"
)
COSTLY = replace(OPEN, title="有料", protocol="cotomi", parameters={"client_id": "c"})
EXTRACT = DeploymentDraft(title="抽出", protocol="extract")


class Inspector:
    """Says what it is told to say, and remembers what it was asked."""

    def __init__(self, clock: StillClock) -> None:
        self.clock, self.problem = clock, ""
        self.probed: list[str] = []
        self.results = [CheckResult.PASSED, CheckResult.NOT_APPLICABLE]
        self.told: list[int] = []
        self.failure: Exception | None = None

    async def probe(self, deployment: Deployment) -> Probe:
        self.probed.append(deployment.title)
        return Probe(
            deployment_id=deployment.id,
            at=self.clock(),
            ok=not self.problem,
            milliseconds=5,
            problem=self.problem,
        )

    async def examine(self, deployment: Deployment, tell: Tell) -> tuple[Check, ...]:
        if self.failure:
            raise self.failure
        done: tuple[Check, ...] = ()
        for name, result in zip(CheckName, self.results, strict=False):
            done = (*done, Check(name=name, result=result, measured=deployment.title, milliseconds=1))
            await tell(done)
        return done


class Room:
    """The parts of an installation that look at deployments."""

    def __init__(self, database: Database, ledger: Ledger, clock: StillClock) -> None:
        self.database, self.ledger, self.clock = database, ledger, clock
        self.queue, self.inspector = Queue(clock), Inspector(clock)
        inspection = Inspection(self.inspector.probe, self.inspector.examine)
        self.watch = Watch(database=database, queue=self.queue, clock=clock, inspection=inspection)
        self.verifier = Verifier(database=database, ledger=ledger, clock=clock, inspection=inspection)

    async def connect(self, draft: DeploymentDraft) -> Deployment:
        self.clock.advance(seconds=1)
        async with self.database.write() as connection:
            return await connect_deployment(
                connection, draft, ledger=self.ledger, clock=self.clock, actor="command_line"
            )

    async def verify(self, deployment: Deployment):
        async with self.database.write() as connection:
            begun = await begin_verification(
                connection, deployment.id, actor="command_line", clock=self.clock
            )
        return await self.verifier.run(begun.id)

    async def present(self, deployment: Deployment) -> Deployment:
        async with self.database.read() as connection:
            return await find_deployment(connection, deployment.id)

    async def jobs(self) -> list[str]:
        table = metadata.tables["job"]
        async with self.database.read() as connection:
            return [row["task"] for row in (await connection.execute(table.select())).mappings()]


@pytest.fixture
def inside(database: Database, ledger: Ledger, clock: StillClock) -> Room:
    return Room(database, ledger, clock)


async def test_several_processes_leave_one_job_for_a_minute(inside: Room) -> None:
    await inside.watch.begin()
    await inside.watch.begin()
    assert await inside.jobs() == ["catalogue:watch_deployments"]

    inside.clock.advance(minutes=1)
    await inside.watch.look()
    assert len(await inside.jobs()) == 2


async def test_what_costs_tokens_is_looked_at_less_often_unless_it_failed(inside: Room) -> None:
    for draft in (OPEN, COSTLY, EXTRACT):
        await inside.connect(draft)
    for _ in range(3):
        await inside.watch.look()
        inside.clock.advance(minutes=1)
    assert inside.inspector.probed == ["開放", "有料", "開放", "開放"]

    inside.clock.advance(minutes=8)
    inside.inspector.problem = "届きません。"
    await inside.watch.look()
    inside.clock.advance(minutes=1)
    await inside.watch.look()
    assert inside.inspector.probed[4:] == ["開放", "有料", "開放", "有料"]


async def test_looks_are_kept_for_a_week_and_the_last_is_known(inside: Room, database: Database) -> None:
    made = await inside.connect(OPEN)
    await inside.watch.look()
    inside.clock.advance(days=8)
    inside.inspector.problem = "届きません。"
    await inside.watch.look()
    async with database.read() as connection:
        latest = (await latest_probes(connection))[made.id]
        kept = await probes_of(connection, made.id, limit=10)

    assert (latest.ok, latest.problem) == (False, "届きません。")
    assert kept == (latest,)


async def test_a_verification_is_written_recorded_and_dated(inside: Room, database: Database) -> None:
    made = await inside.connect(OPEN)
    inside.clock.advance(minutes=1)
    verification = await inside.verify(made)

    assert (verification.passed, len(verification.checks)) == (True, 2)
    assert (await inside.present(made)).verified_at == inside.clock()
    table = metadata.tables["ledger_event"]
    async with database.read() as connection:
        rows = (await connection.execute(table.select().order_by(table.c.id))).mappings().all()
        assert await latest_verification(connection, made.id) == verification
    assert rows[-1]["kind"] == "catalogue:deployment:verified"
    assert '"chat":"passed"' in rows[-1]["details"]
    assert OPEN.title not in rows[-1]["details"]


@pytest.mark.parametrize(
    "results", [[CheckResult.PASSED, CheckResult.FAILED], [CheckResult.NOT_APPLICABLE], []]
)
async def test_what_does_not_pass_is_not_verified_and_does_not_take_over(
    results: list[CheckResult], inside: Room
) -> None:
    old = await inside.connect(OPEN)
    new = await inside.connect(replace(OPEN, title="次", build="2", replaces=old.id))
    inside.inspector.results = results

    assert (await inside.verify(new)).passed is False
    assert (await inside.present(new)).verified_at is None
    assert (await inside.present(new)).state is DeploymentState.PAUSED
    assert (await inside.present(old)).state is DeploymentState.ACTIVE


async def test_a_new_build_that_passes_takes_over(inside: Room) -> None:
    old = await inside.connect(OPEN)
    new = await inside.connect(replace(OPEN, title="次", build="2", replaces=old.id))
    await inside.verify(new)

    assert (await inside.present(new)).state is DeploymentState.ACTIVE
    assert (await inside.present(old)).state is DeploymentState.RETIRED


async def test_a_paused_deployment_that_passes_again_stays_paused(inside: Room) -> None:
    made = await inside.connect(OPEN)
    follower = await inside.connect(replace(OPEN, title="次", build="2", replaces=made.id))
    await inside.verify(follower)
    from genkan.catalogue import PAUSE, change_state

    async with inside.database.write() as connection:
        await change_state(
            connection, follower.id, deed=PAUSE, ledger=inside.ledger, clock=inside.clock, actor="system"
        )
    await inside.verify(follower)

    assert (await inside.present(follower)).state is DeploymentState.PAUSED


async def test_two_who_ask_get_one_verification_until_it_is_given_up(inside: Room) -> None:
    made = await inside.connect(OPEN)

    async def ask() -> str:
        async with inside.database.write() as connection:
            asked = await ask_for_verification(
                connection, inside.queue, made.id, actor="system", clock=inside.clock
            )
            return asked.id

    first = await ask()
    assert await ask() == first
    assert await inside.jobs() == ["catalogue:verify_deployment"]
    inside.clock.advance(hours=2)
    assert await ask() != first


async def test_a_verification_without_result_lets_people_ask_again(inside: Room, database: Database) -> None:
    made = await inside.connect(OPEN)
    inside.inspector.failure = SecretMissing(reference="env:GENKAN_SECRET_NONE")
    async with database.write() as connection:
        begun = await begin_verification(connection, made.id, actor="system", clock=inside.clock)
    with pytest.raises(SecretMissing):
        await inside.verifier.run(begun.id)
    async with database.read() as connection:
        ended = await find_verification(connection, begun.id)

    assert ended is not None
    assert (ended.is_open, ended.passed) == (False, None)
    assert inside.clock() - begun.asked_at < timedelta(hours=1)


async def test_there_is_nothing_to_verify_without_a_model(inside: Room) -> None:
    made = await inside.connect(EXTRACT)
    with pytest.raises(NothingToVerify):
        await inside.verify(made)
