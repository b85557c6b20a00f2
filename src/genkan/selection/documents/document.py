"""A document that an applicant handed in, and its pages."""

from dataclasses import dataclass
from datetime import datetime

LARGEST_BYTES = 30 * 1024 * 1024
MOST_FILES = 30
MOST_EVER = 100
MOST_PAGES = 500
LONGEST_NAME = 150
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Document:
    """A file without its content; ``asked`` is the key of the document of the call, ``digest`` SHA-256 of the content.

    What was handed in is never erased: a file that was removed stands in ``removed_at`` and in earlier submissions.
    One that was removed and never handed in is a row without content.
    """

    id: str
    application_id: str
    asked: str
    name: str
    media_type: str
    size: int
    digest: str
    pages: int
    added_at: datetime
    removed_at: datetime | None = None

    @property
    def is_pdf(self) -> bool:
        """Whether its pages can be drawn."""
        return self.media_type == PDF
