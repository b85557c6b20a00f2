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
_DEFINED = re.compile(r"以下[、，]?[^「」『』“”\"。]{0,20}[「『“\"]$")
_NEXT_TO = re.compile(r"[」』）)】*_\s　]*(?:の規定)?[」』）)】*_\s　]*")


class ReadAnswer:
    """The parts of one answer, with places in its text."""

    def __init__(self, text: str, *, shelf: Shelf, is_numbered: bool) -> None:
        self.text = text
        self.citations = parse_citations(text) if is_numbered else ()
        self._code = mask(text, code_places(text))
        self._quoted = quotations(text)
        self.sentences = sentences(text, quoted=self._quoted)
        self.names = shelf.names.find(text)
        self.quotations = tuple(self._quotations(shelf))
        self.references = tuple(self._references())
        self.groups = tuple(self._groups())
        self._vouchers = {quoted: self._voucher(quoted) for quoted in self.quotations}

    def sentence_at(self, place: int) -> Place:
        """The sentence in which a position lies."""
        number = bisect_right(self.sentences, place, key=lambda sentence: sentence.start)
        return self.sentences[number - 1] if number else Place(0, len(self.text))

    def quotations_of(self, voucher: Sequence[Citation] | Reference) -> tuple[Place, ...]:
        """The quotations that these citations vouch for: those before them, or where none follows, after them.

        A reference in words vouches for those of its sentence, or of the next line, that no number vouches for.
        """
        return tuple(quoted for quoted, found in self._vouchers.items() if found is voucher)

    def reference_before(self, citation: Citation) -> Reference | None:
        """The worded reference that stands right before a citation."""
        for reference in self.references:
            end = reference.place[1]
            if end <= citation.place.start and _NEXT_TO.fullmatch(self.text, end, citation.place.start):
                return reference
        return None

    def is_code(self, place: int) -> bool:
        """Whether a position lies in code."""
        return bool(self._code[place])

    def _voucher(self, quoted: Place) -> Sequence[Citation] | Reference | None:
        """The citations in the same sentence: within the quotation, else the next behind it, else the last."""
        start, end = self.sentence_at(quoted.start)
        begin = bisect_left(self.groups, start, key=_start)
        near = self.groups[begin : bisect_left(self.groups, end, key=_start)]
        inside = [group for group in near if quoted.holds(_start(group))]
        after = [group for group in near if _start(group) >= quoted.end]
        return next(iter([*inside[-1:], *after[:1], *near[-1:]]), None) or self._named_for(quoted)

    def _named_for(self, quoted: Place) -> Reference | None:
        """The reference in brackets behind the quotation, else the last before it, else the next behind it."""
        sentence = self.sentence_at(quoted.start)
        near = [one for one in self.references if sentence.holds(one.place[0])]
        behind = [one for one in near if one.place[0] >= quoted.end]
        if behind and _IN_BRACKETS.fullmatch(self.text, quoted.end, behind[0].place[0]):
            return behind[0]
        before = [one for one in near if one.place[1] <= quoted.start]
        return next(iter([*before[-1:], *behind[:1], *self._leading_to(quoted, sentence)]), None)

    def _leading_to(self, quoted: Place, sentence: Place) -> list[Reference]:
        """The last reference of the sentence before, where the quotation stands on lines of its own."""
        if self.text[sentence.start : quoted.start].strip(' \t　>「『“"') or not sentence.start:
            return []
        previous = self.sentence_at(sentence.start - 1)
        return [one for one in self.references if previous.holds(one.place[0])][-1:]

    def _references(self) -> Iterator[Reference]:
        """References in the answer's own words; those in a quotation belong to the source."""
        own = self._without(self.quotations)
        for reference in parse_references(own, found=self.names, follows_paragraphs=True):
            start, end = reference.place
            inside = any(quoted.start <= start and end <= quoted.end for quoted in self._quoted)
            named_in_marks = any(quoted.start <= start < quoted.end < end for quoted in self._quoted)
            if reference.article and not self.is_code(start) and (named_in_marks or not inside):
                yield reference

    def _quotations(self, shelf: Shelf) -> Iterator[Place]:
        """Quoted words long enough to compare, leaving out names of laws and references in marks."""
        for quoted in self._quoted:
            words = self.text[quoted.start : quoted.end]
            is_reference = any(r.place == (0, len(words)) for r in parse_references(words, names=shelf.names))
            compared = is_long_enough(words) and not shelf.is_name(words) and not is_reference
            if compared and not self.is_code(quoted.start) and not self._defines(quoted):
                yield quoted

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
        """Citations in a row: ``[1][2]``."""
        held: list[Citation] = []
        for citation in self.citations:
            if held and not self._adjoins(held[-1], citation):
                yield tuple(held)
                held = []
            held.append(citation)
        if held:
            yield tuple(held)

    def _adjoins(self, before: Citation, citation: Citation) -> bool:
        if before.place == citation.place:
            return True
        return _ADJACENT.fullmatch(self.text, before.place.end, citation.place.start) is not None


def _start(group: Sequence[Citation]) -> int:
    return group[0].place.start
