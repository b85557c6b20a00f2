"""Reading the text of a file that a command names."""

import sys
from pathlib import Path


def read_text(file: Path) -> str:
    """The text of a file in any of the encodings that loading knows; ``-`` is standard input.

    Raises ``NotText`` or ``UnreadableFile``.
    """
    from genkan.knowledge import UnreadableFile, decode

    if str(file) == "-":
        return decode(sys.stdin.buffer.read(), name="-")
    try:
        return decode(file.read_bytes(), name=file.name)
    except OSError as error:
        raise UnreadableFile(name=file.name) from error
