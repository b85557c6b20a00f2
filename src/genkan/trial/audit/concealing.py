"""The copy that markers see: personal data masked, names of models and makers covered."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.policy import find_personal_data, mask
from genkan.trial.audit.candidate import AuditCandidate
from genkan.trial.concealing import name_concealer


@dataclass(frozen=True)
class ShownSource:
    """A passage that was given to the answer."""

    number: int
    label: str
    text: str


@dataclass(frozen=True)
class AuditCopy:
    """What is shown of an answer."""

    question: str
    text: str
    sources: tuple[ShownSource, ...]


async def conceal(connection: AsyncConnection, candidate: AuditCandidate) -> AuditCopy:
    """The copy of an answer; the same person or number has the same placeholder in question, answer and sources."""
    names = await name_concealer(connection)
    question, text, *sources = _masked(
        [candidate.question, candidate.text, *(source.text for source in candidate.sources)]
    )
    shown = zip(candidate.sources, sources, strict=True)
    return AuditCopy(
        question=question,
        text=names.conceal(text, ended=True),
        sources=tuple(ShownSource(source.number, source.label, passage) for source, passage in shown),
    )


def _masked(texts: Sequence[str]) -> tuple[str, ...]:
    return mask(texts, findings=[find_personal_data(text) for text in texts]).texts
