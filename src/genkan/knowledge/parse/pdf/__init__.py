"""PDF to regulations and other documents: text, tables, vertical writing, and scanned pages where they can be read."""

from genkan.knowledge.parse.pdf.document import read_pdf
from genkan.knowledge.parse.pdf.page_by_page import draw_pdf_page, pdf_texts
from genkan.knowledge.parse.pdf.pdfium import opens

__all__ = ["draw_pdf_page", "opens", "pdf_texts", "read_pdf"]
