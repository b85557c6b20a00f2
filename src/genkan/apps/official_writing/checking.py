"""Checking a text against the rules."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from genkan.apps.official_writing.context.registry import Context, contexts
from genkan.apps.official_writing.finding import Finding, Report
from genkan.apps.official_writing.masking import MASK
from genkan.apps.official_writing.matching.phrases import find_patterns, find_phrases
from genkan.apps.official_writing.matching.sequences import by_anchor, find_sequences
from genkan.apps.official_writing.matching.words import by_base, find_words
from genkan.apps.official_writing.passage import Passage, Spot, read_passage
from genkan.apps.official_writing.rule import Rule, Severity, Theme
from genkan.apps.official_writing.rulebook import Rulebook
from genkan.apps.official_writing.text_kind import TextKind
from genkan.apps.official_writing.word import Analyser

Found = tuple[Rule, Spot]
_LINE_END = re.compile(r"\r\n|\r|\n")


class Checker:
    """The rules, ready to be used on any number of texts and from several threads."""

    def __init__(self, rulebook: Rulebook, analyser: Analyser) -> None:
        self.rulebook = rulebook
        self._analyser = analyser
        rules = rulebook.rules
        self._themes: dict[str, Theme] = {rule.id: theme for theme in rulebook.themes for rule in theme.rule}
        self._order = {rule.id: number for number, rule in enumerate(rules)}
        self._contexts: dict[str, Context] = dict(contexts(rulebook.characters))
        self._by_base, self._by_anchor = by_base(rules), by_anchor(rules)

    def check(self, text: str, *, quotations: bool = False, kind: TextKind = TextKind.DOCUMENT) -> Report:
        """Every place that a rule speaks of, with line ends of any kind.

        Code, addresses and marks of Markdown are passed by, and the words of others in 「」 and 『』 unless
        ``quotations``. About 20 µs of a core for a character.
        """
        passage = read_passage(text, analyser=self._analyser, quotations=quotations, kind=kind)
        spoken_of = [each for each in self._found(passage) if kind not in each[0].not_for]
        found = _without_overlaps(spoken_of, self._order)
        lines = [0, *(end.end() for end in _LINE_END.finditer(text))]
        return Report(text, tuple(self._finding(text, lines, rule, spot) for rule, spot in found))

    def _found(self, passage: Passage) -> Iterator[Found]:
        for rule in self.rulebook.rules:
            if rule.phrases and not rule.context:
                yield from ((rule, spot) for spot in find_phrases(passage, rule))
            yield from ((rule, spot) for spot in find_patterns(passage, rule))
            if rule.context:
                yield from ((rule, spot) for spot in self._contexts[rule.context](passage, rule))
        yield from find_words(passage, self._by_base)
        yield from find_sequences(passage, self._by_anchor)

    def _finding(self, text: str, lines: Sequence[int], rule: Rule, spot: Spot) -> Finding:
        line = bisect_right(lines, spot.start)
        source = self.rulebook.sources[rule.source]
        return Finding(
            start=spot.start,
            end=spot.end,
            line=line,
            column=spot.start - lines[line - 1] + 1,
            found=text[spot.start : spot.end],
            rule=rule.id,
            theme=self._themes[rule.id].id,
            severity=rule.severity,
            message=rule.message,
            reason=rule.reason,
            source=source.cited(rule.section),
            corrections=tuple(each for each in spot.corrections if MASK not in each),
        )


def _without_overlaps(found: list[Found], order: dict[str, int]) -> list[Found]:
    """By place; of findings on the same characters the error, then the longest, then the first rule stays."""

    def importance(each: Found) -> tuple[bool, int, int]:
        rule, spot = each
        return (rule.severity is not Severity.ERROR, spot.start - spot.end, order[rule.id])

    taken: set[int] = set()
    kept = [each for each in found if each[1].is_sentence]
    for each in sorted((each for each in found if not each[1].is_sentence), key=importance):
        places = range(each[1].start, each[1].end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(each)
    return sorted(kept, key=lambda each: (each[1].start, -each[1].end, order[each[0].id]))
