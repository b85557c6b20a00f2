"""What a person may see of a comparison at one moment: before the reveal, nothing that tells the arms apart."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request

from genkan.gateway import Answer, Gateway, Outcome, Source
from genkan.knowledge import Library, Prover, note_kept
from genkan.trial.blindness import Blindfold, is_over, position_at, put_on, visible
from genkan.trial.measuring import prover_of
from genkan.trial.pages.after_vote import AfterVote, look_after_the_vote
from genkan.trial.pages.checked import CheckedText, CheckView, draw_checked
from genkan.trial.pages.sources import Translate
from genkan.trial.store import (
    Comparison,
    ComparisonSide,
    Vote,
    conversation_of,
    find_reveal,
    find_vote,
)
from genkan.trial.voting import belonging_of
from genkan.ui import Pages
from genkan.ui import mark as _

EMPTY_VOTE: dict[str, object] = {"error": None, "choice": "", "reasons": (), "comment": ""}
TITLES = {"a": _("回答A"), "b": _("回答B")}


@dataclass(frozen=True, kw_only=True)
class SideView:
    """One answer as it is shown.

    ``text`` is what an unfinished page shows, ``html`` the whole answer with its citations marked and ``check`` what
    became of them, once both are over; ``arm`` is known after the reveal only.
    """

    name: str
    text: str
    html: Markup
    check: CheckView | None
    over: bool
    complete: bool
    arm: ComparisonSide | None

    @property
    def title(self) -> str:
        """The Japanese heading of the answer."""
        return TITLES[self.name]


@dataclass(frozen=True, kw_only=True)
class ComparisonView:
    """A comparison as its page shows it; ``masked`` tells that personal data was kept from at least one arm.

    ``line`` is the later place of both answers in the lines for their models, so that it tells nothing of either; 0
    once a word is shown. ``after`` is what can be done between the vote and the reveal. ``conversation_id`` is the
    chat in which it was asked, empty where it stands by itself. ``closed`` tells that nobody voted before the trial was over.
    """

    comparison: Comparison
    sides: tuple[SideView, SideView]
    sources: tuple[Source, ...]
    line: int
    over: bool
    masked: bool
    vote: Vote | None
    revealed: bool
    after: AfterVote | None
    conversation_id: str = ""
    closed: bool = False

    @property
    def path(self) -> str:
        """The address under which it is voted on."""
        return f"/compare/{self.comparison.id}"

    @property
    def searched_on(self) -> date | None:
        """The day whose law was searched for the sources, where that is known."""
        return note_kept(self.sources[0].found).on if self.sources else None


async def look(
    connection: AsyncConnection,
    comparison: Comparison,
    *,
    gateway: Gateway,
    library: Library,
    now: datetime,
    translate: Translate,
    shown_to: float = 0.0,
) -> ComparisonView:
    """The comparison as it may be shown now, at least as far as a stream has shown it already."""
    blindfold = await put_on(connection, comparison, gateway=gateway)
    left, right = (blindfold.paced(answer) for answer in blindfold.answers)
    released = blindfold.released(now=now)
    position = max(shown_to, position_at((left, right), comparison, now=now, released=released))
    revealed = await find_reveal(connection, comparison.id) is not None
    over = revealed or is_over(left, right, position=position, released=released)
    texts = [visible(side, position=position) for side in (left, right)]
    reader = comparison.person_id
    prover = await prover_of(connection, library, blindfold.answers, person_id=reader) if over else None
    first, second = [
        await asyncio.to_thread(
            _side, blindfold, place, text=text, prover=prover, revealed=revealed, translate=translate
        )
        for place, text in enumerate(texts)
    ]
    vote = await find_vote(connection, comparison.id)
    places = [gateway.place_in_line(answer) for answer in blindfold.answers]
    return ComparisonView(
        comparison=comparison,
        sides=(first, second),
        sources=blindfold.answers[0].sources,
        line=0 if over or any(texts) else max(places),
        over=over,
        masked=over and any(answer.notice for answer in blindfold.answers),
        vote=vote,
        revealed=revealed,
        after=await look_after_the_vote(connection, comparison) if vote and not revealed else None,
        conversation_id=await conversation_of(connection, comparison.id),
        closed=over and vote is None and not (await belonging_of(connection, comparison)).takes_votes,
    )


def translate_for(request: Request, pages: Pages) -> Translate:
    """Japanese message ids to the reader's language."""
    return lambda message: pages.translate(pages.language(request), message)


def _side(
    blindfold: Blindfold,
    place: int,
    *,
    text: str,
    prover: Prover | None,
    revealed: bool,
    translate: Translate,
) -> SideView:
    answer, name = blindfold.answers[place], blindfold.sides[place].side.value
    text = answer.text if revealed else text
    checked = _checked(answer, text, name, prover, translate) if prover else None
    return SideView(
        name=name,
        text=text,
        html=checked.html if checked else Markup(),
        check=checked.check if checked else None,
        over=prover is not None,
        complete=answer.outcome is Outcome.COMPLETED,
        arm=blindfold.sides[place] if revealed else None,
    )


def _checked(answer: Answer, text: str, side: str, prover: Prover, translate: Translate) -> CheckedText:
    examination = prover.examine(text, answer.sources, at=answer.asked_at)
    return draw_checked(text, examination=examination, side=side, sources=answer.sources, translate=translate)
