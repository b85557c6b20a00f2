"""Recording what processes that died had written into their journals."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from genkan.gateway.answer import Outcome
from genkan.gateway.journal.batch import GROUP, EndedCall
from genkan.gateway.journal.isolation import record_fit
from genkan.gateway.journal.row import CallEnd, CallRow, Closed, Line, Opened
from genkan.gateway.journal.segment import SUFFIX, Segment, SegmentHeld, clear_nameless
from genkan.gateway.store import processes
from genkan.governance import Ledger
from genkan.kit import Clock
from genkan.storage import Database

logger = logging.getLogger(__name__)


async def replay_abandoned(folder: Path, *, database: Database, ledger: Ledger, clock: Clock) -> None:
    """Record the calls in the files that no living process holds, then delete the files, and those that never held any.

    A process that wrote such a file is known to be dead: its part of every capacity is free from now on.
    """
    clear_nameless(folder)
    for segment in _abandoned(folder):
        await _replay(segment, database=database, ledger=ledger, clock=clock)


def _abandoned(folder: Path) -> Iterator[Segment]:
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        with suppress(SegmentHeld, FileNotFoundError):
            yield Segment.take(path)


async def _replay(segment: Segment, *, database: Database, ledger: Ledger, clock: Clock) -> None:
    try:
        ended = _ended(segment.lines(), clock=clock)
        for group in _groups(ended):
            await record_fit(database, group, ledger=ledger, clock=clock, doubtful=True)
        async with database.write() as connection:
            await processes.forget(connection, segment.process_id)
    except BaseException:  # the caller is told: it is raised again
        segment.close()
        raise
    logger.warning("%s calls of a process that ended early were taken from its journal", len(ended))
    segment.delete()


def _ended(lines: Iterable[Line], *, clock: Clock) -> list[EndedCall]:
    """The calls of a file; those without an end were interrupted."""
    opened: dict[str, CallRow] = {}
    ends: dict[str, CallEnd] = {}
    for line in lines:
        match line:
            case Opened(row):
                opened[row.id] = row
            case Closed(id=call_id, end=end):
                ends[call_id] = end
    return [EndedCall(row, ends.get(row.id) or _interrupted(clock)) for row in opened.values()]


def _interrupted(clock: Clock) -> CallEnd:
    return CallEnd(Outcome.INTERRUPTED, clock(), None, 0, 0, 0, 0, False, None)


def _groups(ended: Sequence[EndedCall]) -> Iterable[Sequence[EndedCall]]:
    return (ended[start : start + GROUP] for start in range(0, len(ended), GROUP))
