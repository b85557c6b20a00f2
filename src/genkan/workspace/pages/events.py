"""The one event stream of a conversation's page: the answer that is being written."""

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from functools import partial as bind
from typing import NamedTuple

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import StreamingResponse

from genkan.evaluation import Concealer
from genkan.gateway import Answer, AnswerState, AnswerUnknown, Progress
from genkan.governance import DatabasePart, UsesWorkspace
from genkan.storage import Database
from genkan.trial import as_shown, in_step, pairs_of_answers, takes_part
from genkan.ui import AnswerFeed, StreamEvent, announcement, event_stream, partial
from genkan.ui import mark as _
from genkan.workspace.blindness import concealing
from genkan.workspace.errors import ConversationUnknown, TurnUnknown
from genkan.workspace.pages.answers import elapsed_seconds, words_of
from genkan.workspace.pages.marking import draw_unchecked
from genkan.workspace.pages.seeing import note_if_seen
from genkan.workspace.pages.showing import Shower, ShowerPart
from genkan.workspace.pages.ticking import ticking
from genkan.workspace.store import turns

router = APIRouter()


class Resume(NamedTuple):
    """Which answer the page follows, and how many characters of it the page has."""

    answer_id: str
    position: int


@router.get("/chat/{conversation_id}/events")
async def follow(
    request: Request,
    conversation_id: str,
    viewer: UsesWorkspace,
    database: DatabasePart,
    shower: ShowerPart,
) -> StreamingResponse:
    """Follow the last answer, or the one that ``Last-Event-ID`` names; ends with the whole answer."""
    async with database.read() as connection:
        record = await shower.read(connection, conversation_id)
        resume = _resume(request.headers.get("last-event-id", ""))
        if await turns.conversation_of_answer(connection, resume.answer_id) != conversation_id:
            resume = Resume(record.conversation.last_answer_id or "", 0)
        pair = (await pairs_of_answers(connection, [resume.answer_id])).get(resume.answer_id)
        if pair is not None and not pair.chosen:
            raise TurnUnknown
    follower = Follower(shower, database, conversation_id, resume)
    return event_stream(follower.events(), closing=request.app.state.closing)


class Follower:
    """Sends one answer to one page."""

    def __init__(self, shower: Shower, database: Database, conversation_id: str, resume: Resume) -> None:
        self._shower = shower
        self._database = database
        self._conversation_id = conversation_id
        self._resume = resume
        self._name = f"answer-{resume.answer_id}"

    async def events(self) -> AsyncGenerator[StreamEvent, None]:
        """The text as it grows, then the whole answer with everything around it."""
        try:
            async with self._database.read() as connection:
                answer = await self._shower.gateway.read(connection, self._resume.answer_id)
                names = await concealing(connection, answer.id)
            if not self._as_shown(answer, names).ended:
                async for event in self._growth(answer, names):
                    yield event
            yield await self._end()
        except (AnswerUnknown, ConversationUnknown, TurnUnknown):
            yield StreamEvent(partial(self._name, self._fragment("_gone.html"), swap="outerHTML"))

    async def _growth(self, answer: Answer, names: Concealer | None) -> AsyncGenerator[StreamEvent, None]:
        """Only what is new since the place at which the page stands; the start is announced once."""
        feed = AnswerFeed(self._name, draw=bind(draw_unchecked, answer, translate=self._shower.translate))
        if self._resume.position == 0:
            yield StreamEvent(announcement(self._shower.translate(_("回答を作成しています。"))))
        sent: str | None = None
        told: tuple[AnswerState, int] | None = None
        async with aclosing(ticking(self._progresses(answer, names))) as looks:
            async for progress in looks:
                if progress.ended:
                    return
                text = progress.text
                if sent is None and 0 < self._resume.position <= len(text):
                    feed.update(text[: self._resume.position])
                grown = feed.update(text) if text != sent else Markup()
                stands = progress.state, progress.position
                news = grown if stands == told else grown + self._state(progress)
                sent, told = text, stands
                yield StreamEvent(news + self._elapsed(answer), id=f"{answer.id}:{len(sent)}")

    def _progresses(self, answer: Answer, names: Concealer | None) -> AsyncGenerator[Progress, None]:
        """The answer as it grows; of a hidden arm at the pace at which all are shown."""
        progresses = self._shower.gateway.follow(answer.id)
        if names is None:
            return progresses
        return in_step(progresses, asked_at=answer.asked_at, names=names, clock=self._shower.clock)

    def _as_shown(self, answer: Answer, names: Concealer | None) -> Answer:
        if names is None:
            return answer
        shown = replace(answer, text=names.conceal(answer.text, ended=answer.ended))
        return as_shown(shown, now=self._shower.clock())

    async def _end(self) -> StreamEvent:
        """The answer as it stands in the records, and the button to send again."""
        async with self._database.read() as connection:
            record = await self._shower.read(
                connection, self._conversation_id, answer_id=self._resume.answer_id
            )
            view = await self._shower.answer(connection, record, self._resume.answer_id)
            on_trial = (view.id,) if await takes_part(connection, self._shower.viewer.person) else ()
        await note_if_seen(self._database, record, now=self._shower.clock())
        complete = _("回答が完了しました。") if not view.sentence else _("回答が途中で終わりました。")
        return StreamEvent(
            partial(
                self._name, self._fragment("_answer.html", answer=view, on_trial=on_trial), swap="outerHTML"
            )
            + partial(
                "composer-action", self._fragment("_composer_action.html", writing=None), swap="outerHTML"
            )
            + announcement(self._shower.translate(complete)),
            id=f"{view.id}:{len(view.text)}",
        )

    def _state(self, progress: Progress) -> Markup:
        state, tone = words_of(progress, line=progress.position)
        badge = self._fragment("_state.html", state=state, tone=tone)
        line = self._fragment("_line.html", line=progress.position)
        return partial(f"{self._name}-state", badge) + partial(f"{self._name}-line", line)

    def _elapsed(self, answer: Answer) -> Markup:
        seconds = elapsed_seconds(answer, self._shower.clock())
        return partial(f"{self._name}-elapsed", self._fragment("_elapsed.html", seconds=seconds))

    def _fragment(self, template: str, **context: object) -> Markup:
        return self._shower.pages.fragment(self._shower.request, f"workspace/{template}", **context)


def _resume(event_id: str) -> Resume:
    """The place that the last event named; nowhere for anything else."""
    answer_id, _colon, position = event_id.partition(":")
    return Resume(answer_id, int(position) if re.fullmatch("[0-9]{1,9}", position) else 0)
