"""Articles that were deleted together: 「第五条から第八条まで　削除」 stands for each of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from genkan.knowledge.text.numerals import number_of

DELETED = "削除"
_NUMERAL = r"[0-9０-９〇一二三四五六七八九十百千]+"
_ARTICLE = rf"第{_NUMERAL}条(?:[のノ之]{_NUMERAL})*"
_SEVERAL = re.compile(rf"(?:附則)?{_ARTICLE}(?:(?:から|及び|、){_ARTICLE}(?:まで)?)+")
_PART = re.compile(rf"(?P<first>{_ARTICLE})(?:から(?P<last>{_ARTICLE})まで)?")
_SUPPLEMENT = re.compile(r"(?P<place>s[0-9]+)-")

Number = tuple[int, ...]


@dataclass(frozen=True)
class DeletedArticles:
    """What was deleted together, as ``written``; ``spans`` are first and last number, ``place`` is ``s1`` or empty."""

    written: str
    spans: tuple[tuple[Number, Number], ...]
    place: str = ""

    def holds(self, anchor: str) -> bool:
        """Whether an article (``7``, ``7_2``, ``s1-7``) is among them."""
        supplement, _, article = anchor.rpartition("-")
        if supplement != self.place or not re.fullmatch(r"[0-9]+(?:_[0-9]+)*", article):
            return False
        number = tuple(map(int, article.split("_")))
        return any(first <= number <= last for first, last in self.spans)


def deleted_in(lines: Sequence[str], *, anchor: str, label: str) -> Iterator[DeletedArticles]:
    """What an article says was deleted together: itself with others, or others whose deletion follows its text."""
    supplement = _SUPPLEMENT.match(anchor)
    place = supplement["place"] if supplement else ""
    written = (
        [label, *(line.strip() for line in lines)] if len(lines) == 1 else [line.strip() for line in lines]
    )
    for above, below in pairwise(written):
        if below == DELETED and _SEVERAL.fullmatch(above):
            yield DeletedArticles(above, tuple(_spans(above)), place)


def _spans(written: str) -> Iterator[tuple[Number, Number]]:
    for part in _PART.finditer(written):
        first = _number(part["first"])
        yield first, _number(part["last"]) if part["last"] else first


def _number(article: str) -> Number:
    main, _, branches = article.removeprefix("第").partition("条")
    return tuple(number_of(numeral) or 0 for numeral in [main, *re.split("[のノ之]", branches)[1:]])
