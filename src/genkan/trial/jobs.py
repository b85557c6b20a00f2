"""The trial's background work."""

import logging

from genkan.apps import Checker, read_ended
from genkan.gateway import Gateway
from genkan.governance import Ledger
from genkan.jobs import Payload, Task
from genkan.knowledge import Library
from genkan.storage import Database
from genkan.trial.checking import EndRecorder
from genkan.trial.exposing import RECORD_END
from genkan.trial.in_apps import RECORD_RUN_END, ended_answer

logger = logging.getLogger(__name__)


def tasks(
    *,
    database: Database,
    ledger: Ledger,
    gateway: Gateway,
    library: Library,
    checker: Checker | None = None,
) -> dict[str, Task]:
    """Recording how the answer of one side ended, under the arm that was assigned, with everything measured on it.

    An end is recorded once, however often the job is run and by however many workers. Where the person deleted the
    answer or the run meanwhile, there is none to record. What cannot be measured in five attempts is recorded as it ended.
    """
    recorder = EndRecorder(
        database=database, ledger=ledger, gateway=gateway, library=library, checker=checker
    )

    async def record_end(payload: Payload) -> None:
        await recorder.record_answer(
            str(payload["comparison_id"]), side=str(payload["side"]), answer_id=str(payload["answer_id"])
        )

    async def record_bare_end(payload: Payload) -> None:
        logger.error(
            "An answer of a trial could not be measured; its end is recorded alone. See the errors before."
        )
        await recorder.record_unmeasured(
            str(payload["comparison_id"]), side=str(payload["side"]), answer_id=str(payload["answer_id"])
        )

    async def record_run_end(payload: Payload) -> None:
        async with database.read() as connection:
            ended = await read_ended(connection, str(payload["run_id"]))
        if ended is not None:
            await recorder.record(ended_answer(ended))

    async def record_bare_run_end(payload: Payload) -> None:
        logger.error(
            "A run of a trial could not be measured; its end is recorded alone. See the errors before."
        )
        async with database.read() as connection:
            ended = await read_ended(connection, str(payload["run_id"]))
        if ended is not None:
            await recorder.record_bare(ended_answer(ended))

    return {
        RECORD_END: Task(run=record_end, lost=record_bare_end, attempts=5),
        RECORD_RUN_END: Task(run=record_run_end, lost=record_bare_run_end, attempts=5),
    }
