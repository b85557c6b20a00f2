"""What a search is narrowed to: kinds of law, and the ministries that made them."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from genkan.knowledge.parse import DocumentKind


class LawKind(StrEnum):
    """What a document is in the order of the law."""

    ACT = "act"
    CABINET_ORDER = "cabinet_order"
    MINISTERIAL_ORDINANCE = "ministerial_ordinance"
    REGULATION = "regulation"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Japanese word for it."""
        return _LABELS[self]


_LABELS = {
    LawKind.ACT: "法律",
    LawKind.CABINET_ORDER: "政令",
    LawKind.MINISTERIAL_ORDINANCE: "府省令・規則",
    LawKind.REGULATION: "規程",
    LawKind.OTHER: "その他",
}
_MADE = re.compile(r"年(?P<made>.+?(?:法律|憲法|政令|勅令|布告|達|令|規則))")
_ACTS = ("法律", "憲法")
_ORDERS = ("政令", "勅令", "太政官布告", "太政官達")
_ISSUED = re.compile(r"(?P<body>.+[府省庁会院所部])(?:令|規則)?$")
_REMEMBERED = 20_000


class HasNumber(Protocol):
    """Whatever knows of a document what narrowing asks for."""

    @property
    def kind(self) -> DocumentKind: ...
    @property
    def title(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def issuer(self) -> str: ...


@dataclass(frozen=True)
class Narrowing:
    """Kinds and ministries to which a search is restricted; empty for all."""

    kinds: frozenset[LawKind] = frozenset()
    ministries: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether it restricts nothing."""
        return not (self.kinds or self.ministries)

    def allows(self, document: HasNumber) -> bool:
        """Whether a document is within it."""
        if self.kinds and kind_of_law(document) not in self.kinds:
            return False
        return not self.ministries or not self.ministries.isdisjoint(ministries_of(document))


def kind_of_law(document: HasNumber) -> LawKind:
    """The kind by the law number: 「平成五年法律第八十八号」 is an act, 「平成六年政令第二百六十五号」 a cabinet order."""
    if document.kind is DocumentKind.REGULATION:
        return LawKind.REGULATION
    if document.kind is not DocumentKind.LAW:
        return LawKind.OTHER
    made = _made(document.number)
    if made.endswith(_ACTS) or document.title.endswith("憲法"):
        return LawKind.ACT
    if made.endswith(_ORDERS):
        return LawKind.CABINET_ORDER
    return LawKind.MINISTERIAL_ORDINANCE if made.endswith(("令", "規則")) else LawKind.OTHER


def ministries_of(document: HasNumber) -> tuple[str, ...]:
    """The bodies named in the law number of an ordinance, else the body that issued the document."""
    made = _made(document.number) if document.kind is DocumentKind.LAW else ""
    return _bodies(made) or ((document.issuer,) if document.issuer else ())


@lru_cache(maxsize=_REMEMBERED)
def _made(number: str) -> str:
    """What kind of law a number says: 「法律」, 「総務省・財務省令」."""
    match = _MADE.search(number)
    return match["made"] if match else ""


@lru_cache(maxsize=_REMEMBERED)
def _bodies(made: str) -> tuple[str, ...]:
    if made.endswith((*_ACTS, *_ORDERS)):
        return ()
    parts = (_ISSUED.match(part) for part in made.split("・"))
    return tuple(part["body"] for part in parts if part)
