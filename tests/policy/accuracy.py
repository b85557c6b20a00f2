"""How well the detectors do on sentences that people wrote: precision and recall of each kind."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from genkan.policy import Kind, find_personal_data

_CASES = Path(__file__).with_name("personal_data_cases.toml")


@dataclass(frozen=True)
class Case:
    """A sentence and what is to be found in it, as pairs of kind and words."""

    text: str
    expected: frozenset[tuple[Kind, str]]

    @property
    def found(self) -> frozenset[tuple[Kind, str]]:
        """What is found."""
        return frozenset(
            (finding.kind, self.text[finding.start : finding.end])
            for finding in find_personal_data(self.text)
        )


@dataclass(frozen=True)
class Score:
    """``right`` were found and expected, ``wrong`` found only, ``missed`` expected only."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The part of what was found that is right; 1 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The part of what is there that was found; 1 where nothing is there."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def read_cases() -> tuple[Case, ...]:
    """All sentences of the file."""
    written = tomllib.loads(_CASES.read_text(encoding="utf-8"))
    cases = [Case(text, frozenset()) for text in written.pop("clean")]
    for text, *pairs in written.pop("mixed"):
        cases.append(Case(text, frozenset((Kind[kind], words) for kind, words in pairs)))
    for kind, rows in written.items():
        cases += [Case(text, frozenset({(Kind[kind], words)})) for text, words in rows]
    return tuple(cases)


def score(cases: Sequence[Case]) -> dict[Kind, Score]:
    """The score of each kind over all sentences."""
    pairs = [(case.found, case.expected) for case in cases]
    return {
        kind: Score(
            right=sum(_count(found & expected, kind) for found, expected in pairs),
            wrong=sum(_count(found - expected, kind) for found, expected in pairs),
            missed=sum(_count(expected - found, kind) for found, expected in pairs),
        )
        for kind in Kind
    }


def _count(pairs: frozenset[tuple[Kind, str]], kind: Kind) -> int:
    return sum(1 for each, _ in pairs if each is kind)
