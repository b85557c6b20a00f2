"""Exporting outputs off the event loop: short ones in a thread, PDF and long ones in a process of their own."""

import asyncio
from datetime import date
from importlib.util import find_spec

import msgspec

from genkan.apps.apart import Apart, ApartDied, ApartTimedOut
from genkan.apps.export.errors import ExportNotMade, NothingToExport, PdfNotInstalled, TooLongToExport
from genkan.apps.export.formats import ExportFormat
from genkan.apps.export.writer import REFUSALS, Written
from genkan.apps.export.writing import Wish, written
from genkan.apps.files.download import safe_name
from genkan.apps.output import Artifact, Output

SECONDS = 120
_WRITER = "genkan.apps.export.writer"
# In characters: a text that long is written within about a second.
_SHORT = 50_000
_LONGEST = {ExportFormat.WORD: 1_000_000, ExportFormat.EXCEL: 1_000_000, ExportFormat.PDF: 200_000}


class Exporting:
    """Writes outputs as files."""

    def __init__(self, apart: Apart, *, seconds: float = SECONDS) -> None:
        self._apart = apart
        self._seconds = seconds

    async def export(
        self, output: Output, form: ExportFormat, *, title: str, day: date, subject: str = ""
    ) -> Artifact:
        """The file, called by the title, what it is about, and the day.

        Raises ``NothingToExport``, ``TooLongToExport``, ``NoTableToExport``, ``PdfNotInstalled`` or ``ExportNotMade``.
        """
        self.check(output, form)
        wish = Wish(output, form, title, day)
        is_long = takes_long(output, form)
        content = await (self._apart_from_here(wish) if is_long else asyncio.to_thread(written, wish))
        name = "_".join(filter(None, (title, subject.replace("/", "／"), day.isoformat())))
        return Artifact(safe_name(f"{name}.{form}"), form.media_type, content)

    def check(self, output: Output, form: ExportFormat) -> None:
        """Raises ``NothingToExport``, ``TooLongToExport`` or ``PdfNotInstalled`` where no file can be made."""
        if not output.text.strip():
            raise NothingToExport
        if form in _LONGEST and len(output.text) > _LONGEST[form]:
            raise TooLongToExport(limit=f"{_LONGEST[form]:,}")
        if form is ExportFormat.PDF and not pdf_installed():
            raise PdfNotInstalled

    async def _apart_from_here(self, wish: Wish) -> bytes:
        try:
            said = await self._apart.work(_WRITER, msgspec.msgpack.encode(wish), seconds=self._seconds)
        except (ApartTimedOut, ApartDied) as error:
            raise ExportNotMade(form=wish.form.label) from error
        answer = msgspec.msgpack.decode(said, type=Written)
        if answer.refusal:
            raise REFUSALS[answer.refusal]
        return answer.content


def pdf_installed() -> bool:
    """Whether the optional part for PDF is there; the library that it wants of the system may still be missing."""
    return find_spec("weasyprint") is not None


def takes_long(output: Output, form: ExportFormat) -> bool:
    """Whether the file takes more than about a second: every PDF, for its fonts, and long texts in Word and Excel."""
    return form is ExportFormat.PDF or (form is not ExportFormat.MARKDOWN and len(output.text) > _SHORT)
