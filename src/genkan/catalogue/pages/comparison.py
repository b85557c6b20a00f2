"""The models side by side, as the page shows them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from genkan.catalogue.deployment import SPOKEN_PROTOCOLS, WireProtocol
from genkan.catalogue.model import Claim, Model, Protocols, Source
from genkan.ui import mark as _

_QUESTIONS = (
    ("maker", _("提供者")),
    ("origin", _("開発の経緯")),
    ("size", _("規模")),
    ("context", _("文脈長")),
    ("serving", _("提供の形態")),
    ("protocols", _("通信方式")),
    ("licence", _("利用許諾")),
    ("sibling", _("公開されている同系統のモデル")),
    ("note", _("備考")),
)
_AT_A_GLANCE = 6


class ProtocolView(NamedTuple):
    """A published protocol, and whether this version speaks it."""

    label: str
    spoken: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One claim: its text or protocols with the number of its source, or what to ask the maker.

    ``question`` is a message id.
    """

    question: str
    text: str = ""
    protocols: tuple[ProtocolView, ...] = ()
    source_number: int = 0
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One model and what is known of it, in the order of the questions."""

    id: str
    title: str
    cells: tuple[Cell, ...]

    @property
    def at_a_glance(self) -> tuple[Cell, ...]:
        """What fits beside the other models; the rest stands in the model's own sheet."""
        return self.cells[:_AT_A_GLANCE]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The models one under another, and the sources of all cells, numbered from 1; questions are message ids."""

    questions: tuple[str, ...]
    rows: tuple[Row, ...]
    sources: tuple[Source, ...]


def compare(models: Sequence[Model]) -> Comparison:
    """The models as rows; sources that several models share are listed once."""
    numbers: dict[Source, int] = {}
    for source in _sources(models):
        numbers.setdefault(source, len(numbers) + 1)
    questions = tuple(title for _name, title in _QUESTIONS[:_AT_A_GLANCE])
    return Comparison(questions, tuple(_row(model, numbers=numbers) for model in models), tuple(numbers))


def _row(model: Model, *, numbers: Mapping[Source, int]) -> Row:
    cells = (_cell(model, name, question=question, numbers=numbers) for name, question in _QUESTIONS)
    return Row(model.id, model.title, tuple(cells))


def _sources(models: Sequence[Model]) -> Iterator[Source]:
    """The sources in the order in which a reader meets them."""
    for model in models:
        for name, _question in _QUESTIONS:
            claim: Claim | Protocols = getattr(model, name)
            if claim.published:
                yield model.sources[claim.source]


def _cell(model: Model, name: str, *, question: str, numbers: Mapping[Source, int]) -> Cell:
    claim: Claim | Protocols = getattr(model, name)
    if not claim.published:
        return Cell(question, ask=claim.ask)
    number = numbers[model.sources[claim.source]]
    if isinstance(claim, Protocols):
        protocols = tuple(_protocol(value) for value in claim.value)
        return Cell(question, protocols=protocols, source_number=number)
    return Cell(question, text=claim.value or "", source_number=number)


def _protocol(name: str) -> ProtocolView:
    protocol = WireProtocol(name)
    return ProtocolView(protocol.label, protocol in SPOKEN_PROTOCOLS)
