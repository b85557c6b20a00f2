"""The lines of one article to its paragraphs and items."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from genkan.knowledge.parse.grammar import Marked, marked
from genkan.knowledge.parse.regulation import Item, Paragraph

_OWN_LINE = re.compile(r"[ \t]*(?:\||[-*+] |[0-9]{1,3}[.)] )")


@dataclass
class _Draft:
    """A paragraph or an item that may still grow."""

    kind: str
    number: str
    value: int
    text: str
    items: list["_Draft"] = field(default_factory=list["_Draft"])

    def item(self) -> Item:
        return Item(self.number, self.text.strip(), tuple(inner.item() for inner in self.items))

    def paragraph(self) -> Paragraph:
        return Paragraph(self.value, self.text.strip(), tuple(inner.item() for inner in self.items))


class _Reader:
    """Reads line by line; ``open`` is the path from the present paragraph to the innermost present item."""

    def __init__(self) -> None:
        self.paragraphs: list[_Draft] = []
        self.open: list[_Draft] = []
        self.after_blank = False

    def read(self, line: str) -> None:
        if not line.strip():
            self.after_blank = True
            return
        mark = marked(line)
        if mark is not None and mark.kind == "paragraph" and self._follows(mark):
            self._begin(mark.value, mark.text)
        elif mark is not None and mark.kind != "paragraph" and self._is_item(mark):
            self._add_item(mark)
        else:
            self._continue(line)
        self.after_blank = False

    def _begin(self, number: int, text: str) -> None:
        self.paragraphs.append(_Draft("paragraph", "", number, text))
        self.open = [self.paragraphs[-1]]

    def _follows(self, mark: Marked) -> bool:
        return mark.value == (self.paragraphs[-1].value + 1 if self.paragraphs else 1)

    def _is_item(self, mark: Marked) -> bool:
        """Numbers in kanji must count up, for a sentence may begin with one too."""
        if mark.kind != "kanji":
            return True
        before = [draft for holder in self.open for draft in holder.items if draft.kind == "kanji"]
        last = before[-1].value if before else 0
        return mark.value == last + 1 or (mark.value == last and "の" in mark.number)

    def _add_item(self, mark: Marked) -> None:
        if not self.paragraphs:
            self._begin(1, "")
        kinds = [draft.kind for draft in self.open]
        if mark.kind in kinds:
            del self.open[kinds.index(mark.kind) :]
        draft = _Draft(mark.kind, mark.number, mark.value, mark.text)
        self.open[-1].items.append(draft)
        self.open.append(draft)

    def _continue(self, line: str) -> None:
        """Text without a number: a line broken at the margin, or after an empty line a new line."""
        if not self.paragraphs:
            self._begin(1, line.strip())
            return
        keeps_line = self.after_blank or _OWN_LINE.match(line)
        self.open[-1].text += ("\n" if keeps_line else "") + line.strip()


def read_paragraphs(lines: Iterable[str]) -> tuple[Paragraph, ...]:
    """Paragraphs numbered from 1; text without numbers is the first paragraph."""
    reader = _Reader()
    for line in lines:
        reader.read(line)
    return tuple(draft.paragraph() for draft in reader.paragraphs)
