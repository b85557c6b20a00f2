"""The dialect: CommonMark with tables and line breaks as written, without raw HTML, pictures and definitions."""

from markdown_it import MarkdownIt

from genkan.markdown.emphasis import allow_japanese_emphasis


def dialect() -> MarkdownIt:
    """A new parser of the dialect.

    Link reference definitions are off: ``[1]: 旅費規程`` at the foot of an answer is text to read, and a definition
    would let a later block change an earlier one.
    """
    markdown = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": False})
    markdown.enable("table").disable(["image", "reference", "html_block", "html_inline"])
    allow_japanese_emphasis(markdown)
    return markdown
