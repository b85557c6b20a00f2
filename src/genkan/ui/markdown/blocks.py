"""A growing text, split into blocks that can no longer change and the one that still can."""

from functools import cache

from markdown_it import MarkdownIt

from genkan.ui.markdown.rendering import parser


def closed_blocks(text: str) -> tuple[str, str]:
    """The finished part and the open part; joined they are the text, rendered and joined they are the text rendered.

    Only complete lines decide: the start of a line (``***``) may turn out to be something else when it goes on.
    """
    complete = text.rfind("\n") + 1
    lines = text[:complete].splitlines(keepends=True)
    start = _start_of_last_block(text[:complete])
    closed = "".join(lines[:start])
    return closed, text[len(closed) :]


def _start_of_last_block(text: str) -> int:
    """The line at which the last outermost block begins."""
    tokens = _block_parser().parse(text)
    starts = [token.map[0] for token in tokens if token.level == 0 and token.map]
    return max(starts, default=0)


@cache
def _block_parser() -> MarkdownIt:
    markdown = parser()
    markdown.core.ruler.disable("inline")
    return markdown
