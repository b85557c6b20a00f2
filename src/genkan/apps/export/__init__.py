"""An output of an app as a file: Word in the layout of official documents, Markdown, PDF, Excel."""

from genkan.apps.export.drawing import draw_pdf
from genkan.apps.export.exporting import Exporting, takes_long
from genkan.apps.export.formats import ExportFormat

__all__ = ["ExportFormat", "Exporting", "draw_pdf", "takes_long"]
