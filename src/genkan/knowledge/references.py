"""References to articles in Japanese text, such as 「文書管理規程第12条第2項」, 「27条の3②」 or 「同条」."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from genkan.knowledge.names import NameFound, Names
from genkan.knowledge.numerals import number_of

_S = r"[ \t　]*"
_N = r"[0-9０-９〇一二三四五六七八九十百千]++"
_BRANCHES = rf"(?:{_S}[のノ之]{_S}{_N}(?![部般切定方覧員括致つ人日年月回件]))*"
_WITHIN = (
    rf"(?:{_S}(?:第?{_S}(?P<paragraph>{_N}){_S}項|(?P<circled>[①-⑳])))?"
    rf"(?:{_S}第?{_S}(?P<item>{_N}){_S}号(?P<item_branches>{_BRANCHES}))?"
)
_REFERENCE = re.compile(
    rf"(?P<supplement>附{_S}則{_S})?"
    rf"(?:(?P<ordinal>第)?{_S}(?P<article>{_N}){_S}条(?P<branches>{_BRANCHES})(?!例|件|約|文|理)"
    rf"|(?P<relative>同条|前条|次条|本条)(?!件|例|約)){_WITHIN}"
    rf"|附{_S}則{_S}第?{_S}(?P<supplement_paragraph>{_N}){_S}項"
)
_BETWEEN = re.compile(rf"[*_`]*[」』】]?[*_`]*{_S}(?:[（(][^（）()]{{0,60}}[）)])?{_S}[の,、]?{_S}$")
_KIND = (
    "憲法|法律|法|政令|省令|府令|施行令|令|施行規則|規則|規程|規定|訓令|条例|要綱|要領|基準|指針|細則|内規|規約|通達|告示"
    "|ガイドライン|マニュアル|手引"
)
_WORD = r"[一-龠々〆ァ-ヶーA-Za-zＡ-Ｚａ-ｚ0-9０-９・]"
_PLAIN_NAME = re.compile(rf"(?P<name>{_WORD}*(?:{_KIND}))$")
_ABOUT_NAME = re.compile(
    rf"(?P<name>[^、。，．「」『』（）()\[\]\s*はがでも]{{1,60}}に関する{_WORD}*(?:{_KIND}))$"
)
_QUOTED_NAME = re.compile(rf"[「『](?P<name>[^「」『』]{{1,60}}(?:{_KIND}))$")
_NEUTRAL = re.compile(r"(?:当該|上記|前記|下記|現行|各|省内|本省|当省|庁内|市の|省の)+")
_SAME_NAME = re.compile(rf"同(?:{_KIND})$")
_THIS_NAME = re.compile(rf"(?:この|本)(?:{_KIND})$")
_JOINED = re.compile(rf"{_S}(?:、|,|，|及び|並びに|又は|若しくは|から|と|・|～|~|−|まで)*{_S}$")
_STEPS = {"前条": -1, "次条": 1}


@dataclass(frozen=True)
class Reference:
    """One reference, from ``place[0]`` to ``place[1]`` of the text, the law's name included.

    ``title`` is the name as written or, for 「同法」 and lists, as written before; ``None`` where the text names
    none. ``article`` is an anchor (``12_2``, ``s1-3``), empty for 「前条」 and 「次条」, whose ``step`` is -1 or 1
    articles from the one that the text stands in.
    """

    title: str | None
    article: str
    paragraph: int | None
    item: str | None
    place: tuple[int, int]
    step: int = 0


def parse_references(
    text: str, *, names: Names | None = None, within: str | None = None
) -> tuple[Reference, ...]:
    """All references in their order. ``names`` are titles known beforehand; others are known by their endings.

    ``within`` is the anchor of the article that the text stands in, to which 「本条」 leads.
    """
    reader = _Reader(text, names.find(text) if names else ())
    return tuple(reader.references(within))


def label_of(reference: Reference, *, only_within: bool = False) -> str:
    """The reference as people write it: 「第12条の2第3項第1号」, 「附則第1条」; ``only_within``: 「第3項第1号」."""
    supplement, _, article = reference.article.rpartition("-")
    label = "附則" if supplement or article.startswith("s") else ""
    if not article.startswith("s"):
        label += _numbered(article, unit="条")
    within = f"第{reference.paragraph}項" if reference.paragraph else ""
    within += _numbered(reference.item, unit="号") if reference.item else ""
    return within if only_within else label + within


def _numbered(number: str, *, unit: str) -> str:
    main, *branches = number.split("_")
    return f"第{main}{unit}" + "".join(f"の{branch}" for branch in branches)


class _Reader:
    """Reads one text; remembers the last reference for 「同条」, 「同法」 and lists."""

    def __init__(self, text: str, known: tuple[NameFound, ...]) -> None:
        self._text = text
        self._known = {found.end: found for found in known}
        self._last: Reference | None = None

    def references(self, within: str | None) -> Iterator[Reference]:
        for match in _REFERENCE.finditer(self._text):
            reference = self._reference(match, within)
            if reference is not None:
                self._last = reference
                yield reference

    def _reference(self, match: re.Match[str], within: str | None) -> Reference | None:
        if match["relative"] in ("同条", "本条"):
            return self._same(match, within)
        start, title = self._title(match.start())
        article = _anchor(match)
        if article is None or not (title or _is_written_as_reference(match)):
            return None
        return Reference(
            title,
            article,
            _paragraph(match),
            _item(match),
            (start, match.end()),
            _STEPS.get(match["relative"] or "", 0),
        )

    def _same(self, match: re.Match[str], within: str | None) -> Reference | None:
        """「同条」 repeats the last reference, 「本条」 names the article of the text."""
        same = self._last if match["relative"] == "同条" else None
        article = same.article if same else (within or "")
        if not article:
            return None
        return Reference(same.title if same else None, article, _paragraph(match), _item(match), match.span())

    def _title(self, end: int) -> tuple[int, str | None]:
        """Where the reference begins and the name before it."""
        between = _BETWEEN.search(self._text, max(0, end - 80), end)
        name_end = between.start() if between else end
        if name_end == end or self._text[name_end:end].strip(" 　\t") not in {",", "、"}:
            found = self._name(name_end)
            if found is not None:
                return found
        return end, self._title_of_list(end)

    def _name(self, end: int) -> tuple[int, str | None] | None:
        known, written = self._known.get(end), self._written(end)
        if known is not None and (written is None or self._is_whole(known, written)):
            return known.start, self._text[known.start : end]
        if written is None:
            return None
        if _THIS_NAME.search(self._text, max(0, end - 12), end):
            return end, None
        if _SAME_NAME.fullmatch(self._text, written, end):
            return written, self._last.title if self._last else None
        return (written, self._text[written:end]) if not _is_kind(self._text[written:end]) else None

    def _is_whole(self, known: NameFound, written: int) -> bool:
        """Whether the known name is not merely the end of another law's longer name."""
        return known.start <= written or _NEUTRAL.fullmatch(self._text, written, known.start) is not None

    def _written(self, end: int) -> int | None:
        """Where a name begins that is known by its ending alone."""
        begin = max(0, end - 90)
        for pattern in (_QUOTED_NAME, _ABOUT_NAME, _PLAIN_NAME):
            match = pattern.search(self._text, begin, end)
            if match is not None:
                return match.start("name")
        return None

    def _title_of_list(self, start: int) -> str | None:
        """In 「旅費規程第五条及び第七条」 the second article is of the same regulation."""
        if self._last is None or not _JOINED.fullmatch(self._text, self._last.place[1], start):
            return None
        return self._last.title


