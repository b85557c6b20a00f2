"""One look of the sequential rule: what is counted before its day, whether the rule is met, and the seal of the result."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from genkan.kit import canonical_json, digest
from genkan.storage import Database
from genkan.trial.analysis import Sequential
from genkan.trial.evidence import Evidence
from genkan.trial.gathering import gather, new_key
from genkan.trial.pack.collecting import Collecting
from genkan.trial.pack.contents import EventContent, PackedEvent
from genkan.trial.protocol import InterimLook, Protocol, begins_at, read_protocol


class _Portions:
    """Keeps the rows; what proves them belongs to the pack."""

    def __init__(self) -> None:
        self.kept = list[Evidence]()

    def add(self, portion: Evidence) -> None:
        self.kept.append(portion)

    def add_events(self, events: Iterable[PackedEvent]) -> None:
        pass

    def add_contents(self, contents: Iterable[EventContent]) -> None:
        pass

    def write_anchors(self, lines: Iterable[str]) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Result:
    """What a look found: the pairs as they stand, and on how much; it is told to nobody while the trial goes on."""

    sequential: Sequential | None
    votes: int
    persons: int

    @property
    def met(self) -> bool:
        """Whether the rule lets the trial end."""
        return self.sequential is not None and self.sequential.may_stop


async def take_look(
    database: Database, trial_id: str, *, number: int, day: date, at: datetime
) -> InterimLook:
    """The look of a day: the same whoever takes it, and however late. Raises ``NothingToPack``."""
    portions = _Portions()
    collecting = Collecting(trial_id, portions, key=new_key(), until=begins_at(day))
    async with database.read() as connection:
        await collecting.collect(connection)
    return await asyncio.to_thread(_look, trial_id, portions.kept, number=number, day=day, at=at)


def result_of(evidence: Evidence, protocol: Protocol) -> Result:
    """What the rows say by the rule of the protocol."""
    from genkan.trial.analysis.material import material  # NumPy is slow to load
    from genkan.trial.analysis.stopping import sequential_of

    told = material(evidence, protocol)
    return Result(sequential_of(told), len(told.table), told.table.persons)


def seal_of(result: Result, *, seed: str, number: int) -> str:
    """The SHA-256 of the result with the seed, which nobody knows while the trial goes on: so it can be tried by nobody."""
    told = msgspec.to_builtins(result.sequential) if result.sequential else None
    return digest(canonical_json({"seed": seed, "look": number, "result": told}))


def _look(trial_id: str, portions: list[Evidence], *, number: int, day: date, at: datetime) -> InterimLook:
    evidence = gather(trial_id, portions)
    protocol = read_protocol(evidence.protocols[-1].document)
    result = result_of(evidence, protocol)
    return InterimLook(
        trial_id=trial_id,
        number=number,
        day=day.isoformat(),
        at=at,
        met=result.met,
        votes=result.votes,
        persons=result.persons,
        seal=seal_of(result, seed=protocol.seed, number=number),
    )
