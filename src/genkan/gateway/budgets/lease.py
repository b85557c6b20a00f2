"""A lease: the part of a budget that one process may spend without asking the others."""

from dataclasses import dataclass


@dataclass(slots=True)
class Lease:
    """Millionths of a yen: ``granted`` by the records, ``reserved`` for calls in flight, and ``unrecorded``: spent by
    calls that the records do not count yet. It may be spent from until ``fresh_until``, and not before it was asked for anew
    where the budget changed: ``outdated``.
    """

    granted: int = 0
    reserved: int = 0
    unrecorded: int = 0
    fresh_until: float = 0.0
    was_used: bool = False
    outdated: bool = False

    @property
    def held(self) -> int:
        """What is spoken for."""
        return self.reserved + self.unrecorded

    def has(self, micro_yen: int, *, now: float) -> bool:
        """Whether as much is free."""
        return not self.outdated and now < self.fresh_until and self.granted - self.held >= micro_yen

    def outdate(self) -> None:
        """The budget changed: what calls give back from now on is free only as far as the records grant it again."""
        self.give_up_the_rest()
        self.outdated = True

    def give_up_the_rest(self) -> None:
        """Keep no more than what is spoken for."""
        self.granted = min(self.granted, self.held)
