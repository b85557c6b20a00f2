"""An answer as graders read it: without what no reader sees, and in one spelling."""

import re
import unicodedata

from genkan.knowledge import normalise

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]"
)
_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_THOUGHT_END = re.compile(r"</think(?:ing)?>", re.IGNORECASE)


def visible(answer: str) -> str:
    """The answer without control characters, marks of no width, and what a model thought aloud before it.

    A thought that never ends is a whole answer of thinking, of which nothing is left.
    """
    text = _UNSEEN.sub("", answer.replace("\r\n", "\n").replace("\r", "\n"))
    return _without_thought(text).strip()


def _without_thought(text: str) -> str:
    ends = list(_THOUGHT_END.finditer(text))
    if ends:
        text = text[ends[-1].end() :]
    return _THOUGHT.sub("", text) if "<think" in text.lower() else text


def folded(text: str) -> str:
    """One width, case and spelling of numbers, as searches and citations have it."""
    return normalise(unicodedata.normalize("NFC", text))
