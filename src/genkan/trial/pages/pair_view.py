"""What a person may see of two outputs of an app: nothing before both may be seen, and nothing that tells the arms apart."""

from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps import Advance, Apps, Check, Hide, Run, RunFile, RunPair, RunState, without_names
from genkan.trial.errors import ComparisonUnknown
from genkan.trial.evidence import Arm
from genkan.trial.pages.after_vote import AfterVote, look_after_the_vote
from genkan.trial.pages.view import TITLES
from genkan.trial.store import Comparison, Vote, find_comparison, find_reveal, find_vote
from genkan.trial.voting import belonging_of


@dataclass(frozen=True, kw_only=True)
class OutputView:
    """One output; ``made`` are the files that came with it, ``arm`` is known after the reveal only."""

    name: str
    text: str
    checks: tuple[Check, ...]
    notices: tuple[str, ...]
    made: tuple[RunFile, ...]
    complete: bool
    arm: Arm | None

    @property
    def title(self) -> str:
        """The Japanese heading of the output."""
        return TITLES[self.name]


@dataclass(frozen=True, kw_only=True)
class PairView:
    """A run that two models do, as its page shows it; ``sides`` is empty until both may be seen.

    ``advance`` is how far the one is that has further to go. ``picked`` is the side with which the run goes on. Only
    where both are whole is there something to vote on; ``comparison`` is none where the trial has forgotten whose it was,
    and then the outputs are the person's own as those of any run are. ``closed`` tells that nobody voted before the trial was over.
    """

    comparison: Comparison | None
    run: Run
    sides: tuple[OutputView, ...]
    advance: Advance
    is_whole: bool
    picked: str
    vote: Vote | None
    revealed: bool
    after: AfterVote | None
    masked: bool = False
    closed: bool = False

    @property
    def over(self) -> bool:
        """Whether both may be seen and voted on."""
        return bool(self.sides) and self.is_whole and self.comparison is not None

    @property
    def path(self) -> str:
        """The address under which it is voted on."""
        return f"/runs/{self.run.id}/pair"


async def look_at_pair(connection: AsyncConnection, run_id: str, *, apps: Apps, person_id: str) -> PairView:
    """The pair as it may be shown now. Raises ``RunUnknown``."""
    pair = await apps.picking.find(connection, run_id, person_id=person_id)
    comparison = await _comparison(connection, run_id, person_id=person_id)
    revealed = comparison is not None and await find_reveal(connection, run_id) is not None
    arms = (await belonging_of(connection, comparison)).assigned.sides if comparison and revealed else {}
    hide = await apps.trial.hiding(connection, run_id)
    vote = await find_vote(connection, run_id) if comparison else None
    return PairView(
        comparison=comparison,
        run=without_names(pair.run, hide),
        sides=_outputs(pair, hide, arms) if pair.run.state is RunState.COMPLETED else (),
        advance=min((side.advance for side in pair.sides), key=_share),
        is_whole=pair.is_whole,
        picked=pair.picked,
        vote=vote,
        revealed=revealed,
        after=await look_after_the_vote(connection, comparison)
        if comparison and vote and not revealed
        else None,
        closed=comparison is not None
        and vote is None
        and not (await belonging_of(connection, comparison)).takes_votes,
    )


async def _comparison(connection: AsyncConnection, run_id: str, *, person_id: str) -> Comparison | None:
    with suppress(ComparisonUnknown):
        return await find_comparison(connection, run_id, person_id=person_id)
    return None


def _outputs(pair: RunPair, hide: Hide | None, arms: dict[str, Arm]) -> tuple[OutputView, ...]:
    shown = (without_names(side, hide) for side in pair.sides)
    return tuple(
        OutputView(
            name=side.side,
            text=side.text,
            checks=side.checks,
            notices=side.notices,
            made=made,
            complete=side.state is RunState.COMPLETED,
            arm=arms.get(side.side),
        )
        for side, made in zip(shown, pair.made, strict=True)
    )


def _share(advance: Advance) -> float:
    return advance.done / advance.of if advance.of else 0.0
