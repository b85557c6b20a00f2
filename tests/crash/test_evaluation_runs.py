"""``kill -9`` while a run is worked off: what was answered is never asked again, what was under way once more at the most."""

import asyncio
import signal
from datetime import timedelta

from genkan.catalogue import list_deployments
from genkan.evaluation import Contestant, RunAnswer, RunPlan, RunQuestion, RunState, find_run, read_answers
from genkan.evaluation.running import begin_run, digest_of
from genkan.evaluation.running.store.tables import contestant_table
from genkan.governance import Ledger, list_organisations
from genkan.jobs import Queue
from genkan.jobs.store import job
from genkan.kit import new_id, system_clock
from genkan.storage import Database
from tests.crash.conftest import free_port
from tests.crash.endpoint import SLOWLY, CountingEndpoint
from tests.crash.installation import Installation

QUESTIONS, ENOUGH = 12, 8


async def test_a_killed_run_goes_on_and_asks_nothing_twice(
    installation: Installation, endpoint: CountingEndpoint
) -> None:
    database = Database(
        installation.database_url or f"sqlite+aiosqlite:///{installation.folder / 'genkan.sqlite3'}"
    )
    server = installation.start(free_port())
    await server.ready()
    run_id = await begin(database)
    async with asyncio.timeout(60):
        while len(endpoint.told) < ENOUGH:
            await asyncio.sleep(0.01)
    await server.end(signal.SIGKILL)
    frozen = {each.digest: each for each in await answers_of(database, run_id) if each.state.is_over}
    assert 0 < len(frozen) < 2 * QUESTIONS

    await let_leases_run_out(database)
    server = installation.start(free_port())
    await server.ready()
    async with asyncio.timeout(90):
        while True:
            async with database.read() as connection:
                if (await find_run(connection, run_id)).state is RunState.ENDED:
                    break
            await asyncio.sleep(0.1)
    answers = await answers_of(database, run_id)
    assert {each.outcome for each in answers} == {"completed"}
    assert frozen.keys() <= {each.digest for each in answers}
    for each in answers:
        assert each.digest == digest_of(each)
        assert (each.attempt, each.earlier) in {(1, ""), (2, "interrupted")}
    for number in range(QUESTIONS):
        attempts = [each.attempt for each in answers if each.question_key == f"q{number}"]
        assert len(attempts) <= endpoint.told.count(prompt(number)) <= sum(attempts)
    assert any(each.attempt == 2 for each in answers)
    await server.end(signal.SIGTERM)
    await database.close()


def prompt(number: int) -> str:
    """A question that is answered after a while."""
    return f"{SLOWLY}答える第{number}問"


async def begin(database: Database) -> str:
    """A run over both models of the installation."""
    ledger, queue = Ledger(database, system_clock, None), Queue(system_clock)
    async with database.write() as connection:
        (organisation,) = await list_organisations(connection)
        plan = RunPlan(
            id=new_id(system_clock),
            organisation_id=organisation.id,
            title="例示の評価",
            questions=tuple(RunQuestion.of(f"q{number}", prompt(number)) for number in range(QUESTIONS)),
            contestants=tuple(Contestant(each.title, each.id) for each in await list_deployments(connection)),
            started_by="command_line",
            concurrency=2,
        )
        await begin_run(connection, plan, ledger=ledger, queue=queue, clock=system_clock)
    return plan.id


async def answers_of(database: Database, run_id: str) -> tuple[RunAnswer, ...]:
    """Every answer of the run."""
    async with database.read() as connection:
        return await read_answers(connection, run_id)


async def let_leases_run_out(database: Database) -> None:
    """As if the half minute after the kill had gone by."""
    past = system_clock() - timedelta(minutes=1)
    async with database.write() as connection:
        await connection.execute(job.update().where(job.c.lease_until.is_not(None)).values(lease_until=past))
        await connection.execute(contestant_table.update().values(seen_at=past))
