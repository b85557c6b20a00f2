"""Which assignments do not follow from protocol, seed and place, told from their rows alone. Pure."""

from collections.abc import Iterator, Mapping

from genkan.trial.assignment.design import block_length, sides_at
from genkan.trial.assignment.stratum import Stratum
from genkan.trial.evidence import Exposure, Mode
from genkan.trial.protocol.document import Protocol

REASONS = ("unreadable", "protocol_unknown", "arms_unknown", "not_as_designed", "place_taken_twice")


class Proving:
    """The assignments of one trial, under keys that the caller chooses; all are read before their reasons are taken.

    ``protocols`` are the signed ones by their digests. Two assignments may stand at one place only where the arm of a
    conversation or person is kept; which of them was drawn does not depend on the order, because the clocks of several
    processes may differ.
    """

    def __init__(self, trial: str, protocols: Mapping[str, Protocol]) -> None:
        self._trial = trial
        self._protocols = protocols
        self._settled: list[tuple[str, str]] = []
        self._kept: list[tuple[str, Exposure]] = []
        self._drawn: dict[tuple[object, ...], str] = {}
        self._taken: dict[str, set[int]] = {}

    def read(self, key: str, row: Exposure) -> None:
        """Take one assignment in; of a pair no more is kept than its reason."""
        if row.mode == Mode.PAIR:
            self._settled.append((key, self._reason(key, row)))
            return
        self._kept.append((key, row))
        if not self._fault_of(row):
            self._drawn.setdefault(_holder(row), key)

    def reasons(self) -> Iterator[tuple[str, str]]:
        """For each assignment its key and why it does not follow, a word of ``REASONS`` or empty; to be taken once."""
        yield from self._settled
        for key, row in self._kept:
            yield key, self._reason(key, row)

    @property
    def taken(self) -> Mapping[str, set[int]]:
        """The numbers that were drawn in each stratum, once the reasons were taken."""
        return self._taken

    def _reason(self, key: str, row: Exposure) -> str:
        if row.mode != Mode.PAIR and self._drawn.get(_holder(row), key) != key:
            return "" if row.protocol in self._protocols else "protocol_unknown"
        if reason := self._fault_of(row):
            return reason
        stratum = self._stratum(row)
        taken, number = self._taken.setdefault(stratum.key, set()), _number(row, stratum)
        if number in taken:
            return "place_taken_twice"
        taken.add(number)
        return ""

    def _fault_of(self, row: Exposure) -> str:
        """Why the design does not give these arms at this place; empty where it does."""
        protocol = self._protocols.get(row.protocol)
        if protocol is None:
            return "protocol_unknown"
        if not _knows_arms(protocol, row):
            return "arms_unknown"
        try:
            stratum = self._stratum(row)
            designed = sides_at(stratum, _number(row, stratum), seed=protocol.seed)
        except ValueError:
            return "unreadable"
        return "" if designed == (row.left, row.right) else "not_as_designed"

    def _stratum(self, row: Exposure) -> Stratum:
        return Stratum(
            trial=self._trial,
            organisation=row.organisation,
            task=row.task,
            information_class=row.information_class,
            mode=Mode(row.mode),
            arms=row.eligible,
        )


def _number(row: Exposure, stratum: Stratum) -> int:
    return row.block * block_length(stratum) + row.place


def _holder(row: Exposure) -> tuple[object, ...]:
    """Who keeps the arm, and which place it came from."""
    whose = row.conversation if row.mode == Mode.CONVERSATION else row.person
    return row.mode, row.task, row.information_class, whose, row.left, row.block, row.place


def _knows_arms(protocol: Protocol, row: Exposure) -> bool:
    """Whether the arms that could be given and those that could not are the arms of the protocol, each once."""
    restricted = (each.rsplit("=", 1)[0] for each in row.restricted)
    return sorted((*row.eligible, *restricted)) == sorted(arm.name for arm in protocol.arms)
