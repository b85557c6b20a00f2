"""What the routes of the selection ask for in their signatures."""

from typing import Annotated

from fastapi import Form
from starlette.responses import Response

from genkan.apps import ExportFormat, download_headers
from genkan.governance import NotFound, part
from genkan.selection.papers import Paper
from genkan.selection.room import Selection
from genkan.ui import Pages

SelectionPart = Annotated[Selection, part(Selection)]
PagesPart = Annotated[Pages, part(Pages)]
Typed = Annotated[str, Form()]
_PAPERS = {each.value: each for each in (ExportFormat.PDF, ExportFormat.WORD)}


def paper_form(form: str) -> ExportFormat:
    """The format that an address names. Raises ``NotFound``."""
    if form not in _PAPERS:
        raise NotFound
    return _PAPERS[form]


def saved(paper: Paper) -> Response:
    """A paper to be saved."""
    return Response(paper.content, headers=download_headers(paper.name, paper.media_type))


def seen_version(text: str) -> int:
    """The version that a page carried, 0 where it is none."""
    return int(text) if text.isdecimal() and len(text) < 10 else 0
