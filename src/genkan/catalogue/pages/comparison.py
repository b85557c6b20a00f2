"""The models side by side, as the page shows them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from genkan.catalogue.deployment import SPOKEN_PROTOCOLS, WireProtocol
from genkan.catalogue.model import Claim, Model, Protocols, Source
from genkan.ui import mark as _

_ROWS = (
    ("maker", _("提供者")),
    ("origin", _("開発の経緯")),
    ("size", _("規模")),
    ("context", _("文脈長")),
    ("licence", _("利用許諾")),
    ("serving", _("提供の形態")),
    ("protocols", _("通信方式")),
    ("sibling", _("公開されている同系統のモデル")),
    ("note", _("備考")),
)


class ProtocolView(NamedTuple):
    """A published protocol, and whether this version speaks it."""

    label: str
    spoken: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One claim: its text or protocols with the number of its source, or what to ask the maker."""

    text: str = ""
    protocols: tuple[ProtocolView, ...] = ()
    source_number: int = 0
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One question put to all models; ``title`` is a message id."""

    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All rows, and the sources of all cells, numbered from 1."""

    titles: tuple[str, ...]
    rows: tuple[Row, ...]
    sources: tuple[Source, ...]


def compare(models: Sequence[Model]) -> Comparison:
    """The models as columns; sources that several models share are listed once."""
    numbers: dict[Source, int] = {}
    for source in _sources(models):
        numbers.setdefault(source, len(numbers) + 1)
    rows = tuple(
        Row(title, tuple(_cell(model, name, numbers=numbers) for model in models)) for name, title in _ROWS
    )
    return Comparison(tuple(model.title for model in models), rows, tuple(numbers))


def _sources(models: Sequence[Model]) -> Iterator[Source]:
    """The sources in the order in which a reader of the table meets them."""
    for name, _title in _ROWS:
        for model in models:
            claim: Claim | Protocols = getattr(model, name)
            if claim.published:
                yield model.sources[claim.source]


def _cell(model: Model, name: str, *, numbers: Mapping[Source, int]) -> Cell:
    claim: Claim | Protocols = getattr(model, name)
    if not claim.published:
        return Cell(ask=claim.ask)
    number = numbers[model.sources[claim.source]]
    if isinstance(claim, Protocols):
        return Cell(protocols=tuple(_protocol(name) for name in claim.value), source_number=number)
    return Cell(text=claim.value or "", source_number=number)


def _protocol(name: str) -> ProtocolView:
    protocol = WireProtocol(name)
    return ProtocolView(protocol.label, protocol in SPOKEN_PROTOCOLS)
