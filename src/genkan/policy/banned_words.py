"""Words that an organisation does not send, in whatever width, case or spacing."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

# Spaces, line breaks and characters that are not seen.
_UNSEEN = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]+"
)


def find_banned_word(texts: Sequence[str], words: Sequence[str]) -> str | None:
    """The first of the words that stands in a text, or ``None``."""
    if not words:
        return None
    wanted = [(word, plain) for word in words if (plain := _plain_word(word))]
    for text in texts:
        written = plain_spelling(text)
        found = next((word for word, plain in wanted if plain in written), None)
        if found is not None:
            return found
    return None


def plain_spelling(text: str) -> str:
    """NFKC, without case, spaces and characters that are not seen."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold())


@lru_cache(maxsize=4096)
def _plain_word(word: str) -> str:
    return plain_spelling(word)
