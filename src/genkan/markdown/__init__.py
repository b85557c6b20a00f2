"""Markdown as Genkan reads it: one dialect with Japanese emphasis, for pages and for files alike."""

from genkan.markdown.blocks import (
    Block,
    Code,
    Heading,
    Line,
    List,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
    words_of,
)
from genkan.markdown.dialect import dialect
from genkan.markdown.reading import clean_text, read_blocks

__all__ = [
    "Block",
    "Code",
    "Heading",
    "Line",
    "List",
    "Paragraph",
    "Quote",
    "Rule",
    "Span",
    "Table",
    "clean_text",
    "dialect",
    "read_blocks",
    "words_of",
]
