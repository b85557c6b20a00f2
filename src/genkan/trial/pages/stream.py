"""Both answers of a comparison in one event stream, at one pace."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial as bind

from markupsafe import Markup
from starlette.requests import Request

from genkan.gateway import Answer, Gateway, Progress
from genkan.kit import Clock
from genkan.knowledge import Library
from genkan.storage import Database
from genkan.trial.blindness import Blindfold, advance, is_over, is_released, position_at, visible
from genkan.trial.pages.sources import NO_SOURCE, citation_of
from genkan.trial.pages.view import EMPTY_VOTE, look, translate_for
from genkan.trial.store import Comparison
from genkan.ui import AnswerFeed, Pages, StreamEvent, announcement, partial, render_markdown
from genkan.ui import mark as _

TICK_SECONDS = 0.2
STARTED = _("両方の回答の表示を始めました。")
ENDED = _("両方の回答が終わりました。評価してください。")


@dataclass(frozen=True, kw_only=True)
class Show:
    """Plays the answers of one comparison to one page, whether they are being written or ended long ago.

    ``sleep`` waits for so many seconds of ``clock``.
    """

    request: Request
    pages: Pages
    database: Database
    gateway: Gateway
    library: Library
    clock: Clock
    comparison: Comparison
    blindfold: Blindfold
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def events(self) -> AsyncGenerator[StreamEvent, None]:
        """The updates of the page; the last one brings the form for the vote."""
        latest: list[Answer | Progress] = list(self.blindfold.answers)
        watchers = [asyncio.create_task(self._watch(latest, place)) for place in range(len(latest))]
        try:
            async with aclosing(self._play(latest, watchers)) as played:
                async for event in played:
                    yield event
        finally:
            for watcher in watchers:
                watcher.cancel()
            await asyncio.gather(*watchers, return_exceptions=True)

    async def _watch(self, latest: list[Answer | Progress], place: int) -> None:
        answer_id = self.blindfold.sides[place].answer_id
        async with aclosing(self.gateway.follow(answer_id)) as progresses:
            async for progress in progresses:
                latest[place] = progress

    async def _play(
        self, latest: list[Answer | Progress], watchers: list[asyncio.Task[None]]
    ) -> AsyncGenerator[StreamEvent, None]:
        feeds = [AnswerFeed(f"answer-{name}", draw=self._draw) for name in "ab"]
        position, shown, told = self._position(latest), ("", ""), None
        while True:
            _raise_failure(watchers)
            left, right = map(self.blindfold.paced, latest)
            texts = visible(left, position=position), visible(right, position=position)
            if texts != shown:
                news = [feed.update(text) for feed, text in zip(feeds, texts, strict=True)]
                news += [] if any(shown) else [self._announce(STARTED)]
                yield StreamEvent(Markup().join(news), id=str(int(position)))
                shown = texts
            line = _line(latest, shown)
            if line not in {None, told}:
                yield StreamEvent(self._draw_line(line), id=str(int(position)))
                told = line
            released = await self._released(latest)
            if is_over(left, right, position=position, released=released):
                break
            await self.sleep(TICK_SECONDS)
            position = advance(position, left, right, seconds=TICK_SECONDS, released=released)
        yield await self._end(position)

    def _position(self, latest: list[Answer | Progress]) -> float:
        sides, now = [self.blindfold.paced(progress) for progress in latest], self.clock()
        return position_at(sides, self.comparison, now=now, released=self.blindfold.released(now=now))

    async def _released(self, latest: list[Answer | Progress]) -> bool:
        """Whether the rest may be shown; once both have ended, their moments are read from the records."""
        if not all(progress.ended for progress in latest):
            return False
        if not all(isinstance(progress, Answer) for progress in latest):
            ids = [side.answer_id for side in self.blindfold.sides]
            async with self.database.read() as connection:
                found = await self.gateway.read_many(connection, ids)
            latest[:] = [found[answer_id] for answer_id in ids]
        answers = [progress for progress in latest if isinstance(progress, Answer)]
        return is_released(answers, now=self.clock())

    async def _end(self, position: float) -> StreamEvent:
        """Both answers whole, with what they cite, and the form for the vote."""
        async with self.database.read() as connection:
            view = await look(
                connection,
                self.comparison,
                gateway=self.gateway,
                library=self.library,
                now=self.clock(),
                translate=translate_for(self.request, self.pages),
                shown_to=position,
            )
        draw = bind(self.pages.fragment, self.request, view=view)
        sides = [
            partial(f"side-{side.name}", draw("trial/_side.html", side=side), swap="outerHTML")
            for side in view.sides
        ]
        vote = partial("vote", draw("trial/_vote.html", **EMPTY_VOTE))
        return StreamEvent(Markup().join([*sides, vote, self._announce(ENDED)]), id=str(int(position)))

    def _draw(self, text: str) -> Markup:
        missing = translate_for(self.request, self.pages)(NO_SOURCE)
        sources = self.blindfold.answers[0].sources
        return render_markdown(
            text, resolve=lambda number, _nth: citation_of(sources, number), missing=missing
        )

    def _draw_line(self, line: int | None) -> Markup:
        return partial("line", self.pages.fragment(self.request, "trial/_line.html", line=line))

    def _announce(self, message: str) -> Markup:
        return announcement(translate_for(self.request, self.pages)(message))


def _line(latest: list[Answer | Progress], shown: tuple[str, str]) -> int | None:
    """The place to tell, which is the later one of both, 0 once a word is shown; None before both were heard of."""
    places = [progress.position for progress in latest if isinstance(progress, Progress)]
    if any(shown):
        return 0
    return max(places) if len(places) == len(latest) else None


def _raise_failure(watchers: list[asyncio.Task[None]]) -> None:
    """Let the error of a watcher end the stream; the page comes back by itself."""
    for watcher in watchers:
        if watcher.done():
            watcher.result()
