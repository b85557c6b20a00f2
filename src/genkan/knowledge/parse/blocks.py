"""What a document of an office program, a page or a PDF is made of, and how it is cut into articles."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from genkan.knowledge.parse.articles import Outline, read_plain_regulation
from genkan.knowledge.parse.errors import NoText
from genkan.knowledge.parse.grammar import Chapter, article_start, one_space
from genkan.knowledge.parse.regulation import DocumentKind, Regulation


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    TEXT = "text"
    TABLE = "table"
    PAGE = "page"


@dataclass(frozen=True)
class Block:
    """A heading (``rank`` 1 is the outermost), a paragraph, a table in Markdown, or the beginning of a page."""

    kind: BlockKind
    text: str
    rank: int = 1


@dataclass(frozen=True)
class Draft:
    """A file as it was read, before it is cut; ``notes`` are sentences on what was left out."""

    title: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()


def heading(text: str, *, rank: int = 1) -> Block:
    """A heading."""
    return Block(BlockKind.HEADING, text.strip(), rank)


def text(words: str) -> Block:
    """A paragraph, or a line of one."""
    return Block(BlockKind.TEXT, words)


def table(lines: Sequence[str]) -> Block:
    """A table that is Markdown already."""
    return Block(BlockKind.TABLE, "\n".join(lines))


def page(label: str) -> Block:
    """The beginning of a page or a slide."""
    return Block(BlockKind.PAGE, label)


def cut(draft: Draft, *, name: str) -> Regulation:
    """Regulations at their articles, other documents at headings, and at pages where they have no headings.

    Raises ``NoText``.
    """
    is_regulation = any(article_start(line) for line in _lines(draft.blocks))
    outline = read_plain_regulation(list(_lines(draft.blocks))) if is_regulation else _sections(draft.blocks)
    articles = outline.finish()
    if not articles:
        raise NoText(name=name)
    return Regulation(
        title=draft.title or (outline.title if is_regulation else "") or PurePosixPath(name).stem,
        number=outline.number,
        organisation="",
        valid_from=None,
        abbreviations=(),
        articles=articles,
        kind=DocumentKind.REGULATION if is_regulation else DocumentKind.DOCUMENT,
        notes=draft.notes,
    )


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    """The lines of a regulation; an empty one keeps a paragraph apart from the next."""
    for block in blocks:
        if block.kind is BlockKind.TEXT:
            yield block.text
        elif block.kind is not BlockKind.PAGE:
            yield from ("", *block.text.split("\n"), "")


def _sections(blocks: Sequence[Block]) -> Outline:
    """A document without articles: a section for each heading, or for each page where there is none."""
    outline = Outline()
    at_pages = not any(block.kind is BlockKind.HEADING for block in blocks)
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            outline.begin_section(Chapter(block.rank, one_space(block.text)))
        elif block.kind is BlockKind.PAGE:
            if at_pages:
                outline.begin_section(Chapter(1, block.text))
        else:
            _read(outline, block)
    return outline


def _read(outline: Outline, block: Block) -> None:
    """Words of a section as they are: no line of them is taken for the title or the number."""
    lines = block.text.split("\n")
    for line in ["", *lines, ""] if block.kind is BlockKind.TABLE else lines:
        outline.keep(line)
