"""The evidence of a trial as columns (列の形の証拠): what the analysis reads, from rows and from Parquet files alike.

NumPy is loaded where arrays are made. Names are told by their places among names in order; persons have places in the order of
their names, and no names at all. Nothing that is there is negative, so -1 stands for what is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from genkan.trial.evidence.rows import Evidence, MarkRow, UseRow

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, eq=False, kw_only=True)
class ExposureColumns:
    """The assignments, in the order of the evidence.

    ``at`` are microseconds since 1970, ``rank`` the place of the identifier in its order. ``left`` and ``right`` are places in
    ``Columns.keys``, and ``left_arm`` and ``right_arm`` in ``Columns.arms``; ``right`` is -1 where one arm answers.
    ``choice`` is the place of the final vote in ``CHOICES``, ``first_vote`` the moment of the first row of a vote (microseconds),
    both -1 without one. ``recorded`` is the place of the rule that the record excludes it by in ``Columns.rules``.
    """

    person: NDArray[np.int32]
    organisation: NDArray[np.int16]
    task: NDArray[np.int16]
    information_class: NDArray[np.int16]
    at: NDArray[np.int64]
    rank: NDArray[np.int32]
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    left_arm: NDArray[np.int16]
    right_arm: NDArray[np.int16]
    eligible: NDArray[np.int16]
    choice: NDArray[np.int8]
    first_vote: NDArray[np.int64]
    recorded: NDArray[np.int16]

    def __len__(self) -> int:
        """How many there are."""
        return len(self.person)


@dataclass(frozen=True, eq=False, kw_only=True)
class AnswerColumns:
    """The answers of known exposures, in the order of the evidence.

    ``exposure`` is the place of the assignment, ``side`` 0 or 1, ``key`` a place in ``Columns.keys``, ``arm`` in ``Columns.arms``, ``build`` and
    ``outcome`` in the names of those. Numbers are those of ``AnswerRow``.
    """

    exposure: NDArray[np.int32]
    side: NDArray[np.int8]
    key: NDArray[np.int16]
    arm: NDArray[np.int16]
    era: NDArray[np.int16]
    build: NDArray[np.int32]
    outcome: NDArray[np.int16]
    characters: NDArray[np.int32]
    first_token_ms: NDArray[np.int64]
    total_ms: NDArray[np.int64]
    cost_microyen: NDArray[np.int64]
    shadow_microyen: NDArray[np.int64]
    citations: NDArray[np.int32]
    citations_verified: NDArray[np.int32]
    quotations: NDArray[np.int32]
    quotations_faithful: NDArray[np.int32]
    style_findings: NDArray[np.int32]
    personal_data: NDArray[np.int32]
    japanese: NDArray[np.int8]
    refused: NDArray[np.int8]


class Guessed(NamedTuple):
    """What was guessed on an exposure, by its place; names of arms, empty for none."""

    exposure: int
    a: str
    b: str


class Marked(NamedTuple):
    """A mark on an answer of an exposure, by its place."""

    exposure: int
    row: MarkRow


class Used(NamedTuple):
    """A use of an answer of an exposure, by its place."""

    exposure: int
    row: UseRow


@dataclass(frozen=True, eq=False, kw_only=True)
class Columns:
    """The whole evidence. ``rest`` has the tables that stay small: protocols, short surveys, probes and eras.

    ``arms`` are all names of arms, ``keys`` the same with their eras; ``restricted`` counts assignments to which an arm was
    not open, by its name and information class; ``revised`` votes were changed once or more.
    """

    rest: Evidence
    persons: int
    organisations: tuple[str, ...]
    tasks: tuple[str, ...]
    arms: tuple[str, ...]
    keys: tuple[str, ...]
    key_parts: tuple[tuple[str, int], ...]
    builds: tuple[str, ...]
    outcomes: tuple[str, ...]
    rules: tuple[str, ...]
    exposures: ExposureColumns
    answers: AnswerColumns
    guesses: tuple[Guessed, ...]
    marks: tuple[Marked, ...]
    uses: tuple[Used, ...]
    restricted: dict[tuple[str, int], int]
    revised: int

    @property
    def trial(self) -> str:
        """The trial."""
        return self.rest.trial

    def moment(self, microseconds: Any) -> datetime:
        """The moment so long after 1970."""
        return EPOCH + timedelta(microseconds=int(microseconds))
