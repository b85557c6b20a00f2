"""The background work of this room."""

from genkan.governance.ledger.examination import VERIFY_LEDGER, Examination
from genkan.governance.ledger.ledger import Ledger
from genkan.jobs import Payload, Task
from genkan.kit import Clock
from genkan.storage import Database


def tasks(*, database: Database, ledger: Ledger, clock: Clock) -> dict[str, Task]:
    """Verifying the ledger when someone asked for it on the page."""

    def examination(payload: Payload) -> Examination:
        return Examination(str(payload["run_id"]), database=database, ledger=ledger, clock=clock)

    async def run(payload: Payload) -> None:
        await examination(payload).run()

    async def lose(payload: Payload) -> None:
        await examination(payload).lose()

    return {VERIFY_LEDGER: Task(run=run, lost=lose)}
