"""Counts of the calls that ended in this process, kept as plain numbers: a call costs about two microseconds here."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from genkan.gateway.journal import EndedCall

BOUNDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0)
_WAITS = tuple(timedelta(seconds=bound) for bound in BOUNDS)
_NO_TIME = timedelta()


class Ended(NamedTuple):
    """What calls are counted for; ``tokens_reported`` where the endpoint counted them."""

    outcome: str
    model: str
    deployment: str
    tokens_reported: bool


class Sums:
    """How many calls, and their tokens in and out."""

    __slots__ = ("calls", "input_tokens", "output_tokens")

    def __init__(self) -> None:
        self.calls = self.input_tokens = self.output_tokens = 0


class Waits:
    """How long calls of one model waited for their first token: a number for each bound, and one above all."""

    __slots__ = ("total", "within")

    def __init__(self) -> None:
        self.total = _NO_TIME
        self.within = [0] * (len(BOUNDS) + 1)


class CallCounts:
    """Grows with every batch that was recorded; a row is counted once."""

    def __init__(self) -> None:
        self.ended: dict[tuple[str, str, str, bool], Sums] = {}
        self.waits: dict[str, Waits] = {}

    def add(self, ended: Sequence[EndedCall]) -> None:
        """Count calls that were recorded."""
        for call in ended:
            row, end = call.row, call.end
            key = (end.outcome, row.model_name, row.deployment_id, end.tokens_reported)
            sums = self.ended.get(key)
            if sums is None:
                sums = self.ended[key] = Sums()
            sums.calls += 1
            sums.input_tokens += end.input_tokens
            sums.output_tokens += end.output_tokens
            if end.first_token_at is not None:
                self._add_wait(row.model_name, end.first_token_at - row.at)

    def of(self) -> list[tuple[Ended, Sums]]:
        """The sums with names for what they are of."""
        return [(Ended(str(key[0]), *key[1:]), sums) for key, sums in self.ended.items()]

    def _add_wait(self, model: str, wait: timedelta) -> None:
        waits = self.waits.get(model)
        if waits is None:
            waits = self.waits[model] = Waits()
        if wait > _NO_TIME:
            waits.total += wait
        waits.within[bisect_left(_WAITS, wait)] += 1
