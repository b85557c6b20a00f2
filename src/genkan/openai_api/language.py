"""In which language a program is told what went wrong."""

import re
from collections.abc import Iterator

_RANGE = re.compile(r"\s*([A-Za-z]{2})\b[^,;]*(?:;\s*q\s*=\s*([01](?:\.\d{1,3})?))?\s*")
_SPOKEN = ("ja", "en")


def preferred_language(header: str) -> str:
    """The language of an ``Accept-Language`` header (RFC 9110): Japanese, unless English is liked better."""
    liked = dict(_weights(header[:500]))
    return max(_SPOKEN, key=lambda language: liked.get(language, 0.0))


def _weights(header: str) -> Iterator[tuple[str, float]]:
    for part in header.split(","):
        if found := _RANGE.fullmatch(part):
            yield found[1].lower(), float(found[2] or 1)
