"""What an officer sends from the page of a reply."""

from collections import defaultdict
from typing import Annotated

from fastapi import Form
from pydantic import BaseModel, Field

from genkan.catalogue import InformationClass
from genkan.inquiry.drafting import CLASS_OF_LETTERS, OFFERED_CLASSES, Language
from genkan.inquiry.replying import Chosen, ReplyEntry
from genkan.kit import storable

_PARTS = 3


def _none() -> list[str]:
    return []


class ReplyForm(BaseModel):
    """``basis`` are concern, document and anchor of each article, ``block`` concern and building block, with colons.

    ``model`` is a deployment, empty for none; ``drafting`` a proposed draft that is to be used.
    ``share`` are cases that were joined and whose citizens get the reply too.
    """

    version: str = ""
    text: str = ""
    way: str = ""
    words: str = ""
    model: str = ""
    information_class: str = ""
    language: str = ""
    drafting: str = ""
    posted_on: str = ""
    basis: list[str] = Field(default_factory=_none)
    block: list[str] = Field(default_factory=_none)
    share: list[str] = Field(default_factory=_none)

    @property
    def seen(self) -> int:
        """The version as a number, 0 where it is none."""
        return int(self.version) if self.version.isdecimal() and len(self.version) < 10 else 0

    @property
    def entry(self) -> ReplyEntry:
        """The reply as it was typed."""
        return ReplyEntry(storable(self.text), self.way, shares=tuple(map(storable, self.share)))

    @property
    def wanted_language(self) -> Language | None:
        """The language of a translation, None where none was chosen."""
        return Language(self.language) if self.language in set(Language) else None

    @property
    def wanted_class(self) -> InformationClass:
        """The class of what goes to a model; that of letters where none was chosen."""
        classes = {str(each.value): each for each in OFFERED_CLASSES}
        return classes.get(self.information_class, CLASS_OF_LETTERS)

    @property
    def chosen(self) -> tuple[Chosen, ...]:
        """What was chosen for each concern; what names no concern is left out."""
        articles: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
        blocks: dict[int, str] = {}
        for value in self.basis:
            number, *rest = storable(value).split(":", _PARTS - 1)
            if number.isdecimal() and len(rest) == _PARTS - 1:
                articles[int(number[:3])].append((rest[0], rest[1]))
        for value in self.block:
            number, _, block_id = storable(value).partition(":")
            if number.isdecimal() and block_id:
                blocks[int(number[:3])] = block_id
        concerns = sorted(articles.keys() | blocks.keys())
        return tuple(Chosen(each, tuple(articles[each]), blocks.get(each, "")) for each in concerns)


ReplyFields = Annotated[ReplyForm, Form()]
