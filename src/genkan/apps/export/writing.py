"""The formats, each by what writes it; the libraries behind them are large and loaded with the first file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from genkan.apps.export.as_markdown import as_markdown
from genkan.apps.export.errors import PdfNotInstalled
from genkan.apps.export.formats import ExportFormat
from genkan.apps.output import Output


@dataclass(frozen=True)
class Wish:
    """An output to write, and as what."""

    output: Output
    form: ExportFormat
    title: str
    day: date


def written(wish: Wish) -> bytes:
    """The file. Raises ``NoTableToExport`` or ``PdfNotInstalled``."""
    return _WRITERS[wish.form](wish)


def _word(wish: Wish) -> bytes:
    from genkan.apps.export.as_word import as_word

    return as_word(wish.output, title=wish.title, day=wish.day)


def _excel(wish: Wish) -> bytes:
    from genkan.apps.export.as_excel import as_excel

    return as_excel(wish.output, title=wish.title, day=wish.day)


def _markdown(wish: Wish) -> bytes:
    return as_markdown(wish.output, title=wish.title, day=wish.day)


def _pdf(wish: Wish) -> bytes:
    from genkan.apps.export.as_pdf import as_pdf

    try:
        return as_pdf(wish.output, title=wish.title, day=wish.day)
    except (ImportError, OSError) as error:
        raise PdfNotInstalled from error


_WRITERS: dict[ExportFormat, Callable[[Wish], bytes]] = {
    ExportFormat.WORD: _word,
    ExportFormat.EXCEL: _excel,
    ExportFormat.MARKDOWN: _markdown,
    ExportFormat.PDF: _pdf,
}
