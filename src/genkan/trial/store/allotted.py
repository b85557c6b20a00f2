"""To what in daily work comparisons belong, and what of them may be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.trial.evidence import Mode
from genkan.trial.protocol import GOING_ON, TrialState
from genkan.trial.protocol.store.tables import trial_table
from genkan.trial.statistics import Choice
from genkan.trial.store.tables import allotted_table, comparison_table, reveal_table, side_table, vote_table


@dataclass(frozen=True, kw_only=True)
class Allotted:
    """A comparison of a trial; ``conversation_id`` and ``turn_id`` are empty where it stands by itself."""

    comparison_id: str
    trial_id: str
    mode: str
    conversation_id: str = ""
    turn_id: str = ""
    kept: str = ""


class PairInTurn(NamedTuple):
    """Two answers to one turn of a chat: their ids, and the side with which the chat goes on, empty while that is open."""

    comparison_id: str
    a: str
    b: str
    chosen: str

    @property
    def going_on(self) -> str:
        """The id of the answer with which the chat goes on; A where nobody chose."""
        return self.b if self.chosen == "b" else self.a


class Unrevealed(NamedTuple):
    """An assignment of a conversation whose arms were not told, how they are given, and how far the trial is."""

    comparison_id: str
    organisation_id: str
    mode: Mode
    state: TrialState

    @property
    def is_over(self) -> bool:
        """Whether the trial is, so that nothing can be told too early."""
        return self.state.is_over

    @property
    def may_be_told(self) -> bool:
        """Whether one conversation may end its secrecy: not while the same arm answers the person elsewhere too."""
        return self.is_over or self.mode is not Mode.PERSON


async def add_allotted(connection: AsyncConnection, allotted: Allotted) -> None:
    """Write to what a comparison belongs."""
    await connection.execute(insert(allotted_table), vars(allotted))


async def hidden_answers(connection: AsyncConnection, answer_ids: Sequence[str]) -> frozenset[str]:
    """Those of the answers whose model must not be told: their trial runs, and nobody revealed it."""
    statement = (
        select(side_table.c.answer_id)
        .join(allotted_table, allotted_table.c.comparison_id == side_table.c.comparison_id)
        .join(trial_table, trial_table.c.id == allotted_table.c.trial_id)
        .outerjoin(reveal_table, reveal_table.c.comparison_id == side_table.c.comparison_id)
        .where(
            side_table.c.answer_id.in_(answer_ids),
            trial_table.c.state.in_(GOING_ON),
            reveal_table.c.comparison_id.is_(None),
        )
    )
    return frozenset((await connection.execute(statement)).scalars())


async def pairs_of_answers(connection: AsyncConnection, answer_ids: Sequence[str]) -> dict[str, PairInTurn]:
    """The pair to which each answer belongs, by answer; answers that stand alone have none."""
    named = select(side_table.c.comparison_id).where(side_table.c.answer_id.in_(answer_ids))
    statement = (
        select(side_table, allotted_table.c.kept, vote_table.c.choice)
        .join(allotted_table, allotted_table.c.comparison_id == side_table.c.comparison_id)
        .outerjoin(vote_table, vote_table.c.comparison_id == side_table.c.comparison_id)
        .where(side_table.c.comparison_id.in_(named))
        .order_by(side_table.c.comparison_id, side_table.c.side)
    )
    rows = (await connection.execute(statement)).all()
    left = {row.comparison_id: row for row in rows if row.side == "a"}
    pairs = [
        PairInTurn(
            row.comparison_id, left[row.comparison_id].answer_id, row.answer_id, _chosen(row.kept, row.choice)
        )
        for row in rows
        if row.side == "b" and row.comparison_id in left
    ]
    return {answer_id: pair for pair in pairs for answer_id in (pair.a, pair.b)}


async def conversation_of(connection: AsyncConnection, comparison_id: str) -> str:
    """The conversation to which a comparison belongs; empty where it stands by itself."""
    statement = select(allotted_table.c.conversation_id).where(
        allotted_table.c.comparison_id == comparison_id
    )
    return (await connection.execute(statement)).scalar_one_or_none() or ""


async def keep_side(connection: AsyncConnection, pair: PairInTurn) -> None:
    """Write with which side the chat went on; a vote that comes later changes it no more."""
    side = pair.chosen or "a"
    here = allotted_table.c.comparison_id == pair.comparison_id, allotted_table.c.kept == ""
    await connection.execute(update(allotted_table).where(*here).values(kept=side))


async def is_revealed(connection: AsyncConnection, conversation_id: str) -> bool:
    """Whether the person was told an arm of the conversation."""
    statement = (
        select(reveal_table.c.at)
        .join(allotted_table, allotted_table.c.comparison_id == reveal_table.c.comparison_id)
        .where(allotted_table.c.conversation_id == conversation_id)
        .limit(1)
    )
    return (await connection.execute(statement)).first() is not None


async def unrevealed_of(
    connection: AsyncConnection, conversation_id: str, *, hold: bool = False
) -> tuple[Unrevealed, ...]:
    """The assignments of the conversation whose arms nobody was told, oldest first.

    ``hold`` keeps their trials as they are until the transaction ends.
    """
    query = (
        select(
            comparison_table.c.id,
            comparison_table.c.organisation_id,
            allotted_table.c.mode,
            trial_table.c.state,
        )
        .join(allotted_table, allotted_table.c.comparison_id == comparison_table.c.id)
        .join(trial_table, trial_table.c.id == allotted_table.c.trial_id)
        .outerjoin(reveal_table, reveal_table.c.comparison_id == comparison_table.c.id)
        .where(allotted_table.c.conversation_id == conversation_id, reveal_table.c.comparison_id.is_(None))
        .order_by(comparison_table.c.created_at, comparison_table.c.id)
    )
    rows = await connection.execute(query.with_for_update(read=True, of=trial_table) if hold else query)
    return tuple(
        Unrevealed(row.id, row.organisation_id, Mode(row.mode), TrialState(row.state)) for row in rows
    )


async def release_conversation(connection: AsyncConnection, conversation_id: str) -> tuple[str, ...]:
    """Forget the words of a conversation's assignments and let go of their answers, whose ids are given.

    What the ledger holds of them stays: it has no words.
    """
    chosen = select(allotted_table.c.comparison_id).where(allotted_table.c.conversation_id == conversation_id)
    sides = side_table.c.comparison_id.in_(chosen)
    answers = (await connection.execute(select(side_table.c.answer_id).where(sides))).scalars().all()
    await connection.execute(delete(side_table).where(sides))
    await connection.execute(
        update(comparison_table).where(comparison_table.c.id.in_(chosen)).values(question="")
    )
    return tuple(answers)


def _chosen(kept: str, choice: str | None) -> str:
    """The side that was kept, else the one that the vote prefers, A for a tie; empty without a vote."""
    if kept or choice is None:
        return kept
    return "b" if choice == Choice.B.value else "a"
