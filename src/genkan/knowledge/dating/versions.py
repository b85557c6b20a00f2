"""The versions of a document: when each is in force, and how a new one takes its place among them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum


class Standing(StrEnum):
    """How a text stands to a day."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    ENDED = "ended"
    REPEALED = "repealed"

    @property
    def label(self) -> str:
        """The Japanese words for it."""
        return _LABELS[self]


_LABELS = {
    Standing.IN_FORCE: "施行中",
    Standing.NOT_YET: "未施行",
    Standing.ENDED: "改正前",
    Standing.REPEALED: "廃止済み",
}


@dataclass(frozen=True)
class Version:
    """A document as it is in force from ``valid_from`` to the day before ``valid_until``.

    ``None`` means from the beginning, or still. ``repealed``: the document itself ends with this version.
    ``amended_by`` is the number of the law that brought it, empty where unknown. ``digest`` is that of the source.
    """

    id: str
    document_id: str
    title: str
    valid_from: date | None
    valid_until: date | None
    repealed: bool
    amended_by: str
    digest: str
    articles: int
    loaded_at: datetime

    def holds(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return is_within(day, self.valid_from, self.valid_until)

    def standing(self, day: date) -> Standing:
        """How it stands to a day."""
        return standing_of(day, self.valid_from, self.valid_until, repealed=self.repealed)


def is_within(day: date, valid_from: date | None, valid_until: date | None) -> bool:
    """Whether a day is in an interval whose end is not part of it."""
    return (valid_from is None or valid_from <= day) and (valid_until is None or day < valid_until)


def standing_of(day: date, valid_from: date | None, valid_until: date | None, *, repealed: bool) -> Standing:
    """How a text that was in force in an interval stands to a day; ``repealed``: its document ended with it."""
    if valid_from is not None and day < valid_from:
        return Standing.NOT_YET
    if valid_until is None or day < valid_until:
        return Standing.IN_FORCE
    return Standing.REPEALED if repealed else Standing.ENDED


def version_on(versions: Sequence[Version], day: date) -> Version | None:
    """The version that is in force on a day."""
    return next((version for version in versions if version.holds(day)), None)


def nearest_version(versions: Sequence[Version], day: date) -> Version:
    """The version in force on a day; else the last one before it; else the first one."""
    begun = [version for version in versions if version.valid_from is None or version.valid_from <= day]
    return version_on(versions, day) or (begun[-1] if begun else versions[0])


def corrected(versions: Sequence[Version], valid_from: date | None, *, today: date) -> Version | None:
    """The version whose text a source of this date replaces; without a date, the one in force today, else the newest.

    ``None`` where the source is a version of its own.
    """
    if valid_from is None:
        return version_on(versions, today) or (versions[-1] if versions else None)
    return next((version for version in versions if version.valid_from == valid_from), None)


def put_in_place(versions: Sequence[Version], new: Version) -> tuple[Version, ...]:
    """All versions in order, after ``new`` took the place of the one with its id or came between the others.

    Intervals never overlap: the version before ends where the new one begins, and the new one ends where the next
    begins. What ended with a repeal still does.
    """
    others = [version for version in versions if version.id != new.id]
    before = [version for version in others if _start(version) < _start(new)]
    after = others[len(before) :]
    if before:
        new = _inherited(new, before[-1])
        before[-1] = _ended(before[-1], new)
    if after:
        new = _ended(new, after[0])
    return (*before, new, *after)


def _start(version: Version) -> date:
    return version.valid_from or date.min


def _inherited(new: Version, before: Version) -> Version:
    """The new version with the end of the one that it comes into, unless it states its own."""
    if new.valid_until is not None or before.valid_until is None or before.valid_until <= _start(new):
        return new
    return replace(new, valid_until=before.valid_until, repealed=before.repealed)


def _ended(version: Version, following: Version) -> Version:
    """A version that ends where the following one begins, if it did not end before."""
    if version.valid_until is not None and version.valid_until <= _start(following):
        return version
    return replace(version, valid_until=following.valid_from, repealed=False)
