"""From an article to the articles of other laws that it cites, as the text of laws names them.

An order says 「法第二十四条第一項に規定する政令で定める期間は」; what 「法」 is, it says once: 「金融商品取引法（昭和二十三年法律第二十五号。
以下「法」という。）」. So a document is read as a whole, and nothing beside it is needed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from genkan.knowledge.names.names import name_key
from genkan.knowledge.text.numerals import number_of

_KANJI = "〇一二三四五六七八九十百千"
_NUMERAL = rf"[0-9０-９{_KANJI}]+"
_NUMBER = rf"(?:明治|大正|昭和|平成|令和)[元0-9０-９{_KANJI}]+年[^（）、。「」第]{{1,20}}第{_NUMERAL}号"
_DEFINITION = re.compile(
    rf"（(?:(?P<number>{_NUMBER})[^（）]{{0,60}}?)?(?:以下[^「」（）]{{0,20}}「(?P<alias>[^」]{{1,40}})」と(?:いう|総称する)。)?）"
)
_ARTICLE = re.compile(
    rf"(?P<aside>（[^（）]{{0,120}}）)?第(?P<main>{_NUMERAL})条(?P<branches>(?:の{_NUMERAL})*)"
)
_RUN = re.compile(r"[一-龠々〆ァ-ヶー・]+")
_LIST = re.compile(
    rf"(?:第{_NUMERAL}[項号]|の{_NUMERAL}|ただし書|本文|前段|後段|各[号項]|まで|（[^（）]*）|[、及びび若しくは又並に・から])*"
)
_ENDINGS = "法令則程律規例"
_SAME = frozenset({"同法", "同令", "同規則", "同省令", "同府令", "同規程"})
_PARENT = re.compile(r"(?P<law>.+?)施行(?:令|規則|規程|細則)$|(?P<first>[^に]+?法)(?:第|の|に)")
_LONGEST_NAME, _LONGEST_ALIAS, _SURE = 60, 14, 8


class Link(NamedTuple):
    """An article of another document: a key of its name or number, and the article's anchor."""

    name: str
    anchor: str

    @property
    def term(self) -> str:
        """The link as the index holds it."""
        return f"{self.name}#{self.anchor}"


class Definition(NamedTuple):
    """A short name that a document gives to another one, which ``name`` is the key of."""

    alias: str
    name: str


class Links:
    """Reads one document: first the names it gives, then, text by text, the articles it cites."""

    def __init__(self, title: str, texts: Sequence[str]) -> None:
        self._known: dict[str, str] = {}
        self._introduced: list[tuple[str, str]] = []
        self.definitions = tuple(dict.fromkeys(found for text in texts for found in self._define(text)))
        self._known = _of_title(title) | self._known

    @property
    def parent(self) -> str:
        """The law that the document calls 「法」, to which it is an order as a rule; empty where there is none."""
        return self._known.get("法", "")

    def of(self, text: str) -> tuple[Link, ...]:
        """The articles of other documents that a text cites, each once, in its order."""
        return tuple(dict.fromkeys(self._read(text)))

    def _define(self, text: str) -> Iterator[Definition]:
        for match in _DEFINITION.finditer(text) if "（" in text else ():
            name = name_key(match["number"]) if match["number"] else _run_before(text, match.start())
            if not name or name[-1] not in _ENDINGS + "号":
                continue
            if match["number"]:
                self._introduced.append((text[max(0, match.start() - _LONGEST_NAME) : match.start()], name))
            if match["alias"]:
                self._known.setdefault(match["alias"][:_LONGEST_ALIAS], name)
                yield Definition(match["alias"], name)

    def _read(self, text: str) -> Iterator[Link]:
        last, place = "", 0
        for match in _ARTICLE.finditer(text):
            goes_on = bool(last) and _LIST.fullmatch(text, place, match.start()) is not None
            last = self._law(text, match, last) or (last if goes_on else "")
            place = match.end()
            if last:
                yield Link(last, _anchor(match))

    def _law(self, text: str, match: re.Match[str], last: str) -> str:
        """The law named right before the article; empty where none is."""
        number = _DEFINITION.fullmatch(match["aside"] or "")
        if number and number["number"]:
            return name_key(number["number"])
        return self._named(text, match.start(), last)

    def _named(self, text: str, end: int, last: str) -> str:
        if not end or text[end - 1] not in _ENDINGS:
            return ""
        run = _run_before(text, end)
        if run in _SAME:
            return last
        return (
            self._known.get(run)
            or self._introduced_as(text[max(0, end - _LONGEST_NAME) : end])
            or name_key(run)
        )

    def _introduced_as(self, before: str) -> str:
        """The law that was introduced with its number under the same name."""
        shared = [(_shared_end(before, name), key) for name, key in self._introduced]
        length, key = max(shared, default=(0, ""))
        return key if length >= _SURE else ""


def _of_title(title: str) -> dict[str, str]:
    """What 「法」 and 「令」 are in an order that defines neither."""
    parent = _PARENT.match(title)
    if parent is None:
        return {}
    law = parent["law"] or parent["first"]
    return {"法": name_key(law), "令": name_key(law + "施行令")}


def _run_before(text: str, end: int) -> str:
    found = _RUN.match(text[max(0, end - _LONGEST_NAME) : end][::-1])
    return found.group()[::-1] if found else ""


def _shared_end(one: str, other: str) -> int:
    length = 0
    for first, second in zip(reversed(one), reversed(other), strict=False):
        if first != second:
            break
        length += 1
    return length


def _anchor(match: re.Match[str]) -> str:
    written: Iterable[str] = [match["main"], *match["branches"].split("の")[1:]]
    return "_".join(str(number_of(numeral) or numeral) for numeral in written)
