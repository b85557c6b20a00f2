"""What a question names that the shelves may not hold: a place with rules of its own, a law that is not there."""

import re
from collections.abc import Sequence

from genkan.knowledge.text.tokenise import Word

_LAW = re.compile(
    r"(?P<law>(?<![一-龠々ァ-ヶー])[一-龠々ァ-ヶー]{3,40}(?:法律|条例|(?<![方手用技作療文])法))(?=[はがをのにで、。]|$)"
)
_HERE = frozenset({"日本", "日本国"})
_AREA = tuple("都道府県市区町村州国")


def places_named(text: str, words: Sequence[Word]) -> tuple[str, ...]:
    """The places in a text that was cut into words, as 「京都市」 or 「フランス」, but for the country itself."""
    ends = ((word.start, word.end + text.startswith(_AREA, word.end)) for word in words if word.is_place)
    return tuple(dict.fromkeys(text[start:end] for start, end in ends if text[start:end] not in _HERE))


def unknown_laws(text: str, *, besides: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """What reads like the name of a law (「猫カフェ営業基本法」), unless one of the places ``besides`` touches it."""
    return tuple(
        match["law"]
        for match in _LAW.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in besides)
    )
