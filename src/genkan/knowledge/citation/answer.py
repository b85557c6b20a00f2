"""An answer read for checking: its sentences, quotations, citations and worded references."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from genkan.knowledge.citation.places import (
    Citation,
    Place,
    code_places,
    mask,
    parse_citations,
    quotations,
    sentences,
)
from genkan.knowledge.citation.quotation import is_long_enough
from genkan.knowledge.citation.sources import Shelf
from genkan.knowledge.question.references import Reference, parse_references

_ADJACENT = re.compile(r"[\s、,・]*")
_IN_BRACKETS = re.compile(r"[」』”\"]?[\s　]*(?:の規定)?[（(][\s　]*(?:出典[：:]?|根拠[：:]?)?")
_BLOT = "■"
_LONGEST_REFERENCE = 300
_NAMES_MEANT = 60
_CLAIM = 200
_DEFINED = re.compile(r"以下[、，]?[^「」『』“”\"。]{0,20}[「『“\"]$")
_NEXT_TO = re.compile(r"[」』）)】*_\s　]*+(?:の規定)?[」』）)】*_\s　]*+")
_REPLACED = re.compile(r"[」』][^「」『』。]{0,4}(?:とあるのは|とあり|と読み替)")
_REPLACING = re.compile(r"とあるのは[、]?[「『]$")


class ReadAnswer:
    """The parts of one answer, with places in its text."""

    def __init__(self, text: str, *, shelf: Shelf, is_numbered: bool) -> None:
        self.text = text
        self.citations = parse_citations(text) if is_numbered else ()
        self._code = mask(text, code_places(text))
        self._quoted = quotations(text)
        self.sentences = sentences(text, quoted=self._quoted)
        self.names = shelf.names.find(text)
        self._alone = frozenset(quoted for quoted in self._quoted if self._is_reference(quoted, shelf))
        self.quotations, short = self._quotations(shelf)
        self.references = tuple(self._references())
        self.groups = tuple(self._groups())
        self._vouchers = {quoted: self._voucher(quoted) for quoted in self.quotations}
        self._vouched: dict[int, list[Place]] = {}
        for quoted, voucher in self._vouchers.items():
            self._vouched.setdefault(id(voucher), []).append(quoted)
        self.short_quotations = sum(self._voucher(quoted) is not None for quoted in short)

    def sentence_at(self, place: int) -> Place:
        """The sentence in which a position lies."""
        number = bisect_right(self.sentences, place, key=lambda sentence: sentence.start)
        return self.sentences[number - 1] if number else Place(0, len(self.text))

    def quotations_of(self, voucher: Sequence[Citation] | Reference) -> tuple[Place, ...]:
        """The quotations that these citations vouch for: those before them, or where none follows, after them.

        A reference in words vouches for those of its sentence, or of the next line, that no number vouches for.
        """
        return tuple(self._vouched.get(id(voucher), ()))

    def reference_before(self, citation: Citation) -> Reference | None:
        """The worded reference that stands right before a citation."""
        number = bisect_right(self.references, citation.place.start, key=_end)
        last = self.references[number - 1] if number else None
        is_next = last is not None and _NEXT_TO.fullmatch(self.text, last.place[1], citation.place.start)
        return last if is_next else None

    def claim_at(self, place: int) -> str:
        """The words of the sentence in which a position lies; of a long one those around it, with 「…」 for the rest."""
        sentence = self.sentence_at(place)
        start = max(sentence.start, min(place - _CLAIM // 2, sentence.end - _CLAIM))
        end = min(sentence.end, start + _CLAIM)
        words = self.text[start:end].strip()
        return f"{'…' * (start > sentence.start)}{words}{'…' * (end < sentence.end)}"

    def names_before(self, place: int) -> list[str]:
        """The names of laws that stand before a position, as written, the last first; of many the last ones."""
        number = bisect_right(self.names, place, key=lambda name: name.end)
        found = self.names[max(0, number - _NAMES_MEANT) : number]
        return list(dict.fromkeys(self.text[name.start : name.end] for name in reversed(found)))

    def is_code(self, place: int) -> bool:
        """Whether a position lies in code."""
        return bool(self._code[place])

    def _voucher(self, quoted: Place) -> Sequence[Citation] | Reference | None:
        """The citations in the same sentence: within the quotation, else the next behind it, else the last."""
        start, end = self.sentence_at(quoted.start)
        first = bisect_left(self.groups, start, key=_start)
        behind = bisect_left(self.groups, end, lo=first, key=_start)
        after = bisect_left(self.groups, quoted.end, lo=first, hi=behind, key=_start)
        if after > first and quoted.holds(_start(self.groups[after - 1])):
            return self.groups[after - 1]
        return self.groups[min(after, behind - 1)] if behind > first else self._named_for(quoted)

    def _named_for(self, quoted: Place) -> Reference | None:
        """The reference in brackets behind the quotation, else the last before it, else the next behind it."""
        sentence = self.sentence_at(quoted.start)
        number = bisect_left(self.references, quoted.end, key=_begin)
        behind = [one for one in self.references[number : number + 1] if sentence.holds(one.place[0])]
        if behind and _IN_BRACKETS.fullmatch(self.text, quoted.end, behind[0].place[0]):
            return behind[0]
        number = bisect_right(self.references, quoted.start, key=_end)
        before = [one for one in self.references[max(0, number - 1) : number] if sentence.holds(one.place[0])]
        return next(iter([*before, *behind, *self._leading_to(quoted, sentence)]), None)

    def _leading_to(self, quoted: Place, sentence: Place) -> list[Reference]:
        """The last reference of the sentence before, where the quotation stands on lines of its own."""
        if self.text[sentence.start : quoted.start].strip(' \t　>「『“"') or not sentence.start:
            return []
        previous = self.sentence_at(sentence.start - 1)
        number = bisect_left(self.references, previous.end, key=_begin)
        return [one for one in self.references[max(0, number - 1) : number] if previous.holds(one.place[0])]

    def _references(self) -> Iterator[Reference]:
        """References in the answer's own words; those in a quotation belong to the source."""
        own = self._without(self.quotations)
        for reference in parse_references(own, found=self.names, follows_paragraphs=True):
            if reference.article and not self.is_code(reference.place[0]) and not self._is_quoted(reference):
                yield reference

    def _is_quoted(self, reference: Reference) -> bool:
        """Whether it stands within a quotation; a name in marks, or one that names its law and is all there is in them, does not."""
        start, end = reference.place
        number = bisect_right(self._quoted, start, key=lambda quoted: quoted.start)
        quoted = self._quoted[number - 1] if number else Place(0, 0)
        if end > quoted.end:
            return False
        return quoted not in self._alone or reference.title is None or self._is_replaced(quoted)

    def _is_replaced(self, quoted: Place) -> bool:
        """Whether the marks hold words that a provision reads otherwise: 「「第五条」とあるのは「第六条」と読み替える」."""
        replacing = _REPLACING.search(self.text, max(0, quoted.start - 10), quoted.start)
        return replacing is not None or _REPLACED.match(self.text, quoted.end) is not None

    def _is_reference(self, quoted: Place, shelf: Shelf) -> bool:
        """Whether the words in marks are as a whole a reference."""
        words = self.text[quoted.start : quoted.end]
        found = parse_references(words, names=shelf.names) if len(words) <= _LONGEST_REFERENCE else ()
        return any(each.place == (0, len(words)) for each in found)

    def _quotations(self, shelf: Shelf) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
        """Quoted words long enough to compare and those that are not, leaving out names of laws and references."""
        quoted = [each for each in self._quoted if self._is_compared(each, shelf)]
        is_long = {each: is_long_enough(self.text[each.start : each.end]) for each in quoted}
        return tuple(each for each in quoted if is_long[each]), tuple(
            each for each in quoted if not is_long[each]
        )

    def _is_compared(self, quoted: Place, shelf: Shelf) -> bool:
        if quoted in self._alone or shelf.is_name(self.text[quoted.start : quoted.end]):
            return False
        return not self.is_code(quoted.start) and not self._defines(quoted)

    def _without(self, places: Sequence[Place]) -> str:
        """The text with the words at these places blotted out, so that 「同条」 does not lead into a quotation."""
        parts: list[str] = []
        reached = 0
        for start, end in places:
            parts += [self.text[reached:start], _BLOT * (end - start)]
            reached = end
        return "".join([*parts, self.text[reached:]])

    def _defines(self, quoted: Place) -> bool:
        """Whether the words are a short name that the answer gives to something: 「以下「法」という。」."""
        return _DEFINED.search(self.text, max(0, quoted.start - 30), quoted.start) is not None

    def _groups(self) -> Iterator[tuple[Citation, ...]]:
        """Citations in a row: ``[1][2]``; a number that it repeats counts once."""
        held: list[Citation] = []
        for citation in self.citations:
            if held and not self._adjoins(held[-1], citation):
                yield _once(held)
                held = []
            held.append(citation)
        if held:
            yield _once(held)

    def _adjoins(self, before: Citation, citation: Citation) -> bool:
        if before.place == citation.place:
            return True
        return _ADJACENT.fullmatch(self.text, before.place.end, citation.place.start) is not None


def _once(row: Sequence[Citation]) -> tuple[Citation, ...]:
    """The first citation of each number."""
    first: dict[int, Citation] = {}
    for one in row:
        first.setdefault(one.number, one)
    return tuple(first.values())


def _start(group: Sequence[Citation]) -> int:
    return group[0].place.start


def _begin(reference: Reference) -> int:
    return reference.place[0]


def _end(reference: Reference) -> int:
    return reference.place[1]