def _anchor(match: re.Match[str]) -> str | None:
    if match["supplement_paragraph"]:
        return "s1"
    if match["relative"]:
        return ""
    number = _numbers(match["article"], match["branches"])
    return f"s1-{number}" if number and match["supplement"] else number


def _paragraph(match: re.Match[str]) -> int | None:
    if match["circled"]:
        return ord(match["circled"]) - ord("①") + 1
    written = match["paragraph"] or match["supplement_paragraph"]
    return number_of(written) if written else None


def _item(match: re.Match[str]) -> str | None:
    return _numbers(match["item"], match["item_branches"]) if match["item"] else None


def _numbers(number: str, branches: str) -> str | None:
    written = [number, *re.split("[のノ之]", branches)[1:]]
    values = [number_of(numeral.strip()) for numeral in written]
    return "_".join(str(value) for value in values) if None not in values else None


def _is_written_as_reference(match: re.Match[str]) -> bool:
    """「五条から成る」 without 「第」 is no reference, ``5条`` is one."""
    return bool(match["ordinal"] or match["relative"] or match["supplement_paragraph"]) or not re.match(
        "[〇一二三四五六七八九十百千]", match["article"]
    )


def _is_kind(name: str) -> bool:
    return re.fullmatch(_KIND, name) is not None
