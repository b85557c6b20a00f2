"""``[1]`` in an answer becomes a link to its source, or a plain mark that it has none."""

import re
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline.state_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

_CITATION = re.compile(r"\[([1-9][0-9]{0,2})\]")


@dataclass(frozen=True)
class Citation:
    """Where a citation leads and what a check of it found.

    ``href`` is an address in this service or "" for none, ``title`` names the source (旅費規程 第十二条), ``failure``
    says plainly why the claim is not supported, or is "". With a ``mark`` (「※1」) the failure is said elsewhere in
    the page, at ``detail``, and only the mark stands in the text.
    """

    href: str
    title: str = ""
    failure: str = ""
    mark: str = ""
    detail: str = ""


Resolver = Callable[[int, int], Citation | None]
"""The number in the brackets and how many citations came before it in this text → the citation; ``None`` is no source."""


@dataclass
class CitationMarks:
    """What the citations of one text are resolved with; counts them as they are drawn."""

    resolve: Resolver
    missing: str
    drawn: int = 0

    def next(self, number: int) -> Citation:
        """The citation of the next ``[number]`` of the text."""
        citation = self.resolve(number, self.drawn) or Citation("", failure=self.missing)
        self.drawn += 1
        return citation


def allow_citations(markdown: MarkdownIt) -> None:
    """Add the rule for ``[n]``; it applies only where the text is rendered with ``CitationMarks``."""
    markdown.inline.ruler.before("link", "citation", _citation)
    markdown.add_render_rule("citation", _draw)


def _citation(state: StateInline, silent: bool) -> bool:
    found = _CITATION.match(state.src, state.pos, state.posMax)
    if found is None or "citations" not in state.env:
        return False
    if not silent:
        state.push("citation", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _draw(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    number = tokens[index].content
    citation = _marks(env).next(int(number))
    kind = "citation citation-failed" if citation.failure else "citation"
    text = f"[{number}]"
    if citation.href:
        title = f' title="{escapeHtml(citation.title)}"' if citation.title else ""
        mark = f'<a class="{kind}" href="{escapeHtml(citation.href)}"{title}>{text}</a>'
    else:
        mark = f'<span class="{kind}">{text}</span>'
    return mark + _note(citation)


def _note(citation: Citation) -> str:
    """What failed, or the mark that leads to it."""
    failure = escapeHtml(citation.failure)
    if not failure:
        return ""
    if not citation.mark:
        return f'<span class="citation-note">（{failure}）</span>'
    href, mark = escapeHtml(citation.detail), escapeHtml(citation.mark)
    return f'<a class="citation-note" href="{href}" title="{failure}">{mark}</a>'


def _marks(env: MutableMapping[str, object]) -> CitationMarks:
    marks = env["citations"]
    if not isinstance(marks, CitationMarks):
        raise TypeError(marks)
    return marks
