"""References to articles in Japanese text, such as 「文書管理規程第12条第2項」, 「27条の3②」 or 「同条」."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from genkan.knowledge.names.names import NameFound, Names
from genkan.knowledge.text.numerals import number_of

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
_ITEM = rf"第?{_S}(?P<{{name}}>{_N}){_S}号(?!議案|様式|事件|機)(?P<{{name}}_branches>{_BRANCHES})"
_WITHIN_ARTICLES = re.compile(
    rf"{_REFERENCE.pattern}"
    rf"|(?:(?P<same_paragraph>同項|前項)|第{_S}(?P<other_paragraph>{_N}){_S}項)"
    rf"(?:{_S}{_ITEM.format(name='inner_item')})?"
    rf"|{_ITEM.format(name='other_item')}"
)
_BETWEEN = re.compile(rf"[*_`]*[」』】]?[*_`]*{_S}(?:[（(][^（）()]{{0,60}}[）)])?{_S}[の,、]?{_S}$")
_KIND = (
    "憲法|法律|法|政令|省令|府令|施行令|令|施行規則|規則|規程|規定|訓令|条例|要綱|要領|基準|指針|細則|内規|規約|通達|告示"
    "|ガイドライン|マニュアル|手引"
)
_WORD = r"[一-龠々〆ァ-ヶーA-Za-zＡ-Ｚａ-ｚ0-9０-９・]"
_GLUED = re.compile(r"[一-龠々〆ァ-ヶー]+$")
_PLAIN_NAME = re.compile(rf"(?P<name>{_WORD}*(?:{_KIND}))$")
_ABOUT_NAME = re.compile(
    rf"(?P<name>[^、。，．：；！？:;!?|#>「」『』（）()\[\]\s*はがでも]{{1,60}}に関する{_WORD}*(?:{_KIND}))$"
)
_QUOTED_NAME = re.compile(rf"[「『](?P<name>[^「」『』]{{1,60}}(?:{_KIND}))$")
_NEUTRAL = re.compile(
    r"(?:当該|上記|前記|下記|前述|上述|現行|現在|改正後|今回|一方|例|各|省内|本省|当省|庁内|市の|省の)+"
)
_LEADS_ON = re.compile(r"(?:[ぁ-とな-ねは-ゖ]|(?:日本|我が国|わが国|国)の)$")
_SAME_NAME = re.compile(rf"同(?:{_KIND})$")
_THIS_NAME = re.compile(rf"(?:この|本)(?:{_KIND})$")
_JOINED = re.compile(rf"{_S}(?:、|,|，|及び|並びに|又は|若しくは|から|と|・|～|~|−|まで)*{_S}$")
_ADDED = re.compile(
    rf"{_S}(?:、|,|，|及び|並びに|又は|若しくは|および|または|から|と|や|・|～|~|−|まで|の)*{_S}$"
)
_STEPS = {"前条": -1, "次条": 1}
_DEFINITION = re.compile(
    r"[（(][^（）()「」『』]{0,60}以下[、，]?[^（）()「」『』]{0,20}[「『“\"](?P<alias>[^「」『』“”\"（）()]{1,40})[」』”\"]"
    r"[^（）()]{0,20}[）)]"
)


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
    text: str,
    *,
    names: Names | None = None,
    found: Sequence[NameFound] | None = None,
    within: str | None = None,
    follows_paragraphs: bool = False,
    aliases: Mapping[str, str] | None = None,
) -> tuple[Reference, ...]:
    """All references in their order. ``names`` are titles known beforehand, ``found`` those found in the text already;
    others are known by their endings.

    Short names that the text itself defines (「○○法（以下「法」という。）」), or ``aliases``, stand for a whole name.
    ``within`` is the anchor of the article that the text stands in, to which 「本条」 leads.
    ``follows_paragraphs`` also gives what is joined to the reference before (「第12条第1項及び第3項」, 「同項」, 「前項」).
    """
    if found is None:
        found = names.find(text) if names else ()
    reader = _Reader(text, found, follows_paragraphs=follows_paragraphs, aliases=aliases or {})
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

    def __init__(
        self, text: str, known: Sequence[NameFound], *, follows_paragraphs: bool, aliases: Mapping[str, str]
    ) -> None:
        self._text = text
        self._known = {found.end: found for found in known}
        self._starts = [found.start for found in known]
        self._ends = [found.end for found in known]
        self._last: Reference | None = None
        self._pattern = _WITHIN_ARTICLES if follows_paragraphs else _REFERENCE
        self._aliases = {**aliases, **self._defined()}

    def references(self, within: str | None) -> Iterator[Reference]:
        for match in self._pattern.finditer(self._text):
            reference = None if self._is_in_name(match.start()) else self._reference(match, within)
            if reference is not None:
                self._last = reference
                yield reference

    def _reference(self, match: re.Match[str], within: str | None) -> Reference | None:
        if not (match["article"] or match["relative"] or match["supplement_paragraph"]):
            return self._within_last(match)
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

    def _is_in_name(self, place: int) -> bool:
        """Whether a place is within a name: 「○○法第五十六条の規定による意見の聴取に関する政令」."""
        number = bisect_right(self._starts, place) - 1
        return number >= 0 and place < self._ends[number]

    def _within_last(self, match: re.Match[str]) -> Reference | None:
        """「同項」, 「前項」, or a paragraph or an item that a list adds to the reference before."""
        last = self._last
        if last is None or not last.article:
            return None
        if not match["same_paragraph"] and not _ADDED.fullmatch(self._text, last.place[1], match.start()):
            return None
        paragraph, item = _paragraph_after(match, last), _inner_item(match)
        if paragraph == 0 or (match["same_paragraph"] and last.paragraph is None):
            return None
        return Reference(last.title, last.article, paragraph, item, match.span())

    def _defined(self) -> dict[str, str]:
        """Short names that the text defines, to the names they stand for."""
        defined: dict[str, str] = {}
        for match in _DEFINITION.finditer(self._text) if "以下" in self._text else ():
            end = match.start()
            named = self._known.get(end)
            start = named.start if named else self._written(end)
            if start is not None:
                defined[match["alias"]] = self._text[start:end]
        return defined

    def _alias(self, end: int, written: int | None) -> str | None:
        """The short name before a place, unless it is the end of a longer one."""
        fitting = (alias for alias in self._aliases if self._text.endswith(alias, 0, end))
        alias = max(fitting, key=len, default=None)
        return alias if alias and (written is None or end - len(alias) <= written) else None

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
        alias = self._alias(end, written) if self._aliases else None
        if alias is not None:
            return end - len(alias), self._aliases[alias]
        if known is not None:
            begin = self._begin(known, written)
            is_whole = begin == known.start or _may_precede(self._text[begin : known.start])
            return (known.start if is_whole else begin), self._text[known.start if is_whole else begin : end]
        if written is None:
            return None
        if _THIS_NAME.search(self._text, max(0, end - 12), end):
            return end, None
        if _SAME_NAME.fullmatch(self._text, written, end):
            return written, self._last.title if self._last else None
        return (written, self._text[written:end]) if not _is_kind(self._text[written:end]) else None

    def _begin(self, known: NameFound, written: int | None) -> int:
        """Where the name begins of which a known one may merely be the end."""
        glued = _GLUED.search(self._text, max(0, known.start - 40), known.start)
        return min(
            known.start, known.start if written is None else written, glued.start() if glued else known.start
        )

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


def _paragraph_after(match: re.Match[str], last: Reference) -> int | None:
    """The paragraph meant within the last article; 0 where 「前項」 has nothing before it."""
    if match["other_paragraph"]:
        return number_of(match["other_paragraph"])
    step = 1 if match["same_paragraph"] == "前項" else 0
    return last.paragraph - step if last.paragraph else None


def _inner_item(match: re.Match[str]) -> str | None:
    name = "inner_item" if match["inner_item"] else "other_item"
    return _numbers(match[name], match[f"{name}_branches"]) if match[name] else None


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


def _may_precede(words: str) -> bool:
    """Whether words before a known name only point at it or lead on to it, and belong to no longer name."""
    return _NEUTRAL.fullmatch(words) is not None or _LEADS_ON.search(words) is not None


def _is_kind(name: str) -> bool:
    return re.fullmatch(_KIND, name) is not None
