"""Links that an answer writes are shown and cannot be followed: nobody has looked at where they lead.

Only citations lead anywhere; they are made here and stay within the service.
"""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict


def show_links_as_text(markdown: MarkdownIt) -> None:
    """``[規程](https://…)`` is drawn as 「規程（https://…）」, and an address in angle brackets as itself."""
    markdown.add_render_rule("link_open", _open)
    markdown.add_render_rule("link_close", _close)


def _open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return ""


def _close(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """The address, where it was not the text itself."""
    if tokens[index].markup == "autolink":
        return ""
    opening = next(token for token in reversed(tokens[:index]) if token.type == "link_open")
    return f"（{escapeHtml(str(opening.attrs['href']))}）"
