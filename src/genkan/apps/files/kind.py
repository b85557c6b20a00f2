"""What a file is, by its content; its name only decides between kinds of text."""

import json
from pathlib import PurePosixPath

from genkan.apps.files.marks import marked_type
from genkan.apps.files.packed import compound_type, is_compound, is_packed, packed_type
from genkan.apps.files.written import JSON, SVG, is_text, structured_type

UNKNOWN = "application/octet-stream"
_LARGEST_JSON = 1_000_000


def media_type_of(content: bytes, *, name: str) -> str:
    """The media type of a file; ``application/octet-stream`` where nothing known is found in it."""
    if is_packed(content):
        return packed_type(content)
    if is_compound(content):
        return compound_type(content)
    marked = marked_type(content)
    if marked:
        return marked
    return _written(content, PurePosixPath(name).suffix.lower()) if is_text(content) else UNKNOWN


def _written(content: bytes, ending: str) -> str:
    """Of text: what it says of itself at its beginning, else what the name says, else plain text."""
    structured = structured_type(content)
    if structured == SVG or (structured and ending not in _PLAIN):
        return structured
    if content.lstrip()[:1] in (b"{", b"[") and (ending == ".json" or _is_json(content)):
        return JSON
    return _BY_ENDING.get(ending, "text/plain")


def _is_json(content: bytes) -> bool:
    if len(content) > _LARGEST_JSON:
        return False
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True


# A text may begin with a mark of HTML or XML and still be meant to be read as it is.
_PLAIN = frozenset({".md", ".markdown", ".txt"})
_BY_ENDING = {
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
}
