"""Sentences with planted faults and clean ones, and how well a checker tells them apart.

A case file has a table for each rule with two lists. In ``planted``, ‹found→right› marks a place and what may stand there
instead: choices are divided by ``|``, nothing after ``→`` means that the words are left out, and no ``→`` that there is
no correction. In ``clean`` are near misses, in which no rule may find anything.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from genkan.apps.official_writing import Checker

CASES = Path(__file__).parent / "cases"
_MARK = re.compile(r"‹(?P<found>[^‹›→]*)(?:(?P<arrow>→)(?P<right>[^‹›]*))?›")


class Planted(NamedTuple):
    """A planted fault: its rule and place, what stands there, and what may."""

    rule: str
    start: int
    end: int
    corrections: tuple[str, ...]


@dataclass(frozen=True)
class Sentence:
    """A text with its planted faults, none in a clean one; ``rule`` is the rule that it was written for."""

    rule: str
    text: str
    planted: tuple[Planted, ...]


class Outcome(NamedTuple):
    """What a checker said of sentences: caught, missed and false findings, each as a line that says which."""

    caught: int
    missed: list[str]
    false: list[str]

    @property
    def precision(self) -> float:
        """Of all findings the share that was planted."""
        return self.caught / max(1, self.caught + len(self.false))

    @property
    def recall(self) -> float:
        """Of all planted faults the share that was found, by exact rule and place."""
        return self.caught / max(1, self.caught + len(self.missed))


def sentences(part: str) -> Iterator[Sentence]:
    """The sentences of a part.

    ``seen`` were read while the rules were made. ``kept_aside`` were written after them by subject, without looking at them again, and ``measured_once`` at the
    end: what was first counted on each stands in docs/decisions/0024-official-writing.md.
    """
    for file in sorted((CASES / part).glob("*.toml")):
        for rule, lists in tomllib.loads(file.read_text("utf-8")).items():
            yield from (_sentence(rule, marked) for marked in lists["planted"])
            yield from (Sentence(rule, text, ()) for text in lists["clean"])


def _sentence(rule: str, marked: str) -> Sentence:
    planted: list[Planted] = []
    text, reached = "", 0
    for mark in _MARK.finditer(marked):
        text += marked[reached : mark.start()]
        choices = tuple(mark["right"].split("|")) if mark["arrow"] else ()
        planted.append(Planted(rule, len(text), len(text) + len(mark["found"]), choices))
        text += mark["found"]
        reached = mark.end()
    assert planted, f"nothing is planted in {marked}"
    return Sentence(rule, text + marked[reached:], tuple(planted))


def judge(checker: Checker, part: str) -> Outcome:
    """Compare what is found with what was planted, by exact rule and place."""
    caught, missed, false = 0, list[str](), list[str]()
    for sentence in sentences(part):
        planted = {(each.rule, each.start, each.end) for each in sentence.planted}
        found = {(each.rule, each.start, each.end) for each in checker.check(sentence.text).findings}
        caught += len(planted & found)
        missed += [_line(sentence, each) for each in sorted(planted - found)]
        false += [_line(sentence, each) for each in sorted(found - planted)]
    return Outcome(caught, missed, false)


def _line(sentence: Sentence, found: tuple[str, int, int]) -> str:
    rule, start, end = found
    return f"{rule} 「{sentence.text[start:end]}」 in {sentence.rule}: {sentence.text}"
