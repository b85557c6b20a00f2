"""References to articles in Japanese text, such as 「文書管理規程第12条第2項」, 「27条の3②」 or 「同条」."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from genkan.knowledge.names.names import NameFound, Names
from genkan.knowledge.question.spellings import (
    ABOUT_NAME,
    ADDED,
    BETWEEN,
    DEFINITION,
    GLUED,
    JOINED,
    KIND,
    LEADS_ON,
    NEUTRAL,
    PLAIN_NAME,
    QUOTED_NAME,
    REFERENCE,
    SAME_NAME,
    THIS_NAME,
    WITHIN_ARTICLES,
)
from genkan.knowledge.question.steps import step_of, step_words
from genkan.knowledge.text.numerals import number_of


@dataclass(frozen=True)
class Reference:
    """One reference, from ``place[0]`` to ``place[1]`` of the text, the law's name included.

    ``title`` is the name as written or, for 「同法」 and lists, as written before; ``None`` where the text names
    none. ``article`` is an anchor (``12_2``, ``s1-3``). For 「前条」, 「次条」 and 「前二条」 ``step`` is -1, 1 and -2
    articles from it, or where it is empty, from the one that the text stands in.
    """

    title: str | None
    article: str
    paragraph: int | None
    item: str | None
    place: tuple[int, int]
    step: int = 0

    @property
    def key(self) -> str:
        """What the article is looked up under: its anchor, or ``12/-1`` for the one before article 12."""
        return f"{self.article}/{self.step}" if self.step else self.article


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
    ``within`` is the anchor of the article that the text stands in, to which 「本条」 leads, and from which 「前条」 and
    「前項」 count; elsewhere they count from the article named last.
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
    if article and not article.startswith("s"):
        label += _numbered(article, unit="条")
    if reference.step:
        label = f"{label}の{step_words(reference.step)}" if label else step_words(reference.step)
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
        self._base: Reference | None = None
        self._pattern = WITHIN_ARTICLES if follows_paragraphs else REFERENCE
        self._aliases = {**aliases, **self._defined()}
        self._alias_lengths = sorted({len(alias) for alias in self._aliases}, reverse=True)

    def references(self, within: str | None) -> Iterator[Reference]:
        for match in self._pattern.finditer(self._text):
            reference = None if self._is_in_name(match.start()) else self._reference(match, within)
            if reference is not None:
                self._last = reference
                self._base = self._base if reference.step else reference
                yield reference

    def _reference(self, match: re.Match[str], within: str | None) -> Reference | None:
        if not (match["article"] or match["relative"] or match["supplement_paragraph"]):
            return self._within_last(match, within)
        if match["relative"] in ("同条", "本条"):
            return self._same(match, within)
        if match["relative"] and (within is not None or self._base is not None):
            return self._from(self._base if within is None else None, match)
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
            step_of(match["relative"] or "", unit="条"),
        )

    def _from(self, base: Reference | None, match: re.Match[str]) -> Reference:
        """「前条」 counted from the article that was named last by its number; with no base from the own one, whatever was named."""
        title, article = (base.title, base.article) if base else (None, "")
        step = step_of(match["relative"], unit="条")
        return Reference(title, article, _paragraph(match), _item(match), match.span(), step)

    def _same(self, match: re.Match[str], within: str | None) -> Reference | None:
        """「同条」 repeats the last reference, 「本条」 names the article of the text."""
        same = self._last if match["relative"] == "同条" else None
        article, step = (same.article, same.step) if same else (within or "", 0)
        if not (article or step):
            return None
        title = same.title if same else None
        return Reference(title, article, _paragraph(match), _item(match), match.span(), step)

    def _is_in_name(self, place: int) -> bool:
        """Whether a place is within a name: 「○○法第五十六条の規定による意見の聴取に関する政令」."""
        number = bisect_right(self._starts, place) - 1
        return number >= 0 and place < self._ends[number]

    def _within_last(self, match: re.Match[str], within: str | None) -> Reference | None:
        """「同項」, 「前項」, or a paragraph or an item that a list adds to the reference before.

        Within an article 「前項」 is a paragraph of its own.
        """
        last = self._last
        if last is None or not (last.article or last.step):
            return None
        if within is not None and match["same_paragraph"] not in (None, "同項"):
            return None
        if not match["same_paragraph"] and not ADDED.fullmatch(self._text, last.place[1], match.start()):
            return None
        paragraph, item = _paragraph_after(match, last), _inner_item(match)
        is_none = paragraph is not None and paragraph < 1
        if is_none or (match["same_paragraph"] and last.paragraph is None):
            return None
        return Reference(last.title, last.article, paragraph, item, match.span(), last.step)

    def _defined(self) -> dict[str, str]:
        """Short names that the text defines, to the names they stand for."""
        defined: dict[str, str] = {}
        for match in DEFINITION.finditer(self._text) if "以下" in self._text else ():
            end = match.start()
            named = self._known.get(end)
            start = named.start if named else self._written(end)
            if start is not None:
                defined[match["alias"]] = self._text[start:end]
        return defined

    def _alias(self, end: int, written: int | None) -> str | None:
        """The short name before a place, unless it is the end of a longer one."""
        ending = (self._text[max(0, end - length) : end] for length in self._alias_lengths)
        alias = next((words for words in ending if words in self._aliases), None)
        return alias if alias and (written is None or end - len(alias) <= written) else None

    def _title(self, end: int) -> tuple[int, str | None]:
        """Where the reference begins and the name before it."""
        between = BETWEEN.search(self._text, max(0, end - 80), end)
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
        if THIS_NAME.search(self._text, max(0, end - 12), end):
            return end, None
        if SAME_NAME.fullmatch(self._text, written, end):
            return written, self._last.title if self._last else None
        return (written, self._text[written:end]) if not _is_kind(self._text[written:end]) else None

    def _begin(self, known: NameFound, written: int | None) -> int:
        """Where the name begins of which a known one may merely be the end."""
        glued = GLUED.search(self._text, max(0, known.start - 40), known.start)
        return min(
            known.start, known.start if written is None else written, glued.start() if glued else known.start
        )

    def _written(self, end: int) -> int | None:
        """Where a name begins that is known by its ending alone."""
        begin = max(0, end - 90)
        for pattern in (QUOTED_NAME, ABOUT_NAME, PLAIN_NAME):
            match = pattern.search(self._text, begin, end)
            if match is not None:
                return match.start("name")
        return None

    def _title_of_list(self, start: int) -> str | None:
        """In 「旅費規程第五条及び第七条」 the second article is of the same regulation."""
        if self._last is None or not JOINED.fullmatch(self._text, self._last.place[1], start):
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
    """The paragraph meant within the last article, of several the first; below 1 where there is none before."""
    if match["other_paragraph"]:
        return number_of(match["other_paragraph"])
    return last.paragraph + step_of(match["same_paragraph"] or "", unit="項") if last.paragraph else None


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
    return NEUTRAL.fullmatch(words) is not None or LEADS_ON.search(words) is not None


def _is_kind(name: str) -> bool:
    return re.fullmatch(KIND, name) is not None
