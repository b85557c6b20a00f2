"""Where a term is defined, in the ways in which laws do it.

「この法律において「廃棄物」とは、…をいう」, without the marks, or in an item of an article on definitions:
「一　著作物　思想又は感情を…をいう」, or in a line of its own.
"""

import re
from collections.abc import Iterator, Sequence

from genkan.knowledge.index import Wanted
from genkan.knowledge.text.normalise import normalise
from genkan.knowledge.text.tokenise import pairs

_MEANS, _CAPTION = "とは", "定義"
_TERM_CHARACTER = "[一-龠々〆ァ-ヶー・]"


def wanted_definitions(term: str) -> Iterator[Wanted]:
    """Passages that may define a term; that they do is seen in their text."""
    written = pairs(normalise(term))
    yield Wanted(phrases=((*written, _MEANS),))
    yield Wanted(phrases=(written, (_CAPTION,)))


def defines(text: str, *, term: str) -> bool:
    """Whether a text defines this very term and not a longer one that ends with it."""
    written = re.escape(term)
    definition = rf"(?<!{_TERM_CHARACTER}){written}」?{_MEANS}|^(?:\S{{1,9}}[ 　])?{written}(?:[ 　]|$)"
    return term in text and re.search(definition, text, re.MULTILINE) is not None


def defining_place(passages: Sequence[str], *, term: str) -> int | None:
    """Which passage of an article defines a term."""
    return next((place for place, text in enumerate(passages) if defines(text, term=term)), None)
