"""Files to regulations: decoding, front matter, articles, paragraphs and items."""

from genkan.knowledge.parse.decode import MAXIMUM_MEGABYTES, clean_name
from genkan.knowledge.parse.reader import parse
from genkan.knowledge.parse.regulation import Article, Item, Paragraph, Regulation, paragraph_lines

__all__ = [
    "MAXIMUM_MEGABYTES",
    "Article",
    "Item",
    "Paragraph",
    "Regulation",
    "clean_name",
    "paragraph_lines",
    "parse",
]
