"""A laid out document as PDF, drawn by WeasyPrint."""

import io
from datetime import date
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from genkan.apps.export.fetching import fetch_nothing
from genkan.apps.export.layout import lay_out
from genkan.apps.export.pieces import Divider, NewPage, Printed, Verbatim
from genkan.apps.output import Output
from genkan.markdown import Table, clean_text

_KINDS = {Printed: "printed", Table: "table", Verbatim: "verbatim", Divider: "divider", NewPage: "new_page"}


def as_pdf(output: Output, *, title: str, day: date) -> bytes:
    """The same layout as for Word. Raises ``ImportError`` or ``OSError`` where WeasyPrint or Pango is missing."""
    from weasyprint import HTML

    file = io.BytesIO()
    page = HTML(string=as_page(output, title=title, day=day), url_fetcher=fetch_nothing)
    page.write_pdf(file)  # pyright: ignore[reportUnknownMemberType]
    return file.getvalue()


def as_page(output: Output, *, title: str, day: date) -> str:
    """The HTML from which the PDF is drawn: words alone, without anything that is fetched or run."""
    title = clean_text(title)
    pieces = [(_KINDS[type(piece)], piece) for piece in lay_out(output, title=title, day=day)]
    return (
        _environment()
        .get_template("document.html")
        .render(title=title, day=day.isoformat(), pieces=pieces, style=_style())
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("genkan.apps.export"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )


@cache
def _style() -> str:
    return files("genkan.apps.export").joinpath("templates/document.css").read_text("utf-8")
