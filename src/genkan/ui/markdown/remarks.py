"""An answer with what a check of it found: short marks in the text, each leading to its explanation below."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from genkan.ui.markdown.citations import Citation, Resolver
from genkan.ui.markdown.rendering import render

# The places of marks pass through Markdown as two characters of the private use area, which are taken out of answers.
_OPENING, _CLOSING = "\ue000", "\ue001"
_PLACE = re.compile(f"{_OPENING}([0-9]+){_CLOSING}")
_BLANKED = str.maketrans({_OPENING: " ", _CLOSING: " "})
_MARK = Markup('<a class="citation-note" href="{}" title="{}">{}</a>')


@dataclass(frozen=True, kw_only=True)
class Remark:
    """One finding. ``mark`` (「※1」) leads to ``href``, where it is explained; ``title`` says it in a sentence.

    It stands beside the citation number ``nth`` of the text, or for ``None``, after the character ``end``.
    """

    mark: str
    href: str
    title: str
    end: int
    nth: int | None = None


def render_remarked(
    text: str, *, remarks: Sequence[Remark], source: Callable[[int], Citation | None], missing: str
) -> Markup:
    """The text as HTML with a mark for each remark; ``source`` gives the citation of a number, if there is one."""
    html = render(_with_places(text, remarks), resolve=_resolver(source, remarks), missing=missing)
    return Markup(_PLACE.sub(lambda place: _drawn(remarks[int(place[1])]), html))  # noqa: S704 (marks are escaped)


def _drawn(remark: Remark) -> Markup:
    return _MARK.format(remark.href, remark.title, remark.mark)


def _resolver(source: Callable[[int], Citation | None], remarks: Sequence[Remark]) -> Resolver:
    beside = {remark.nth: remark for remark in remarks if remark.nth is not None}
    return lambda number, nth: _remarked(source(number), nth, beside)


def _remarked(citation: Citation | None, nth: int, beside: Mapping[int, Remark]) -> Citation | None:
    remark = beside.get(nth)
    if remark is None:
        return citation
    return replace(citation or Citation(""), failure=remark.title, mark=remark.mark, detail=remark.href)


def _with_places(text: str, remarks: Sequence[Remark]) -> str:
    """The text with a place for each mark that Markdown does not draw as part of a citation."""
    marked = text.translate(_BLANKED)
    apart = [(remark.end, number) for number, remark in enumerate(remarks) if remark.nth is None]
    for end, number in sorted(apart, reverse=True):
        marked = f"{marked[:end]}{_OPENING}{number}{_CLOSING}{marked[end:]}"
    return marked
