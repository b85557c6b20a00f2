"""The votes of a trial as columns (評価の表), so that a million of them are counted in a moment.

An arm in another era is another column value: ``alpha`` in its first era, ``alpha@2`` in its second. NumPy is loaded
where arrays are made, because it is slow to load and most commands need none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from genkan.trial.evidence.choice import Choice
from genkan.trial.evidence.rows import Evidence, Exposure, VoteRow

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHOICES = (Choice.A, Choice.B, Choice.BOTH_GOOD, Choice.BOTH_BAD)
"""What the numbers in ``VoteTable.choice`` mean, from 0."""


@dataclass(frozen=True, kw_only=True, eq=False)
class VoteTable:
    """The votes that count, one a row; all arrays have the same length.

    ``person`` holds codes from 0 to ``persons`` - 1, ``left`` and ``right`` places in ``arms``, ``choice`` places in
    ``CHOICES``, ``organisation`` and ``task`` places in the tuples of that name. Lengths are characters of the answers,
    -1 where no end is recorded. Rows stand in the order of persons, and of exposures within a person.
    """

    arms: tuple[str, ...]
    organisations: tuple[str, ...]
    tasks: tuple[str, ...]
    person: NDArray[np.int64]
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    choice: NDArray[np.int8]
    organisation: NDArray[np.int16]
    task: NDArray[np.int16]
    information_class: NDArray[np.int8]
    left_length: NDArray[np.int32]
    right_length: NDArray[np.int32]
    persons: int

    def __len__(self) -> int:
        """How many votes there are."""
        return len(self.person)

    def where(self, kept: NDArray[np.bool_]) -> VoteTable:
        """The rows for which ``kept`` is true; names, codes and ``persons`` stay as they are."""
        return replace(self, **{name: getattr(self, name)[kept] for name in _COLUMNS})

    def with_arms(
        self, arms: tuple[str, ...], *, left: NDArray[np.int16], right: NDArray[np.int16]
    ) -> VoteTable:
        """The same votes on arms under other names; ``left`` and ``right`` are places in ``arms``."""
        return replace(self, arms=arms, left=left, right=right)


_COLUMNS = (
    "person",
    "left",
    "right",
    "choice",
    "organisation",
    "task",
    "information_class",
    "left_length",
    "right_length",
)


def arm_label(arm: str, era: int) -> str:
    """The name under which an arm in one era stands: the arm's own in the first era."""
    return arm if era <= 1 else f"{arm}@{era}"


def counted_votes(evidence: Evidence) -> dict[str, VoteRow]:
    """The highest revision of the vote on each exposure, by the person to whom it was shown."""
    shown_to = {exposure.id: exposure.person for exposure in evidence.exposures}
    highest: dict[str, VoteRow] = {}
    for vote in evidence.votes:
        known = highest.get(vote.exposure)
        if shown_to.get(vote.exposure) == vote.person and (known is None or vote.revision > known.revision):
            highest[vote.exposure] = vote
    return highest


def vote_table(evidence: Evidence, *, excluded: Collection[str] | None = None) -> VoteTable:
    """The votes on pairs that count: of each pair the highest revision, without what is ``excluded``.

    ``excluded`` are identifiers of exposures; without it, those of ``evidence.exclusions``.
    """
    left_out = {row.exposure for row in evidence.exclusions} if excluded is None else excluded
    votes = counted_votes(evidence)
    shown = [
        exposure
        for exposure in evidence.exposures
        if _is_pair(exposure) and exposure.id in votes and exposure.id not in left_out
    ]
    shown.sort(key=lambda exposure: (exposure.person, exposure.at, exposure.id))
    return _table(shown, votes, _lengths(evidence))


def _is_pair(exposure: Exposure) -> bool:
    """Whether two different arms were shown; an arm against itself says nothing, whatever the record holds."""
    left, right = _labels(exposure)
    return bool(exposure.left and exposure.right) and left != right


def _lengths(evidence: Evidence) -> dict[tuple[str, str], int]:
    return {(answer.exposure, answer.side): answer.characters for answer in evidence.answers}


def _table(
    shown: Sequence[Exposure], votes: dict[str, VoteRow], lengths: dict[tuple[str, str], int]
) -> VoteTable:
    persons = _places(exposure.person for exposure in shown)
    arms = _places(label for exposure in shown for label in _labels(exposure))
    organisations = _places(exposure.organisation for exposure in shown)
    tasks = _places(exposure.task for exposure in shown)
    rows = [
        (
            persons[exposure.person],
            *(arms[label] for label in _labels(exposure)),
            CHOICES.index(Choice(votes[exposure.id].choice)),
            organisations[exposure.organisation],
            tasks[exposure.task],
            exposure.information_class,
            lengths.get((exposure.id, "a"), -1),
            lengths.get((exposure.id, "b"), -1),
        )
        for exposure in shown
    ]
    return _from_rows(rows, arms=tuple(arms), organisations=tuple(organisations), tasks=tuple(tasks))


def _labels(exposure: Exposure) -> tuple[str, str]:
    return arm_label(exposure.left, exposure.left_era), arm_label(exposure.right, exposure.right_era)


def _places(names: Iterable[str]) -> dict[str, int]:
    """The place of each name in their order."""
    return {name: place for place, name in enumerate(sorted(set(names)))}


def _from_rows(
    rows: Sequence[Sequence[int]],
    *,
    arms: tuple[str, ...],
    organisations: tuple[str, ...],
    tasks: tuple[str, ...],
) -> VoteTable:
    import numpy as np

    whole = np.array(rows, dtype=np.int64).reshape(len(rows), len(_COLUMNS))
    types = (np.int64, np.int16, np.int16, np.int8, np.int16, np.int16, np.int8, np.int32, np.int32)
    columns: dict[str, Any] = {
        name: whole[:, place].astype(kind)
        for place, (name, kind) in enumerate(zip(_COLUMNS, types, strict=True))
    }
    return VoteTable(
        arms=arms,
        organisations=organisations,
        tasks=tasks,
        persons=int(whole[-1, 0]) + 1 if rows else 0,
        **columns,
    )
