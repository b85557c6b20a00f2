"""Drawing a page of HTML, which a room laid out itself, as PDF in a process of its own."""

from genkan.apps.apart import Apart, ApartDied, ApartTimedOut
from genkan.apps.export.errors import ExportNotMade, PdfNotInstalled
from genkan.apps.export.exporting import SECONDS, pdf_installed
from genkan.apps.export.formats import ExportFormat

_DRAWER = "genkan.apps.export.drawer"


async def draw_pdf(apart: Apart, html: str, *, seconds: float = SECONDS) -> bytes:
    """The PDF; the page fetches nothing. Raises ``PdfNotInstalled`` or ``ExportNotMade``."""
    if not pdf_installed():
        raise PdfNotInstalled
    try:
        drawn = await apart.work(_DRAWER, html.encode(), seconds=seconds)
    except (ApartTimedOut, ApartDied) as error:
        raise ExportNotMade(form=ExportFormat.PDF.label) from error
    if not drawn:
        raise PdfNotInstalled
    return drawn
