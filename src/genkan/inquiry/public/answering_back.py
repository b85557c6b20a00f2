"""What a citizen does with a reply: reads it, and says how satisfying it is."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger
from genkan.inquiry.case import Case
from genkan.inquiry.entry import clean
from genkan.inquiry.errors import WordsTooLong
from genkan.inquiry.public.errors import ScoreMissing
from genkan.inquiry.public.events import CitizenEvent
from genkan.inquiry.public.status import InquiryStatus
from genkan.inquiry.public.store import submissions
from genkan.inquiry.public.store.satisfactions import Satisfaction, keep_satisfaction
from genkan.inquiry.public.submitting import CITIZEN
from genkan.kit import Clock

LONGEST_WORDS = 1_000
SCORES = ("1", "2", "3", "4", "5")


@dataclass(frozen=True, slots=True)
class AnsweringBack:
    """Each deed with its record, in the transaction of the caller."""

    ledger: Ledger
    clock: Clock

    async def note_reading(self, connection: AsyncConnection, status: InquiryStatus) -> None:
        """Keep when each reply was first read."""
        for letter in status.letters:
            read = letter.reply is not None and await submissions.note_reading(
                connection, letter.case.id, at=self.clock()
            )
            if read:
                await self._record(connection, CitizenEvent.READ, letter.case)

    async def rate(self, connection: AsyncConnection, case: Case, *, score: str, typed: str) -> None:
        """Keep how satisfied the citizen is. Raises ``ScoreMissing`` and ``WordsTooLong``."""
        words = clean(typed)
        if score not in SCORES:
            raise ScoreMissing
        if len(words) > LONGEST_WORDS:
            raise WordsTooLong(limit=f"{LONGEST_WORDS:,}", count=f"{len(words):,}")
        await keep_satisfaction(connection, Satisfaction(case.id, int(score), words, self.clock()))
        await self._record(connection, CitizenEvent.RATED, case, score=int(score))

    async def _record(
        self, connection: AsyncConnection, event: CitizenEvent, case: Case, **details: object
    ) -> None:
        await self.ledger.record(
            connection,
            event,
            actor=CITIZEN,
            organisation_id=case.organisation_id,
            object_id=case.id,
            details={"number": case.number, **details},
        )
