"""The article that a question names by its number, among the sources. Pure functions, no model."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from genkan.providers.events import Source
from genkan.providers.quotation import Quotation, choose

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_N = "[0-9〇一二三四五六七八九十百千]+"
_ARTICLE = re.compile(rf"第({_N})条((?:の{_N})*)")
_TITLE = re.compile(r"[^ぁ-ん、。,\s]*$")
_REFERENCE = re.compile(rf"[^、。,\s]*第{_N}条(?:の{_N})*(?:第{_N}項)?(?:第{_N}号)?(?:の?(?:規定|内容))?")
_PARAGRAPH = re.compile(rf"第({_N})項")
_NUMBERED = re.compile(r"([0-9]+)\s")
_DELETED = re.compile(rf"(?:第{_N}条\S*\s+)?削除。?")
_ASKED = re.compile(r"どのような(?:内容|規定)|内容")
_MOST_LINES = 12
_ALIKE = 0.75


class Named(NamedTuple):
    """An article that was asked for; ``paragraph`` is the one that the question is about."""

    source: Source
    paragraph: int

    @property
    def is_deleted(self) -> bool:
        """Whether nothing is left of the article but the word for that."""
        return _DELETED.fullmatch(unicodedata.normalize("NFKC", self.source.text).strip()) is not None


def named_article(question: str, sources: Sequence[Source]) -> Named | None:
    """The first source, where the question has its number: a search looks named articles up before others.

    A title, or a short one, before the number has to be the source's.
    """
    if not sources:
        return None
    folded, label = (unicodedata.normalize("NFKC", text) for text in (question, sources[0].label))
    own = list(_articles(label))
    named = next((match for match in _ARTICLE.finditer(folded) if own and _numbers(match) == own[-1]), None)
    if named is None or not _bears(label, _TITLE.search(folded[: named.start()])):
        return None
    paragraph = _PARAGRAPH.match(folded, named.end())
    return Named(sources[0], _number(paragraph[1]) if paragraph else 1)


def quoted(question: str, named: Named, *, most: int) -> tuple[Quotation, ...]:
    """What the article says to the rest of the question; the paragraph as a whole where nothing else is asked."""
    rest = _ASKED.sub("", _REFERENCE.sub("", unicodedata.normalize("NFKC", question)))
    return choose(rest, sources=(named.source,), most_sources=1, most_quotations=most) or tuple(
        Quotation(named.source, line, 1.0) for line in _paragraph(named)
    )


def _paragraph(named: Named) -> tuple[str, ...]:
    """The lines of the paragraph, without its number; those of the first where there is none of that number."""
    paragraphs: dict[int, list[str]] = {1: []}
    current = 1
    for line in filter(None, (line.strip() for line in named.source.text.split("\n"))):
        numbered = _NUMBERED.match(unicodedata.normalize("NFKC", line))
        current = int(numbered[1]) if numbered else current
        paragraphs.setdefault(current, []).append(line[numbered.end() :] if numbered else line)
    return tuple(paragraphs.get(named.paragraph, paragraphs[1])[:_MOST_LINES])


def _articles(folded: str) -> Iterator[tuple[int, ...]]:
    """The numbers of the articles in a text: 「第九条の二」 is 9 and 2."""
    for match in _ARTICLE.finditer(folded):
        yield _numbers(match)


def _numbers(article: re.Match[str]) -> tuple[int, ...]:
    return tuple(_number(part) for part in (article[1], *article[2].split("の")[1:]))


def _bears(label: str, title: re.Match[str] | None) -> bool:
    """Whether the characters of a title are mostly those of the label, as in 「労基法」 and 「労働基準法」."""
    characters = title[0] if title else ""
    return sum(each in label for each in characters) >= _ALIKE * len(characters)


def _number(numeral: str) -> int:
    """The value of digits or kanji: 「12」, 「十二」, 「一二」."""
    if not any(character in _UNITS for character in numeral):
        return int("".join(str(_DIGITS.get(character, character)) for character in numeral))
    total = digit = 0
    for character in numeral:
        if character in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[character], 0
        else:
            digit = _DIGITS[character] if character in _DIGITS else int(character)
    return total + digit
