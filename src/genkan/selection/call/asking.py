"""Applicants ask, the office answers, and all answers that wait are published to everybody at one moment."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger, Viewer
from genkan.kit import Clock, new_id
from genkan.selection.call.call import Question
from genkan.selection.call.draft import clean
from genkan.selection.call.errors import (
    NothingToPublish,
    QuestionsClosed,
    QuestionUnknown,
    TooManyQuestions,
)
from genkan.selection.call.seeing import see_call, see_public_call
from genkan.selection.call.store import questions
from genkan.selection.errors import TextNeeded, TextTooLong
from genkan.selection.events import CallEvent

LONGEST_QUESTION = 4000
MOST_QUESTIONS = 100


@dataclass(frozen=True, slots=True)
class Asking:
    """Works in the transaction of the caller."""

    ledger: Ledger
    clock: Clock

    async def ask(self, connection: AsyncConnection, call_id: str, *, vendor_id: str, text: str) -> None:
        """Take a question in. Raises ``QuestionsClosed``, ``TooManyQuestions``, ``TextNeeded``, ``TextTooLong``."""
        call = await see_public_call(connection, call_id, lock=True)
        if not call.takes_questions(self.clock()):
            raise QuestionsClosed
        words = _checked(text, field="text", label="質問")
        asked = await questions.questions_of(connection, call.id)
        if sum(each.vendor_id == vendor_id for each in asked) >= MOST_QUESTIONS:
            raise TooManyQuestions(limit=MOST_QUESTIONS)
        question = Question(new_id(self.clock), call.id, vendor_id, words, self.clock())
        await questions.add_question(connection, question)
        await self.ledger.record(
            connection,
            CallEvent.QUESTION_ASKED,
            actor=vendor_id,
            organisation_id=call.organisation_id,
            object_id=call.id,
            details={"question": question.id},
        )

    async def answer(
        self, connection: AsyncConnection, viewer: Viewer, call_id: str, question_id: str, *, text: str
    ) -> None:
        """Keep an answer, which nobody else sees yet. Raises ``QuestionUnknown``, ``TextTooLong``."""
        call = await see_call(connection, viewer, call_id)
        words = _checked(text, field="answer", label="回答")
        if not await questions.answer_question(connection, question_id, call_id=call.id, answer=words):
            raise QuestionUnknown
        await self._record(connection, CallEvent.QUESTION_ANSWERED, viewer, call.id, question=question_id)

    async def publish(self, connection: AsyncConnection, viewer: Viewer, call_id: str) -> int:
        """Publish all answers that wait. Raises ``NothingToPublish``."""
        call = await see_call(connection, viewer, call_id)
        count = await questions.publish_answers(connection, call.id, at=self.clock())
        if not count:
            raise NothingToPublish
        await self._record(connection, CallEvent.ANSWERS_PUBLISHED, viewer, call.id, answers=count)
        return count

    async def _record(
        self, connection: AsyncConnection, kind: CallEvent, viewer: Viewer, call_id: str, **details: object
    ) -> None:
        await self.ledger.record(
            connection,
            kind,
            actor=viewer.person.id,
            organisation_id=viewer.organisation.id,
            object_id=call_id,
            details=details,
        )


def _checked(text: str, *, field: str, label: str) -> str:
    words = clean(text)
    if not words:
        raise TextNeeded(field=field, label=label)
    if len(words) > LONGEST_QUESTION:
        raise TextTooLong(field=field, label=label, limit=LONGEST_QUESTION)
    return words
