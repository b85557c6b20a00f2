"""Recording what a person did with an answer: once for each kind, of agreeing persons in an open trial, without text."""

import asyncio
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import Gateway
from genkan.governance import Ledger, Person
from genkan.kit import Clock, storable
from genkan.storage import Database
from genkan.trial.checking.store import TrialAnswer, find_answer
from genkan.trial.concealing import name_concealer
from genkan.trial.consent import agreed_to
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import Use, UsedDetails, details_of
from genkan.trial.protocol import running_trial
from genkan.trial.work.errors import AnswerNotInTrial, FinalMissing, FinalTooLong
from genkan.trial.work.final_text import LONGEST_COMPARED, FinalMeasure, measure_final
from genkan.trial.work.store import add_use


@dataclass(frozen=True, kw_only=True)
class UseRecorder:
    """Each deed in a transaction of its own; an answer that is in no trial is nobody's business and left alone."""

    database: Database
    ledger: Ledger
    gateway: Gateway
    clock: Clock

    async def note(self, answer_id: str, *, person_id: str, use: Use) -> bool:
        """Record a use; False, and nothing written, where the answer is not in a trial or the use is known."""
        async with self.database.write() as connection:
            answer = await find_answer(connection, answer_id, person_id=person_id)
            if answer is None or not await add_use(connection, answer, use, at=self.clock()):
                return False
            details = UsedDetails(
                side=answer.side,
                use=use,
                answer_characters=answer.characters,
                final_characters=answer.characters,
                seconds=self._seconds(answer),
            )
            await record_use(connection, self.ledger, answer, details, actor=person_id)
        return True

    async def note_final(self, answer_id: str, *, person_id: str, draft: str, final: str) -> FinalMeasure:
        """Record how far the text that was used is from the answer: the first is what was sent, a later one a correction.

        Raises ``AnswerNotInTrial``, ``FinalMissing`` and ``FinalTooLong``.
        """
        final = _checked(final)
        measure = await asyncio.to_thread(measure_final, draft, final)
        async with self.database.write() as connection:
            answer = await find_answer(connection, answer_id, person_id=person_id)
            if answer is None:
                raise AnswerNotInTrial
            for use in (Use.SENT, Use.CORRECTED):
                if await add_use(connection, answer, use, at=self.clock()):
                    details = UsedDetails(
                        side=answer.side, use=use, **measure._asdict(), seconds=self._seconds(answer)
                    )
                    await record_use(connection, self.ledger, answer, details, actor=person_id)
                    break
        return measure

    async def read_draft(self, answer_id: str, *, person_id: str) -> str:
        """The text of an own answer of a trial as the person sees it, without names. Raises ``AnswerNotInTrial``."""
        async with self.database.read() as connection:
            known = await find_answer(connection, answer_id, person_id=person_id)
            found = await self.gateway.read_many(connection, [answer_id]) if known else {}
            if answer_id not in found:
                raise AnswerNotInTrial
            names = await name_concealer(connection)
        return names.conceal(found[answer_id].text, ended=True)

    def _seconds(self, answer: TrialAnswer) -> int:
        return max(0, round((self.clock() - answer.asked_at).total_seconds()))


async def takes_part(connection: AsyncConnection, person: Person) -> bool:
    """Whether a trial runs in the person's organisation and the person agrees to take part."""
    running = await running_trial(connection, person.organisation_id, winding_up=True)
    return running is not None and await agreed_to(connection, running.id, person.id)


async def record_use(
    connection: AsyncConnection, ledger: Ledger, answer: TrialAnswer, details: UsedDetails, *, actor: str
) -> None:
    """Write the event of a use."""
    await ledger.record(
        connection,
        TrialEvent.USED,
        actor=actor,
        organisation_id=answer.organisation_id,
        object_id=answer.exposure_id,
        details=details_of(details),
    )


def _checked(final: str) -> str:
    words = storable(final)
    if not words.strip():
        raise FinalMissing
    if len(words) > LONGEST_COMPARED:
        raise FinalTooLong(length=f"{len(words):,}", limit=f"{LONGEST_COMPARED:,}")
    return words
