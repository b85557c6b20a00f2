"""What a search is narrowed to: kinds of law, and the ministries that made them."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from genkan.knowledge.parse import DocumentKind


class LawKind(StrEnum):
    """What a document is in the order of the law."""

    ACT = "act"
    CABINET_ORDER = "cabinet_order"
    MINISTERIAL_ORDINANCE = "ministerial_ordinance"
    RULE = "rule"
    LOCAL_ORDINANCE = "local_ordinance"
    DIRECTIVE = "directive"
    REGULATION = "regulation"
    NOTICE = "notice"
    GUIDELINE = "guideline"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Japanese word for it."""
        return _LABELS[self]


_LABELS = {
    LawKind.ACT: "法律",
    LawKind.CABINET_ORDER: "政令",
    LawKind.MINISTERIAL_ORDINANCE: "府省令",
    LawKind.RULE: "規則",
    LawKind.LOCAL_ORDINANCE: "条例",
    LawKind.DIRECTIVE: "訓令",
    LawKind.REGULATION: "規程",
    LawKind.NOTICE: "告示・通達",
    LawKind.GUIDELINE: "要綱・要領・基準",
    LawKind.OTHER: "その他",
}
_MADE = re.compile(
    r"年(?P<made>.*?(?:法律|憲法|政令|勅令|布告|訓令|達|条例|告示|通知|令|規則|規程))"
    r"(?=[第一二三四五六七八九十百]|[^一-龠々]|$)"
)
_ACTS = ("法律", "憲法")
_ORDERS = ("政令", "勅令", "太政官布告", "太政官達")
_ENDINGS = (
    (LawKind.ACT, _ACTS),
    (LawKind.CABINET_ORDER, _ORDERS),
    (LawKind.DIRECTIVE, ("訓令",)),
    (LawKind.LOCAL_ORDINANCE, ("条例",)),
    (LawKind.NOTICE, ("告示", "通達", "通知")),
    (LawKind.RULE, ("規則",)),
    (LawKind.MINISTERIAL_ORDINANCE, ("令",)),
    (LawKind.GUIDELINE, ("要綱", "要領", "基準", "指針", "ガイドライン", "マニュアル", "手引")),
    (LawKind.REGULATION, ("規程", "規定", "細則", "内規", "規約")),
)
_ISSUED = re.compile(r"(?P<body>.+[府省庁会院所部])(?:令|規則)?$")
_REMEMBERED = 20_000


class HasNumber(Protocol):
    """Whatever knows of a document what narrowing asks for."""

    @property
    def id(self) -> str: ...
    @property
    def collection_id(self) -> str: ...
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
    """Kinds, ministries, collections and documents (ids) to which a search is restricted; empty for all."""

    kinds: frozenset[LawKind] = frozenset()
    ministries: frozenset[str] = frozenset()
    collections: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether it restricts nothing."""
        return not (self.kinds or self.ministries or self.collections or self.documents)

    def without(self, facet: str) -> "Narrowing":
        """The same without its ``kind``, ``ministry``, ``collection`` or ``document``."""
        return replace(self, **{_FIELDS[facet]: frozenset[str]()})

    def allows(self, document: HasNumber) -> bool:
        """Whether a document is within it."""
        return (
            (not self.documents or document.id in self.documents)
            and (not self.collections or document.collection_id in self.collections)
            and (not self.kinds or kind_of_law(document) in self.kinds)
            and (not self.ministries or not self.ministries.isdisjoint(ministries_of(document)))
        )


_FIELDS = {
    "kind": "kinds",
    "ministry": "ministries",
    "collection": "collections",
    "document": "documents",
}


def kind_of_law(document: HasNumber) -> LawKind:
    """The kind by the law number, else by the title.

    「平成五年法律第八十八号」 is an act, 「平成六年政令第二百六十五号」 a cabinet order, 「令和七年例示省訓令第三号」 a directive.
    """
    if document.kind not in (DocumentKind.LAW, DocumentKind.REGULATION):
        return LawKind.OTHER
    if document.title.endswith("憲法"):
        return LawKind.ACT
    is_law = document.kind is DocumentKind.LAW
    number, title = _by_ending(_made(document.number)), _by_ending(document.title)
    return number or (LawKind.OTHER if is_law else title or LawKind.REGULATION)


def ministries_of(document: HasNumber) -> tuple[str, ...]:
    """The bodies named in the law number of an ordinance, else the body that issued the document."""
    made = _made(document.number) if document.kind is DocumentKind.LAW else ""
    return _bodies(made) or ((document.issuer,) if document.issuer else ())


def _by_ending(words: str) -> LawKind | None:
    return next((kind for kind, endings in _ENDINGS if words.endswith(endings)), None)


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
