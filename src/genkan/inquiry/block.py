"""Building blocks (定型文): what an organisation says again and again, with places that a case fills."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

LONGEST_BLOCK = 2_000
MOST_BLOCKS = 500
PLACES = ("受付番号", "氏名", "組織名", "担当課", "連絡先", "回答期限")
_PLACE = re.compile(r"\{([^{}\n]{1,20})\}")


@dataclass(frozen=True)
class Block:
    """A text with a name; ``topic_id`` is the topic for which it is offered first, None for all."""

    id: str
    organisation_id: str
    label: str
    topic_id: str | None
    text: str


def unknown_places(text: str) -> tuple[str, ...]:
    """The places in a text that no case fills, such as 「{担当者}」."""
    named = dict.fromkeys(found[1] for found in _PLACE.finditer(text))
    return tuple(name for name in named if name not in PLACES)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its places filled; one without a value stays, to be seen."""
    return _PLACE.sub(lambda found: values.get(found[1]) or found[0], text)
