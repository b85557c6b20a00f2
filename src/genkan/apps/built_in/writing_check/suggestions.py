"""What a model suggests for a text: only what can be placed in it and changes no number."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from genkan.apps.checks import noticed_by
from genkan.apps.output import Check
from genkan.apps.reading import Part

LABEL = "生成AIの提案の箇所"
_PARTED = re.compile(r"\s*(?:⇒|=>|→)\s*")
_LIST_MARK = re.compile(r"^\s*(?:[-*・]|\d{1,3}[.．、)）])?\s*")
_NUMBER = re.compile(r"\d+")
_NOTHING = frozenset({"なし", "なし。", "「なし」", "特になし", "特になし。"})
_HEADS = frozenset({"元の言葉", "元の文章"})


@dataclass(frozen=True)
class Suggestion:
    """What might be said instead, why, and where it stands: the line of the text from 1."""

    line: int
    found: str
    instead: str
    reason: str


@dataclass(frozen=True)
class Suggestions:
    """Those that fit the text; ``faults`` say what was left out, a sentence each."""

    listed: tuple[Suggestion, ...]
    faults: tuple[str, ...]


def suggestions_in(pieces: Iterable[tuple[Part, str]], text: str) -> Suggestions:
    """What a model said of each part of a text, as suggestions with their lines."""
    listed: dict[tuple[str, str], Suggestion] = {}
    faults: list[str] = []
    for part, answer in pieces:
        for said in _said_in(answer):
            found = _fitting(said, part, text)
            if isinstance(found, str):
                faults.append(found)
            else:
                listed.setdefault((found.found, found.instead), found)
    return Suggestions(tuple(sorted(listed.values(), key=lambda each: each.line)), tuple(faults))


def check_suggestions(suggested: Iterable[Suggestions]) -> Check:
    """Asks a person to look where a suggestion was left out."""
    return noticed_by(LABEL, (fault for each in suggested for fault in each.faults))


def _said_in(answer: str) -> Iterable[Sequence[str]]:
    """The lines of an answer cut at their arrows; a line that says nothing is passed by."""
    for line in answer.splitlines():
        plain = _LIST_MARK.sub("", line, count=1).strip()
        pieces = _PARTED.split(plain, maxsplit=2)
        if plain and plain not in _NOTHING and pieces[0] not in _HEADS:
            yield pieces


def _fitting(said: Sequence[str], part: Part, text: str) -> Suggestion | str:
    """The suggestion with its place, or why it is left out."""
    if len(said) != 3 or not all(said[:2]):
        return f"「{''.join(said)[:40]}」は、提案の形になっていないため載せていません。"
    found, instead, reason = (each.strip() for each in said)
    place = text.find(found, part.start, part.end)
    if place < 0:
        return f"「{found[:40]}」は文章にないため、載せていません。"
    if _numbers(found) != _numbers(instead):
        return f"「{found[:40]}」の提案は数字を変えるため、載せていません。"
    return Suggestion(text.count("\n", 0, place) + 1, found, instead, reason)


def _numbers(text: str) -> Counter[str]:
    return Counter(_NUMBER.findall(unicodedata.normalize("NFKC", text)))
