"""Recording how an answer ended with everything that is measured on it, once for each side of an exposure."""

import asyncio
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps import AppsProblem, Checker, examine
from genkan.gateway import Answer, Gateway, Metered, metered_of
from genkan.governance import Ledger
from genkan.knowledge import CitationSummary, Library, add_measure, prover_for, reader_with_id
from genkan.storage import Database
from genkan.trial.audit import AuditCandidate, offer
from genkan.trial.checking.assigned import Assigned, find_assigned
from genkan.trial.checking.counting import count_checks
from genkan.trial.checking.ended import EndedAnswer
from genkan.trial.checking.pricing import milliseconds, shadow_microyen
from genkan.trial.checking.store import TrialAnswer, add_answer, find_protocol, is_forgotten
from genkan.trial.consent import agreed_to
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import Checks, EndedDetails, details_of
from genkan.trial.protocol import Protocol, TrialArm

NOT_MEASURED = "measuring_failed"
_LOOKS = 3
_PAUSE_SECONDS = 1.0


@dataclass(frozen=True)
class _Measured:
    """What was found on an answer before it is written."""

    citations: CitationSummary | None
    checks: Checks
    protocol: Protocol | None
    agreed: bool
    unmeasured: str = ""


@dataclass(frozen=True, kw_only=True)
class EndRecorder:
    """Measures outside of any write transaction, then writes the end, its counts and its audit in one.

    Without a ``checker`` official style is not looked at.
    """

    database: Database
    ledger: Ledger
    gateway: Gateway
    library: Library
    checker: Checker | None = None

    async def record_answer(self, exposure_id: str, *, side: str, answer_id: str) -> bool:
        """Record the end of an answer of the gateway; False where it was recorded, or is gone with its conversation."""
        ended = await self._ended(exposure_id, side=side, answer_id=answer_id)
        if ended is None:
            return False
        answer, told = ended
        return await self.record(replace(told, metered=await self._metered(answer)), keep_measure=True)

    async def record_unmeasured(self, exposure_id: str, *, side: str, answer_id: str) -> bool:
        """Record how an answer of the gateway ended where it could not be measured; False as ``record_answer``."""
        ended = await self._ended(exposure_id, side=side, answer_id=answer_id)
        return ended is not None and await self.record_bare(ended[1])

    async def record_bare(self, ended: EndedAnswer) -> bool:
        """Record the end of any answer without a measure, and that it has none; False as ``record``.

        The ending, its length and its times are the answer's own, so that failures are counted by their kind.
        """
        async with self.database.write() as connection:
            assigned = await find_assigned(connection, ended.exposure_id)
            if assigned is None or ended.side not in assigned.details.sides:
                return False
            row = await _row(connection, ended, assigned)
            if not await add_answer(connection, row):
                return False
            bare = _Measured(None, Checks(), None, agreed=False, unmeasured=NOT_MEASURED)
            await self._write(connection, ended, assigned, bare)
        return True

    async def _ended(
        self, exposure_id: str, *, side: str, answer_id: str
    ) -> tuple[Answer, EndedAnswer] | None:
        """An answer of the gateway that has ended, before its calls are looked up."""
        async with self.database.read() as connection:
            answer = (await self.gateway.read_many(connection, [answer_id])).get(answer_id)
            if answer is None or answer.ended_at is None:
                return None
            question = await self.gateway.read_question(connection, answer_id)
        return answer, EndedAnswer(
            exposure_id=exposure_id,
            side=side,
            answer_id=answer_id,
            question=question,
            text=answer.text,
            sources=answer.sources,
            outcome=str(answer.outcome),
            asked_at=answer.asked_at,
            first_token_at=answer.first_token_at,
            ended_at=answer.ended_at,
            metered=None,
        )

    async def record(self, ended: EndedAnswer, *, keep_measure: bool = False) -> bool:
        """Record the end of any answer; False where it was recorded before, or was assigned to nobody.

        ``keep_measure`` keeps the counts of its citations for the usage of models, where nobody else does.
        """
        async with self.database.read() as connection:
            assigned = await find_assigned(connection, ended.exposure_id)
            if assigned is None or ended.side not in assigned.details.sides:
                return False
            measured = await self._measure(connection, ended, assigned)
        async with self.database.write() as connection:
            row = await _row(connection, ended, assigned)
            if not await add_answer(connection, row):
                return False
            if keep_measure and measured.citations:
                await add_measure(connection, ended.answer_id, measured.citations)
            await self._write(connection, ended, assigned, measured)
            await self._audit(connection, ended, assigned, measured)
        return True

    async def _metered(self, answer: Answer) -> Metered | None:
        """What the calls of the answer took; another process may need a moment to bring them into the records."""
        await self.gateway.settle()
        for look in range(_LOOKS):
            async with self.database.read() as connection:
                metered = await metered_of(connection, answer.id)
            if metered or answer.first_token_at is None:
                return metered
            await asyncio.sleep(_PAUSE_SECONDS * (look + 1 < _LOOKS))
        return None

    async def _measure(
        self, connection: AsyncConnection, ended: EndedAnswer, assigned: Assigned
    ) -> _Measured:
        details = assigned.details
        citations = await self._citations(connection, ended, assigned) if ended.text else None
        style = await asyncio.to_thread(self._style_findings, ended.text)
        given = (ended.question, *(source.text for source in ended.sources))
        checks = await asyncio.to_thread(
            count_checks, ended.text, given=given, citations=citations, style_findings=style
        )
        protocol = None
        if details.trial:
            protocol = await find_protocol(connection, details.trial, details.protocol)
        agreed = bool(details.trial) and await agreed_to(connection, details.trial, assigned.person_id)
        return _Measured(citations, checks, protocol, agreed)

    async def _citations(
        self, connection: AsyncConnection, ended: EndedAnswer, assigned: Assigned
    ) -> CitationSummary:
        """Proven with what the person may read."""
        reader = await reader_with_id(connection, assigned.person_id)
        readable = await self.library.readable_collections(connection, reader)
        prover = await prover_for(
            self.library, connection, [(ended.text, ended.asked_at)], collections=readable
        )
        examined = await asyncio.to_thread(prover.examine, ended.text, ended.sources, at=ended.asked_at)
        return examined.summary

    def _style_findings(self, text: str) -> int | None:
        if self.checker is None:
            return None
        try:
            return examine(self.checker, text).score.total
        except AppsProblem:
            return None

    async def _write(
        self, connection: AsyncConnection, ended: EndedAnswer, assigned: Assigned, measured: _Measured
    ) -> None:
        details = EndedDetails(
            side=ended.side,
            outcome=ended.outcome,
            characters=len(ended.text),
            first_token_ms=milliseconds(ended.asked_at, ended.first_token_at),
            total_ms=milliseconds(ended.asked_at, ended.ended_at),
            cost_microyen=ended.metered.micro_yen if ended.metered else None,
            shadow_microyen=shadow_microyen(_arm(ended, assigned, measured.protocol), ended.metered),
            checks=measured.checks,
            estimated=ended.metered is not None and not ended.metered.reported,
            unmeasured=measured.unmeasured,
        )
        await self.ledger.record(
            connection,
            TrialEvent.ENDED,
            actor="system",
            organisation_id=assigned.organisation_id,
            object_id=ended.exposure_id,
            details=details_of(details),
        )

    async def _audit(
        self, connection: AsyncConnection, ended: EndedAnswer, assigned: Assigned, measured: _Measured
    ) -> None:
        """Leave the answer to experts, where the draw falls on it and the person agrees."""
        if measured.protocol is None or not measured.agreed:
            return
        candidate = AuditCandidate(
            exposure_id=ended.exposure_id,
            side=ended.side,
            trial_id=assigned.details.trial,
            arm=assigned.details.sides[ended.side].name,
            organisation_id=assigned.organisation_id,
            asker_id=assigned.person_id,
            answer_id=ended.answer_id,
            information_class=assigned.details.information_class,
            question=ended.question,
            text=ended.text,
            sources=ended.sources,
        )
        await offer(connection, candidate, protocol=measured.protocol, at=ended.ended_at)


def _arm(ended: EndedAnswer, assigned: Assigned, protocol: Protocol | None) -> TrialArm | None:
    name = assigned.details.sides[ended.side].name
    return next((arm for arm in protocol.arms if arm.name == name), None) if protocol else None


async def _row(connection: AsyncConnection, ended: EndedAnswer, assigned: Assigned) -> TrialAnswer:
    details = assigned.details
    forgotten = await is_forgotten(
        connection, ended.exposure_id, trial_id=details.trial, person_id=assigned.person_id
    )
    return TrialAnswer(
        exposure_id=ended.exposure_id,
        side=ended.side,
        answer_id=ended.answer_id,
        trial_id=details.trial,
        person_id=assigned.person_id if details.trial and not forgotten else None,
        organisation_id=assigned.organisation_id,
        conversation="" if forgotten else details.conversation,
        characters=len(ended.text),
        asked_at=ended.asked_at,
        ended_at=ended.ended_at,
    )
