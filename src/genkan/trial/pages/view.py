"""What a person may see of a comparison at one moment: before the reveal, nothing that tells the arms apart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request

from genkan.gateway import Answer, Gateway, Outcome, Source
from genkan.knowledge import verify
from genkan.trial.pacing import is_over, visible
from genkan.trial.pages.blindfold import Blindfold, position_at, put_on
from genkan.trial.store import Comparison, ComparisonSide, Vote, find_reveal, find_vote
from genkan.ui import Citation, Pages, Resolver, render_markdown
from genkan.ui import mark as _

TITLES = {"a": _("回答A"), "b": _("回答B")}
UNCONFIRMED = _("※出典を確認できません：{reason}")
NO_SOURCE = _("※出典なし")

Translate = Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class SideView:
    """One answer as it is shown.

    ``text`` is what an unfinished page shows, ``html`` the whole answer with its citations checked once both are
    over; ``arm`` is known after the reveal only.
    """

    name: str
    text: str
    html: Markup
    over: bool
    complete: bool
    arm: ComparisonSide | None

    @property
    def title(self) -> str:
        """The Japanese heading of the answer."""
        return TITLES[self.name]


@dataclass(frozen=True, kw_only=True)
class ComparisonView:
    """A comparison as its page shows it; ``masked`` tells that personal data was kept from at least one arm."""

    comparison: Comparison
    sides: tuple[SideView, SideView]
    sources: tuple[Source, ...]
    over: bool
    masked: bool
    vote: Vote | None
    revealed: bool


async def look(
    connection: AsyncConnection,
    comparison: Comparison,
    *,
    gateway: Gateway,
    now: datetime,
    translate: Translate,
    shown_to: float = 0.0,
) -> ComparisonView:
    """The comparison as it may be shown now, at least as far as a stream has shown it already."""
    blindfold = await put_on(connection, comparison, gateway=gateway)
    left, right = (blindfold.paced(answer) for answer in blindfold.answers)
    position = max(shown_to, position_at((left, right), comparison, now=now))
    revealed = await find_reveal(connection, comparison.id) is not None
    over = revealed or is_over(left, right, position=position)
    texts = [visible(side, position=position) for side in (left, right)]
    first, second = (
        _side(blindfold, place, text=text, over=over, revealed=revealed, translate=translate)
        for place, text in enumerate(texts)
    )
    return ComparisonView(
        comparison=comparison,
        sides=(first, second),
        sources=blindfold.answers[0].sources,
        over=over,
        masked=over and any(answer.notice for answer in blindfold.answers),
        vote=await find_vote(connection, comparison.id),
        revealed=revealed,
    )


def translate_for(request: Request, pages: Pages) -> Translate:
    """Japanese message ids to the reader's language."""
    return lambda message: pages.translate(pages.language(request), message)


def resolver(sources: Sequence[Source], *, failures: dict[int, str] | None = None) -> Resolver:
    """Citations lead to the sources below both answers; ``failures`` says what failed, by place in the text."""
    titles = {source.number: source.label for source in sources}

    def resolve(number: int, nth: int) -> Citation | None:
        failure = (failures or {}).get(nth, "")
        if number in titles:
            return Citation(f"#source-{number}", title=titles[number], failure=failure)
        return Citation("", failure=failure) if failure else None

    return resolve


def _side(
    blindfold: Blindfold, place: int, *, text: str, over: bool, revealed: bool, translate: Translate
) -> SideView:
    answer = blindfold.answers[place]
    text = answer.text if revealed else text
    return SideView(
        name=blindfold.sides[place].side.value,
        text=text,
        html=_checked(text, answer, translate=translate) if over else Markup(),
        over=over,
        complete=answer.outcome is Outcome.COMPLETED,
        arm=blindfold.sides[place] if revealed else None,
    )


def _checked(text: str, answer: Answer, *, translate: Translate) -> Markup:
    """The text with a note beside each citation that its source does not bear out."""
    failures = {
        check.nth: translate(UNCONFIRMED).format(reason=translate(check.message).format_map(check.details))
        for check in verify(text, answer.sources)
        if check.failed and check.nth is not None
    }
    resolve = resolver(answer.sources, failures=failures)
    return render_markdown(text, resolve=resolve, missing=translate(NO_SOURCE))
