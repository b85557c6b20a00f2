"""Everything that stands in an article, an annex or a form, as lines of text in their order."""

from collections.abc import Iterable

from lxml.etree import _Element as Element  # pyright: ignore[reportPrivateUsage]

from genkan.knowledge.parse.law.inline import has_words, inline
from genkan.knowledge.parse.table import Cell, grid, span, table_lines

ITEMS = frozenset(
    {"Item", *(f"Subitem{depth}" for depth in range(1, 11)), "List", "Sublist1", "Sublist2", "Sublist3"}
)
_BLOCKS = (
    "TableStruct",
    "Table",
    "Paragraph",
    "Item",
    "List",
    "StyleStruct",
    "NoteStruct",
    "FormatStruct",
    "FigStruct",
)
_SENTENCES = frozenset({"Sentence", "ArithFormula", "Line", "Ruby"})


def lines(element: Element) -> list[str]:
    """All words below an element, one sentence group a line; tables as Markdown; pictures give nothing."""
    tag = str(element.tag)
    if tag == "Table":
        return _table(element)
    if tag in ITEMS:
        return _item(element)
    if tag in _SENTENCES or not len(element) or has_words(element):
        return _mixed(element)
    if all(child.tag in {"Sentence", "Column"} for child in element):
        return [text] if (text := sentences(element)) else []
    return [line for child in element for line in lines(child)]


def sentences(element: Element) -> str:
    """The sentences of an element one after another, its columns with a space between."""
    columns = [sentences(child) if child.tag == "Column" else "" for child in element]
    if any(columns):
        own = [column or inline(child) for column, child in zip(columns, element, strict=True)]
        return "　".join(text for text in own if text)
    return "".join(" ".join(lines(child)) if _has_block(child) else inline(child) for child in element)


def _mixed(element: Element) -> list[str]:
    """A sentence; where it quotes a table or a whole provision, these stand on lines of their own."""
    if not _has_block(element):
        return [text] if (text := inline(element)) else []
    found = [(element.text or "").strip()]
    for child in element:
        found += [*lines(child), (child.tail or "").strip()]
    return [line for line in found if line]


def _has_block(element: Element) -> bool:
    return next(element.iter(*_BLOCKS), None) is not None


def _item(element: Element) -> list[str]:
    """「一　文」, and what stands below it on the lines that follow."""
    title, first, rest = "", "", list[str]()
    for child in element:
        tag = str(child.tag)
        if tag.endswith("Title") and not title:
            title = inline(child)
        elif tag.endswith("Sentence") and not first and not rest:
            first, *rest = lines(child) or [""]
        else:
            rest += [f"　{line}" if child.tag in ITEMS else line for line in lines(child)]
    own = "　".join(part for part in (title, first) if part)
    return [own, *rest] if own else rest


def _table(table: Element) -> list[str]:
    rows = [[_cell(column) for column in row] for row in table if str(row.tag).endswith("Row")]
    return table_lines(grid(rows))


def _cell(column: Element) -> Cell:
    return Cell(
        "　".join(lines(column)), across=span(column.get("colspan")), down=span(column.get("rowspan"))
    )


def joined(found: Iterable[str]) -> str:
    """Lines as one text."""
    return "\n".join(line for line in found if line)
