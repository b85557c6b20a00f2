"""One answer of a hidden arm at the pace at which two are shown (隠した回答の表示の速さ).

Its text grows by the common rate and in the common steps, and goes on after the arm has ended, until all of it was
shown. An arm that writes more slowly than the common rate, or begins late, still shows that.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime, timedelta

from genkan.evaluation import Concealer
from genkan.gateway import Answer, AnswerState, Progress
from genkan.kit import Clock
from genkan.trial.blindness.pacing import (
    CHARACTERS_PER_SECOND,
    Side,
    advance,
    is_over,
    seconds_since,
    visible,
)

TICK_SECONDS = 0.2


def as_shown(answer: Answer, *, now: datetime) -> Answer:
    """The answer as a page that is opened now shows it; its names are hidden already.

    Until all of it was shown it counts as being written, and afterwards as having ended no earlier than that. A clock
    that was set back keeps nobody waiting.
    """
    side = _side(answer)
    seconds = seconds_since(answer.asked_at, now=now)
    position = advance(0.0, side, side, seconds=seconds, released=answer.ended)
    if is_over(side, side, position=position, released=answer.ended) or _was_set_back(answer, now):
        return replace(answer, ended_at=_shown_until(answer))
    return replace(
        answer,
        state=AnswerState.WRITING if answer.ended else answer.state,
        outcome=None,
        text=visible(side, position=position),
        notice="",
        sentence="",
        next_step="",
        ended_at=None,
    )


async def in_step(
    progresses: AsyncGenerator[Progress, None],
    *,
    asked_at: datetime,
    names: Concealer,
    clock: Clock,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> AsyncGenerator[Progress, None]:
    """The progress of such an answer as a page may follow it; the last one has ended when all of it was shown."""
    latest: list[Progress] = []
    watcher = asyncio.create_task(_watch(progresses, latest))
    position, looked_at = 0.0, asked_at
    try:
        while not (latest and latest[-1].ended and position >= _length(latest[-1], names)):
            if watcher.done():
                watcher.result()
            if latest:
                progress, now = latest[-1], clock()
                side = _side(progress, text=names.conceal(progress.text, ended=progress.ended))
                seconds, looked_at = seconds_since(looked_at, now=now), now
                position = advance(position, side, side, seconds=seconds, released=progress.ended)
                yield _shown(progress, side, position=position)
            await sleep(TICK_SECONDS)
        yield latest[-1]
    finally:
        watcher.cancel()
        await asyncio.gather(watcher, return_exceptions=True)


def _shown(progress: Progress, side: Side, *, position: float) -> Progress:
    """Being written for as long as not all of it was shown."""
    state = AnswerState.WRITING if progress.ended else progress.state
    return Progress(visible(side, position=position), state, None, progress.position)


def _length(progress: Progress, names: Concealer) -> int:
    return len(names.conceal(progress.text, ended=progress.ended))


async def _watch(progresses: AsyncGenerator[Progress, None], latest: list[Progress]) -> None:
    async with aclosing(progresses):
        async for progress in progresses:
            latest[:] = [progress]


def _side(progress: Answer | Progress, *, text: str | None = None) -> Side:
    shown = progress.text if text is None else text
    return Side(text=shown, begun=bool(progress.text) or progress.ended, ended=progress.ended)


def _was_set_back(answer: Answer, now: datetime) -> bool:
    return answer.ended_at is not None and now < answer.ended_at


def _shown_until(answer: Answer) -> datetime | None:
    """When all of it can have been shown at the earliest."""
    shown = answer.asked_at + timedelta(seconds=len(answer.text) / CHARACTERS_PER_SECOND)
    return max(answer.ended_at, shown) if answer.ended_at else None
