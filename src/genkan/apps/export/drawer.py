"""The process that draws one page of HTML as PDF. Run as ``python -m genkan.apps.export.drawer``."""

import io

from genkan.apps.apart import answer_once
from genkan.apps.export.fetching import fetch_nothing


def draw(asked: bytes) -> bytes:
    """The PDF of a page in UTF-8; nothing where WeasyPrint or Pango is missing."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError):
        return b""
    file = io.BytesIO()
    page = HTML(string=asked.decode(), url_fetcher=fetch_nothing)
    page.write_pdf(file)  # pyright: ignore[reportUnknownMemberType]
    return file.getvalue()


if __name__ == "__main__":
    answer_once(draw)
