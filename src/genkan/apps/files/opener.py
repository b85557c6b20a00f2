"""The process that sees whether one file opens. Run as ``python -m genkan.apps.files.opener``."""

from genkan.apps.apart import answer_once
from genkan.apps.files.shapes import LOCKED, OPEN
from genkan.knowledge import wants_password


def look(content: bytes) -> bytes:
    """Whether it wants a password."""
    return LOCKED if wants_password(content) else OPEN


if __name__ == "__main__":
    answer_once(look)
