"""PDF to regulations and other documents: text, tables, vertical writing, and scanned pages where they can be read."""

from genkan.knowledge.parse.pdf.document import read_pdf
from genkan.knowledge.parse.pdf.pdfium import Picture, open_pages, opens

__all__ = ["Picture", "open_pages", "opens", "read_pdf"]
