"""A report on paper: laid out for A4 and drawn as PDF."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from genkan.apps import Apart, draw_pdf
from genkan.trial.paper.block import Paper
from genkan.trial.paper.lines import phrases, pieces
from genkan.trial.paper.plotting import plot_of
from genkan.trial.paper.words import Words


class Printing:
    """Draws reports in processes of their own, as many at once as there are processors."""

    def __init__(self) -> None:
        self._apart = Apart()

    async def pdf(self, paper: Paper) -> bytes:
        """The PDF. Raises ``PdfNotInstalled`` or ``ExportNotMade``."""
        return await draw_pdf(self._apart, print_page(paper))


def print_page(paper: Paper) -> str:
    """The page from which the PDF is drawn; it fetches nothing."""
    template = _environment().get_template("print.html")
    style = files("genkan.trial.paper").joinpath("templates/print.css").read_text("utf-8")
    return template.render(
        paper=paper, plot_of=plot_of, phrases=phrases, pieces=pieces, words=Words(paper.language), style=style
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("genkan.trial.paper"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
