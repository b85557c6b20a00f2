"""Every rule on sentences with planted faults and on near misses, by exact rule and place."""

from collections import Counter

import pytest

from genkan.apps.official_writing import Checker, Choice, correct
from tests.apps.official_writing.sentences import Sentence, judge, sentences

PARTS = ("seen", "kept_aside", "measured_once")
EVERY = [sentence for part in PARTS for sentence in sentences(part)]
PLANTED = [sentence for sentence in EVERY if sentence.planted]


@pytest.mark.parametrize("part", PARTS)
def test_what_is_planted_is_found_and_nothing_else(checker: Checker, part: str) -> None:
    outcome = judge(checker, part)
    told = "\n".join([*outcome.missed, *outcome.false])
    assert outcome.precision >= 0.95, told
    assert outcome.recall >= 0.95, told


def test_every_rule_has_its_cases(checker: Checker) -> None:
    rules = {rule.id for rule in checker.rulebook.rules}
    planted = Counter(sentence.rule for sentence in PLANTED)
    clean = Counter(sentence.rule for sentence in EVERY if not sentence.planted)
    assert set(planted) | set(clean) == rules
    assert {rule for rule in rules if planted[rule] < 5 or clean[rule] < 5} == set()
    assert len({sentence.text for sentence in EVERY}) >= 400


def test_the_halves_are_as_large(checker: Checker) -> None:
    seen, kept_aside = (len(list(sentences(part))) for part in PARTS[:2])
    assert abs(seen - kept_aside) <= seen // 10


def test_corrections_are_those_of_the_case(checker: Checker) -> None:
    wrong = [
        (sentence.text, finding.rule, finding.corrections)
        for sentence in PLANTED
        for finding in checker.check(sentence.text).findings
        for planted in sentence.planted
        if (finding.rule, finding.start, finding.end) == planted[:3]
        and finding.corrections != planted.corrections
    ]
    assert wrong == []


def _corrected(sentence: Sentence, checker: Checker, choice: int) -> str:
    findings = checker.check(sentence.text).findings
    choices = [
        Choice(each, each.corrections[min(choice, len(each.corrections) - 1)])
        for each in findings
        if each.corrections
    ]
    return correct(sentence.text, choices).text


@pytest.mark.parametrize("choice", [0, 1])
def test_after_the_corrections_the_rule_finds_nothing_more(checker: Checker, choice: int) -> None:
    left = [
        (sentence.rule, mended)
        for sentence in PLANTED
        if all(planted.corrections for planted in sentence.planted)
        for mended in [_corrected(sentence, checker, choice)]
        if sentence.rule in {finding.rule for finding in checker.check(mended).findings}
    ]
    assert left == []
