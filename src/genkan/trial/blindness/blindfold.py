"""Both answers of a comparison with everything hidden that could tell the arms apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation import Concealer
from genkan.gateway import Answer, Gateway, Progress
from genkan.trial.blindness.pacing import Side, advance, seconds_since
from genkan.trial.blindness.release import is_released
from genkan.trial.concealing import name_concealer
from genkan.trial.store import Comparison, ComparisonSide, find_sides


@dataclass(frozen=True, kw_only=True)
class Blindfold:
    """The two sides of a comparison, their answers, A first, and what hides their names."""

    sides: tuple[ComparisonSide, ComparisonSide]
    answers: tuple[Answer, Answer]
    names: Concealer

    def paced(self, progress: Answer | Progress) -> Side:
        """An answer so far, with its names hidden, as pacing sees it."""
        text = self.names.conceal(progress.text, ended=progress.ended)
        return Side(text=text, begun=bool(progress.text) or progress.ended, ended=progress.ended)

    def released(self, *, now: datetime) -> bool:
        """Whether the answers may be shown in full and voted on."""
        return is_released(self.answers, now=now)


async def put_on(connection: AsyncConnection, comparison: Comparison, *, gateway: Gateway) -> Blindfold:
    """Read both answers and all names that could tell."""
    left, right = await find_sides(connection, comparison.id)
    answers = await gateway.read_many(connection, [left.answer_id, right.answer_id])
    return Blindfold(
        sides=(left, right),
        answers=(answers[left.answer_id], answers[right.answer_id]),
        names=await name_concealer(connection),
    )


def position_at(sides: Sequence[Side], comparison: Comparison, *, now: datetime, released: bool) -> float:
    """How far a page that is opened now shows both answers, in characters."""
    left, right = sides
    shown_for = seconds_since(comparison.created_at, now=now)
    return advance(0.0, left, right, seconds=shown_for, released=released)
