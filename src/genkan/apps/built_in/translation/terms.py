"""The office's list of terms (用語集), and whether a translation uses it."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from genkan.apps.built_in.markdown import cells_of, is_rule
from genkan.apps.built_in.sentences import paragraphs_of
from genkan.apps.checks import bounded, failed_by
from genkan.apps.output import Check

LABEL = "用語集の訳語"
MOST_TERMS = 2_000
_HEADS = ("原語", "用語", "source", "term")


@dataclass(frozen=True)
class Term:
    """A term and what it is to be in the translation."""

    source: str
    target: str


@dataclass(frozen=True)
class Terms:
    """The list as it was read; ``unread`` are the lines, from 1, that are no pair, which ``notices`` tell."""

    listed: tuple[Term, ...] = ()
    notices: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()

    def over(self, others: "Terms") -> "Terms":
        """These terms and those of another list that are not in this one."""
        together = {each.source: each for each in (*others.listed, *self.listed)}
        return Terms(tuple(together.values()), self.notices)


def read_terms(text: str) -> Terms:
    """Lines of ``原語,訳語``, also with a head, with tabs, or quoted; of a term listed twice the last one counts."""
    listed: dict[str, Term] = {}
    unread: list[int] = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = _cells(line)
        if not any(cells) or is_rule(line) or cells[0].lower() in _HEADS:
            continue
        if len(cells) < 2 or not cells[0] or not cells[1]:
            unread.append(number)
        else:
            listed[cells[0]] = Term(cells[0], cells[1])
    notices = [f"用語集の{number}行目は「原語,訳語」の形ではないため、使っていません。" for number in unread]
    if len(listed) > MOST_TERMS:
        notices.append(f"用語集は、初めの{MOST_TERMS:,}語を使いました（全{len(listed):,}語）。")
    return Terms(tuple(listed.values())[:MOST_TERMS], bounded(notices), tuple(unread))


def terms_in(text: str, terms: Iterable[Term]) -> tuple[Term, ...]:
    """The terms that stand in a text by themselves, not only within a longer term of the list."""
    found: list[Term] = []
    rest, lowered = text, text.lower()
    candidates = [term for term in terms if term.source.lower() in lowered]
    for term in sorted(candidates, key=lambda each: -len(each.source)):
        kept, count = _pattern(term.source).subn("\0", rest)
        if count:
            found.append(term)
            rest = kept
    return tuple(found)


def check_terms(source: str, translation: str, terms: Sequence[Term]) -> Check:
    """Fails where a listed term of a paragraph is not translated as listed in the paragraph beside it."""
    before, after = paragraphs_of(source), paragraphs_of(translation)
    pairs = list(zip(before, after, strict=True)) if len(before) == len(after) else [(source, translation)]
    faults = [
        f"「{term.source}」の訳語「{term.target}」が、{_place(number, len(pairs))}にありません。"
        for number, (left, right) in enumerate(pairs, start=1)
        for term in terms_in(left, terms)
        if not _pattern(term.target).search(right)
    ]
    return failed_by(LABEL, faults)


def _cells(line: str) -> list[str]:
    """Of a line as it was typed, or as a CSV file is read."""
    if line.lstrip().startswith("|"):
        return cells_of(line)
    separator = "\t" if "\t" in line and "," not in line else ","
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=separator), [""])]
    except csv.Error:
        return [""] if not line.strip() else [line]


def _pattern(term: str) -> re.Pattern[str]:
    """The term in any case; one of Latin letters counts as a whole word, also in the plural."""
    written = re.escape(term)
    if term.isascii() and term[:1].isalnum() and term[-1:].isalnum():
        written = rf"(?<![A-Za-z0-9]){written}(?:e?s)?(?![A-Za-z0-9])"
    return re.compile(written, re.IGNORECASE)


def _place(number: int, of: int) -> str:
    return f"訳文の第{number}段落" if of > 1 else "訳文"
