"""Whether a text has a paragraph and an item, by the numbers that are printed in it."""

import re

from genkan.knowledge.text.numerals import number_of

_CUT = "（略）"
_PARAGRAPH = re.compile(r"^(?P<number>[0-9０-９]{1,3})[　 ]", re.MULTILINE)
_ITEM = re.compile(
    r"^[　 ]*(?P<number>[一二三四五六七八九十百]+(?:の[一二三四五六七八九十]+)*)[　 ]", re.MULTILINE
)


def has_provision(text: str, *, paragraph: int | None, item: str | None, is_numbered: bool = True) -> bool:
    """Whether the paragraph and the item (``3_2``: 第三号の二) are there; what a cut text no longer shows counts as there.

    Without a paragraph the item is looked for in the first. Where lines are not numbered, no more is known than
    how many there are.
    """
    if _CUT in text or (paragraph is None and item is None):
        return True
    if not is_numbered:
        return _has_line(text, paragraph or 1, item)
    paragraphs = _paragraphs(text)
    number = paragraph or 1
    return number in paragraphs and (item is None or item in _items(paragraphs[number]))


def _has_line(text: str, paragraph: int, item: str | None) -> bool:
    lines = text.count("\n") + 1
    return paragraph + (int(item.partition("_")[0]) if item else 0) <= lines


def _paragraphs(text: str) -> dict[int, str]:
    starts = {1: 0} | {(number_of(m["number"]) or 0): m.start() for m in _PARAGRAPH.finditer(text)}
    places = [*sorted(starts.values()), len(text)]
    return {number: text[start : places[places.index(start) + 1]] for number, start in starts.items()}


def _items(paragraph: str) -> set[str]:
    numbers = (match["number"].split("の") for match in _ITEM.finditer(paragraph))
    return {"_".join(str(number_of(part)) for part in parts) for parts in numbers}
