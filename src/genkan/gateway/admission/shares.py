"""How processes divide a capacity among themselves where nothing counts for all of them. Pure."""

from dataclasses import dataclass
from typing import Self
from zlib import crc32


@dataclass(frozen=True, slots=True)
class View:
    """What one process saw: it was number ``own`` of ``count`` that lived."""

    own: int
    count: int

    def of(self, capacity: int, name: str) -> int:
        """The own part; ``name`` decides who gets the rest of the division, so that not always the same does."""
        part, rest = divmod(max(0, capacity), self.count)
        return part + ((self.own + crc32(name.encode())) % self.count < rest)


@dataclass(frozen=True, slots=True)
class Shares:
    """The part that one process may use: the least of what its latest ``views`` give.

    Processes that see the same ones take exactly a capacity together, and never more while they learn of a change.
    """

    views: tuple[View, ...]

    @classmethod
    def alone(cls) -> Self:
        """The only process takes everything."""
        return cls((View(0, 1),))

    @classmethod
    def none(cls) -> Self:
        """A process that does not know the others takes nothing."""
        return cls(())

    @classmethod
    def among(cls, live: frozenset[str], own_id: str) -> Self:
        """The part of one of the live processes; nothing for one that is not among them."""
        return cls((View(sorted(live).index(own_id), len(live)),)) if own_id in live else cls.none()

    def of(self, capacity: int, name: str) -> int:
        """The own part of the capacity of the deployment ``name``."""
        return min((view.of(capacity, name) for view in self.views), default=0)
