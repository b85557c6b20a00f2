"""The part of a sent reply that answers one concern, without those whom it addresses and those who sign."""

import re
from collections.abc import Iterable

from genkan.inquiry.drafting import without_translation

_HEADING = re.compile(r"^([０-９]{1,2})　「.*$", re.MULTILINE)
_ADDRESSEE = re.compile(r"(?:様|の方へ|御中)\s*$")


def part_for(reply: str, concern: int, *, ends: Iterable[str]) -> str:
    """The answer to a concern, which counts from 1; the whole body where the reply has no headings.

    ``ends`` are the words of the office behind the answers: closing, sender and contact.
    """
    text = _before(without_translation(reply), ends)
    headings = list(_HEADING.finditer(text))
    for place, heading in enumerate(headings):
        if int(heading[1]) == concern:
            end = headings[place + 1].start() if place + 1 < len(headings) else len(text)
            return text[heading.end() : end].strip()
    return "\n\n".join(_body(text)).strip()


def _before(text: str, ends: Iterable[str]) -> str:
    """The text up to the words that end it; what stands at its very beginning ends nothing."""
    places = [text.rfind(f"\n{end.strip()}") for end in ends if end.strip()]
    return text[: min((place for place in places if place > 0), default=len(text))]


def _body(text: str) -> list[str]:
    """The paragraphs without the addressee and the opening that names the number."""
    paragraphs = [each.strip() for each in text.split("\n\n") if each.strip()]
    if paragraphs and "\n" not in paragraphs[0] and _ADDRESSEE.search(paragraphs[0]):
        paragraphs = paragraphs[1:]
    if paragraphs and "次のとおり回答します。" in paragraphs[0]:
        paragraphs = paragraphs[1:]
    return paragraphs
