"""What is known of the regulations that a text names, as of one day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from genkan.knowledge.dating.versions import Standing

_PLACE = re.compile(r"^s[0-9]+|-r[0-9]+$")


def number_cited(anchor: str) -> str:
    """The number under which text cites an article: 「附則第3条」 (``s1-3``) for ``s4-3`` and ``s4-3-r2`` too."""
    return _PLACE.sub(lambda place: "s1" if place.group().startswith("s") else "", anchor)


@dataclass(frozen=True)
class KnownArticle:
    """An article as it reads on the day, or where it is not in force then, as it read nearest to it.

    ``text`` carries the printed numbers of paragraphs and items. ``anchor`` names it on its page. Where
    ``is_numbered`` is false, paragraphs and items are lines without numbers, so that it is not known which is which.
    ``is_recognised``: its words were read from a picture.
    """

    anchor: str
    label: str
    caption: str
    text: str
    standing: Standing = Standing.IN_FORCE
    is_numbered: bool = True
    is_recognised: bool = False

    @property
    def is_deleted(self) -> bool:
        """Whether nothing but 「削除」 stands in its place."""
        return self.text.strip() == "削除"


@dataclass(frozen=True)
class KnownRegulation:
    """A regulation on the shelves, with those of its articles that a text names.

    ``names`` is every name it bears. ``articles`` gives for a number (``12_2``) what bears it: one article, several
    for an article of supplementary provisions (``s1-3``), of which a law has many; for ``12/-1`` the article before it.
    A number that is not there is left out. ``valid_from`` and ``valid_until`` are those of the version of the day, ``None`` where open.
    """

    id: str
    title: str
    names: tuple[str, ...]
    articles: Mapping[str, tuple[KnownArticle, ...]] = field(
        default_factory=dict[str, tuple[KnownArticle, ...]]
    )
    standing: Standing = Standing.IN_FORCE
    law_id: str = ""
    number: str = ""
    valid_from: date | None = None
    valid_until: date | None = None

    @property
    def identity(self) -> str:
        """Equal for the same law on two shelves: its id of the law, else its own."""
        return self.law_id or self.id
