"""Markdown to HTML that is safe to show: no raw HTML, no images, no links but citations."""

from collections.abc import MutableMapping
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core.state_core import StateCore
from markupsafe import Markup

from genkan.markdown import dialect
from genkan.ui.markdown.citations import CitationMarks, Resolver, allow_citations
from genkan.ui.markdown.links import show_links_as_text

_HEADING_OFFSET = 2
_LOWEST_HEADING = 6
_TAGS = {
    *("p", "br", "hr", "strong", "em", "blockquote", "pre", "code", "ul", "ol", "li", "a", "span"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "table": {"tabindex"}}
_CLASSES = {
    "a": {"citation", "citation-failed", "citation-note"},
    "span": {"citation", "citation-failed", "citation-note"},
    "th": {"numeric"},
    "td": {"numeric"},
}
_NO_SCHEMES: set[str] = set()


def parser() -> MarkdownIt:
    """The dialect with our rules for citations and for what stands in a page."""
    markdown = dialect()
    markdown.core.ruler.push("page_fitting", _fit_into_page)
    allow_citations(markdown)
    show_links_as_text(markdown)
    return markdown


def render(text: str, *, resolve: Resolver | None = None, missing: str = "出典なし") -> Markup:
    """The text as HTML. With ``resolve``, ``[n]`` become citations; ``missing`` is said of those without a source."""
    environment: MutableMapping[str, object] = {}
    if resolve is not None:
        environment["citations"] = CitationMarks(resolve, missing)
    html = _parser().render(text, environment)
    return Markup(_cleaned(html))  # noqa: S704 (sanitised just here)


@cache
def _parser() -> MarkdownIt:
    """Made once, for it costs more than most texts; a parser keeps nothing of what it parsed."""
    return parser()


def _cleaned(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        url_schemes=_NO_SCHEMES,
        link_rel="noopener noreferrer",
    )


def _fit_into_page(state: StateCore) -> None:
    """Headings below those of the page; column alignment as a class, for a style attribute would be refused.

    A table can be reached by keys, for a narrow page scrolls it sideways.
    """
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            level = int(token.tag[1:]) + _HEADING_OFFSET
            token.tag = f"h{min(level, _LOWEST_HEADING)}"
        elif token.type in {"th_open", "td_open"} and token.attrs.pop("style", "") == "text-align:right":
            token.attrSet("class", "numeric")
        elif token.type == "table_open":
            token.attrSet("tabindex", "0")
