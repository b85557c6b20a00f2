"""The page of one conversation, also where a form on it comes back."""

import asyncio
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse

from genkan.gateway import AnswerUnknown, Gateway
from genkan.governance import Now, UsesWorkspace, Viewer
from genkan.kit import Clock, Problem
from genkan.knowledge import Library
from genkan.storage import Database
from genkan.trial import answers_on_trial, pairs_of_answers
from genkan.ui import Pages
from genkan.workspace.checking import Checker, checker_for
from genkan.workspace.conversation import Conversation
from genkan.workspace.giving import model_is_given
from genkan.workspace.offer import Offer, read_offer
from genkan.workspace.pages.answers import AnswerView, Surroundings
from genkan.workspace.pages.composer import Composer, ComposerMaker
from genkan.workspace.pages.conversation_view import draw_conversation, draw_shown_answer
from genkan.workspace.pages.languages import Translate, translator
from genkan.workspace.pages.parts import GatewayPart, LibraryPart, PagesPart
from genkan.workspace.pages.refusal import Refusal
from genkan.workspace.reading import ConversationRecord, read_conversation
from genkan.workspace.recent import recent_conversations
from genkan.workspace.store.conversations import find_conversation

HISTORY_LENGTH = 12
NOT_FOUND = 404


@dataclass(frozen=True)
class Shower:
    """Shows the conversations of one viewer."""

    request: Request
    viewer: Viewer
    gateway: Gateway
    library: Library
    pages: Pages
    clock: Clock

    @property
    def translate(self) -> Translate:
        """Words of Python code in the viewer's language."""
        return translator(self.pages, self.request)

    async def read(
        self, connection: AsyncConnection, conversation_id: str, *, turn_id: str = "", answer_id: str = ""
    ) -> ConversationRecord:
        """The viewer's own conversation; raises ``ConversationUnknown`` and ``TurnUnknown`` (404)."""
        conversation = await find_conversation(connection, conversation_id, person_id=self.viewer.person.id)
        return await read_conversation(
            connection,
            self.gateway,
            conversation,
            now=self.clock(),
            turn_id=turn_id,
            answer_id=answer_id,
        )

    async def page(
        self,
        connection: AsyncConnection,
        record: ConversationRecord,
        *,
        refusal: Refusal | None = None,
        stopped_late: bool = False,
    ) -> HTMLResponse:
        """The whole page; with ``refusal``, the form that comes back and its status."""
        offer = await read_offer(connection, self.library, self.viewer)
        given = await model_is_given(
            connection, self.viewer.person, clock=self.clock, conversation=record.conversation
        )
        composer = ComposerMaker(offer, self.clock, self.translate, given).following(
            record.conversation, refusal=refusal
        )
        around = self._surroundings(record.conversation, offer, composer, refusal=refusal)
        checker = await self._checker(connection, record, offer)
        history = await recent_conversations(
            connection, self.gateway, person_id=self.viewer.person.id, limit=HISTORY_LENGTH
        )
        return self.pages.render(
            self.request,
            "workspace/conversation.html",
            status=refusal.problem.status if refusal else 200,
            view=await asyncio.to_thread(draw_conversation, record, around=around, checker=checker),
            composer=composer,
            history=history,
            stopped_late=stopped_late,
            on_trial=await answers_on_trial(
                connection,
                [turn.shown.answer_id for turn in record.turns],
                person_id=self.viewer.person.id,
            ),
        )

    async def page_again(self, database: Database, conversation_id: str, refusal: Refusal) -> HTMLResponse:
        """The page as it stands with a form that comes back, read after the deed was undone."""
        async with database.read() as connection:
            record = await self.read(connection, conversation_id)
            return await self.page(connection, record, refusal=refusal)

    async def answer(
        self, connection: AsyncConnection, record: ConversationRecord, answer_id: str
    ) -> AnswerView:
        """One answer of the record alone; raises ``AnswerUnknown`` where its text is gone."""
        offer = await read_offer(connection, self.library, self.viewer)
        composer = ComposerMaker(offer, self.clock, self.translate).following(record.conversation)
        around = self._surroundings(record.conversation, offer, composer)
        checker = await self._checker(connection, record, offer)
        shown = next((turn for turn in record.turns if turn.shown.answer_id == answer_id), None)
        if shown is None:
            raise AnswerUnknown
        view = await asyncio.to_thread(draw_shown_answer, shown, record, around=around, checker=checker)
        if view is None:
            raise AnswerUnknown
        return view

    async def address_after(self, database: Database, conversation_id: str, *, turn_id: str = "") -> str:
        """Where to go once a question was asked: to its answer, or to the page of two."""
        async with database.read() as connection:
            found = await find_conversation(connection, conversation_id, person_id=self.viewer.person.id)
            last = found.last_answer_id or ""
            pair = (await pairs_of_answers(connection, [last])).get(last)
        if pair is not None and not pair.chosen:
            return f"/compare/{pair.comparison_id}"
        return f"/chat/{conversation_id}" + (f"#turn-{turn_id}" if turn_id else "")

    def refuse(self, problem: Problem, deed: str, **typed: Any) -> Refusal:
        """The refusal of a form of this page; problems of 404 are raised again, for there is nothing to show."""
        if problem.status == NOT_FOUND:
            raise problem
        return Refusal(
            deed=deed, problem=problem, explained=self.pages.explain(self.request, problem), **typed
        )

    async def _checker(
        self, connection: AsyncConnection, record: ConversationRecord, offer: Offer
    ) -> Checker:
        answers = [turn.answer for turn in record.turns if turn.answer is not None]
        return await checker_for(connection, self.library, readable=offer.readable, answers=answers)

    def _surroundings(
        self, conversation: Conversation, offer: Offer, composer: Composer, *, refusal: Refusal | None = None
    ) -> Surroundings:
        return Surroundings(
            conversation=conversation,
            deployments={deployment.id: deployment for deployment in offer.deployments},
            options=composer.deployments,
            now=self.clock(),
            translate=self.translate,
            place_in_line=self.gateway.place_in_line,
            refusal=refusal,
        )


async def _shower(
    request: Request,
    viewer: UsesWorkspace,
    gateway: GatewayPart,
    library: LibraryPart,
    pages: PagesPart,
    clock: Now,
) -> Shower:
    return Shower(request, viewer, gateway, library, pages, clock)


ShowerPart = Annotated[Shower, Depends(_shower)]
