"""Following an answer as it is written, in this process or in another."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress
from dataclasses import dataclass

from genkan.gateway.answer import Answer, AnswerState, Outcome
from genkan.gateway.live import LiveAnswer, LiveAnswers
from genkan.gateway.store import answers
from genkan.storage import Database

LOCAL_SECONDS = 0.1
POLL_SECONDS = 0.4


@dataclass(frozen=True)
class Progress:
    """The whole text so far, and where the answer stands; ``position`` in the line for the model, 0 when served."""

    text: str
    state: AnswerState
    outcome: Outcome | None
    position: int = 0

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self.state is AnswerState.ENDED


class Follower:
    """Tells how answers grow; opens no transaction for longer than a look."""

    def __init__(self, *, database: Database, live: LiveAnswers) -> None:
        self._database = database
        self._live = live

    async def follow(self, answer_id: str) -> AsyncGenerator[Progress, None]:
        """Yield the progress whenever there is more; the last one has ended. Raises ``AnswerUnknown``."""
        last: Progress | None = None
        while last is None or not last.ended:
            live = self._live.find(answer_id)
            progress = _of_live(live) if live else _of_answer(await self._read(answer_id))
            if progress != last:
                yield progress
                last = progress
            if not progress.ended:
                await _until_more(live)

    async def _read(self, answer_id: str) -> Answer:
        async with self._database.read() as connection:
            return await answers.find(connection, answer_id)


async def _until_more(live: LiveAnswer | None) -> None:
    """Wait for the next look: at most ten a second, so that a page is not drowned in small pieces."""
    if live is None:
        await asyncio.sleep(POLL_SECONDS)
        return
    with suppress(TimeoutError):
        async with asyncio.timeout(POLL_SECONDS):
            await live.changed()
    await asyncio.sleep(LOCAL_SECONDS)


def _of_live(live: LiveAnswer) -> Progress:
    return Progress(text=live.text, state=AnswerState.WRITING, outcome=None, position=live.position)


def _of_answer(answer: Answer) -> Progress:
    return Progress(
        text=answer.text, state=answer.state, outcome=answer.outcome, position=answer.place_in_line
    )
