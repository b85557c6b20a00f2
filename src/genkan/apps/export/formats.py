"""The formats of exports."""

from enum import StrEnum


class ExportFormat(StrEnum):
    """A kind of file that an output is written as; the value is the ending of its name."""

    WORD = "docx"
    MARKDOWN = "md"
    PDF = "pdf"
    EXCEL = "xlsx"

    @property
    def label(self) -> str:
        """What it is called, in every language."""
        return _LABELS[self]

    @property
    def media_type(self) -> str:
        """Its media type."""
        return _MEDIA_TYPES[self]


_LABELS = {
    ExportFormat.WORD: "Word",
    ExportFormat.MARKDOWN: "Markdown",
    ExportFormat.PDF: "PDF",
    ExportFormat.EXCEL: "Excel",
}
_MEDIA_TYPES = {
    ExportFormat.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ExportFormat.MARKDOWN: "text/markdown",
    ExportFormat.PDF: "application/pdf",
    ExportFormat.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
