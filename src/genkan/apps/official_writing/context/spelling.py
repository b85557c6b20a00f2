"""Katakana: 「ヴ」 in words that are at home in Japanese, and half-width kana."""

import re
import unicodedata
from collections.abc import Iterator

from genkan.apps.official_writing.passage import Passage, Spot
from genkan.apps.official_writing.rule import Rule

_HALF_WIDTH = re.compile(r"[ｦ-ﾟ]+")
_WORD = re.compile(r"[ァ-ヶー]++")


def spelling_of_loans(passage: Passage, rule: Rule) -> Iterator[Spot]:
    """Words with ヴ that name no one and no place; ``listed`` says what each sound becomes, the longest first."""
    sounds = [entry.partition("=") for entry in rule.listed]
    for match in _WORD.finditer(passage.text):
        if "ヴ" in match.group() and not passage.word_at(match.start()).is_name:
            written = match.group()
            for sound, _, usual in sounds:
                written = written.replace(sound, usual)
            yield Spot(match.start(), match.end(), (written,))


def half_width_kana(passage: Passage, rule: Rule) -> Iterator[Spot]:
    """Half-width katakana with its marks, in full width."""
    for match in _HALF_WIDTH.finditer(passage.text):
        yield Spot(match.start(), match.end(), (unicodedata.normalize("NFKC", match.group()),))
