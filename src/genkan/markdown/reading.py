"""A text in Markdown to its blocks."""

import re
from collections.abc import Iterable, Iterator

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from genkan.kit import normalise_newlines, storable
from genkan.markdown.blocks import Block, Code, Heading, Line, List, Paragraph, Quote, Rule, Span, Table
from genkan.markdown.dialect import dialect

# Control characters, signs that turn the order of letters, and code points that XML forbids.
_UNHOLDABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]")

_WORDS = "words"


def read_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of any text, however hostile; characters that no file can hold are left out.

    The parser bounds how deep blocks stand within each other; marks within a line, which may stand in any number, are
    read one after another.
    """
    tokens = dialect().parse(clean_text(text))
    for token in tokens:
        token.meta[_WORDS], token.children = token.children or [], None
    return tuple(_blocks(SyntaxTreeNode(tokens).children))


def clean_text(text: str) -> str:
    """The text without the characters that no file can hold."""
    return _UNHOLDABLE.sub("", normalise_newlines(storable(text)))


def _blocks(nodes: Iterable[SyntaxTreeNode]) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "heading":
                yield Heading(int(node.tag[1:]), _joined(_lines(node)))
            case "paragraph":
                yield Paragraph(_lines(node))
            case "bullet_list" | "ordered_list":
                yield _list(node)
            case "blockquote":
                yield Quote(tuple(_blocks(node.children)))
            case "table":
                yield _table(node)
            case "hr":
                yield Rule()
            case _:
                yield Code(node.content.rstrip("\n"))


def _list(node: SyntaxTreeNode) -> List:
    items = tuple(tuple(_blocks(item.children)) for item in node.children)
    return List(items, None if node.type == "bullet_list" else int(node.attrs.get("start", 1)))


def _table(node: SyntaxTreeNode) -> Table:
    head, *body = (row for part in node.children for row in part.children)
    numeric = tuple("right" in str(cell.attrs.get("style", "")) for cell in head.children)
    return Table(_cells(head), tuple(_cells(row) for row in body), numeric)


def _cells(row: SyntaxTreeNode) -> tuple[Line, ...]:
    return tuple(_joined(_lines(cell)) for cell in row.children)


def _lines(node: SyntaxTreeNode) -> tuple[Line, ...]:
    """The lines of what holds words, cut at its line breaks."""
    lines: list[list[Span]] = [[]]
    for span in (span for inline in node.children for span in _spans(inline.meta[_WORDS])):
        if span.text == "\n":
            lines.append([])
        elif span.text:
            lines[-1].append(span)
    return tuple(map(tuple, lines))


def _joined(lines: tuple[Line, ...]) -> Line:
    return tuple(span for line in lines for span in line)


def _spans(tokens: Iterable[Token]) -> Iterator[Span]:
    """The words with their looks; a line break is a span of its own, an address stands behind the words that link to it."""
    bold = italic = 0
    address = ""
    for token in tokens:
        bold += token.nesting if token.tag == "strong" else 0
        italic += token.nesting if token.tag == "em" else 0
        if token.type == "link_open":
            address = "" if token.markup == "autolink" else f"（{token.attrs['href']}）"
        elif token.type in {"softbreak", "hardbreak"}:
            yield Span("\n")
        else:
            words = address if token.type == "link_close" else token.content
            yield Span(words, bold > 0, italic > 0, code=token.type == "code_inline")
