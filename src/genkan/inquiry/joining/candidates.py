"""Which earlier cases new ones may belong to: pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from genkan.inquiry.joining.marks import Runs, is_of_person, likeness, marks_of_person, marks_of_runs, runs_of
from genkan.inquiry.joining.relation import Ground, Relation

MOST_PROPOSED = 5
# So many of the first cases that hold a mark are compared with later ones, so that a letter that thousands send costs little.
MOST_OF_A_TEXT = 8
MOST_OF_A_PERSON = 50
_ALMOST_THE_SAME = 0.6
_OF_ONE_PERSON = 0.2


@dataclass(frozen=True, eq=False)
class Letter:
    """What of a case is compared with others; ``named`` are earlier cases that the citizen names, with why."""

    case_id: str
    text: str
    contacts: tuple[str, ...] = ()
    named: tuple[tuple[str, Ground], ...] = ()

    @cached_property
    def runs(self) -> Runs:
        """The runs of the text."""
        return runs_of(self.text)

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """The marks of the text and of the person."""
        return (*marks_of_runs(self.runs), *marks_of_person(*self.contacts))


@dataclass(frozen=True)
class Holders:
    """Which cases hold a mark, the first ones of each; letters are added in their order."""

    cases: dict[str, list[str]]
    added: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    def add(self, letter: Letter) -> dict[str, frozenset[str]]:
        """The earlier cases that share marks with the letter, with the marks; from now on it holds them too."""
        shared: dict[str, set[str]] = {}
        for mark in dict.fromkeys(letter.marks):
            holders = self.cases.setdefault(mark, [])
            for case_id in holders:
                shared.setdefault(case_id, set()).add(mark)
            if len(holders) < (MOST_OF_A_PERSON if is_of_person(mark) else MOST_OF_A_TEXT):
                holders.append(letter.case_id)
                self.added.append((mark, letter.case_id))
        return {case_id: frozenset(marks) for case_id, marks in shared.items()}


def relations_with(
    letter: Letter, shared: Mapping[str, frozenset[str]], known: Mapping[str, Runs]
) -> tuple[Relation, ...]:
    """At most five, the surest first: what the citizen names, then what is alike. ``known`` are the runs of cases."""
    alike = {case_id: likeness(letter.runs, runs) for case_id, runs in known.items()}
    found: dict[str, Relation] = {}
    for case_id, ground in [*letter.named, *_alike(shared, alike)]:
        if case_id in alike and case_id not in found and case_id != letter.case_id:
            found[case_id] = Relation(letter.case_id, case_id, ground, alike[case_id])
    return tuple(found.values())[:MOST_PROPOSED]


def _alike(shared: Mapping[str, frozenset[str]], alike: Mapping[str, float]) -> Iterator[tuple[str, Ground]]:
    """The cases that say the same, or are of one person and say something alike, the most alike first."""
    compared: Sequence[str] = sorted(shared.keys() & alike.keys(), key=lambda each: (-alike[each], each))
    for case_id in compared:
        if alike[case_id] >= _ALMOST_THE_SAME:
            yield case_id, Ground.SAME_TEXT
        elif alike[case_id] >= _OF_ONE_PERSON and any(map(is_of_person, shared[case_id])):
            yield case_id, Ground.SAME_PERSON
