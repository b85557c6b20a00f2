"""A run that has ended, with what its model was used for, for whoever measures it."""

from dataclasses import dataclass

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.run import Run
from genkan.apps.runs.bench import USED
from genkan.apps.runs.used import Used
from genkan.apps.store import runs, steps
from genkan.gateway import Metered


@dataclass(frozen=True, kw_only=True)
class EndedRun:
    """The run, and what all questions to its model took together; ``None`` where there was none."""

    run: Run
    metered: Metered | None


async def read_ended(connection: AsyncConnection, run_id: str) -> EndedRun | None:
    """The run; ``None`` where it goes on, or was deleted."""
    run = await runs.find_run(connection, run_id)
    if run is None or not run.state.ended:
        return None
    written = await steps.texts_of(connection, run_id, beginning=USED)
    used = [msgspec.json.decode(each, type=Used) for each in written]
    metered = Metered(
        input_tokens=sum(each.read for each in used),
        output_tokens=sum(each.wrote for each in used),
        reported=all(each.reported for each in used),
        micro_yen=sum(each.micro_yen for each in used),
    )
    return EndedRun(run=run, metered=metered if used else None)
