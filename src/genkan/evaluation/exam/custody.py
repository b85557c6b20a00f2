"""Custody (鍵の保管): taking shares, sealing, and opening by two people at or after the hour.

A test has two custodians, or three of whom any two open it.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.exam.document import document_of, read_document, record_of
from genkan.evaluation.exam.drawing import draw
from genkan.evaluation.exam.errors import (
    ClockSetBack,
    ExamStateUnfit,
    NotCustodian,
    SealBroken,
    SharesNotTaken,
    ShareWrong,
    TooEarly,
    WindowOver,
)
from genkan.evaluation.exam.events import ExamEvent
from genkan.evaluation.exam.exam import Custodian, Exam, ExamState
from genkan.evaluation.exam.planning import ExamPlanning, candidates_of, drawable
from genkan.evaluation.exam.seal import (
    Envelope,
    Wrapped,
    halves_at,
    new_key_pair,
    open_seal,
    public_of,
    seal,
    unwrap,
    wrap,
)
from genkan.evaluation.exam.share import share_bytes, share_text
from genkan.evaluation.exam.store import exams
from genkan.governance import EventFilter, list_events
from genkan.kit import digest

_SALT_BYTES = 32
# Clocks of two servers may differ by a little without anybody having set one back.
_CLOCKS_DIFFER = timedelta(seconds=2)
_TOKYO = timedelta(hours=9)


@dataclass(frozen=True, slots=True)
class Custody:
    """Each deed with its record, in the transaction of the caller; no share outlives the call."""

    planning: ExamPlanning

    async def take(
        self, connection: AsyncConnection, exam: Exam, *, person_id: str, signed_in: bool = True
    ) -> str:
        """A new share for this custodian, in the place of one taken before; nobody can show it again.

        Where nobody is ``signed_in``, the ledger names the command line as the actor and the custodian beside it.

        Raises ``ExamStateUnfit`` once the test is sealed, and ``NotCustodian``.
        """
        await exams.hold_exam(connection, exam.id)
        exam = await self._now(connection, exam)
        if exam.state is not ExamState.DRAFT:
            raise ExamStateUnfit(state=exam.state.label)
        custodian = await self._custodian(connection, exam, person_id)
        pair = new_key_pair()
        await exams.note_taken(connection, custodian.id, pair.public, at=self.planning.clock())
        await self.planning.record(
            connection,
            ExamEvent.SHARE_TAKEN,
            exam,
            actor=person_id if signed_in else None,
            custodian=person_id,
            place=custodian.place,
        )
        return share_text(pair.private)

    async def seal(self, connection: AsyncConnection, exam: Exam, *, person_id: str | None) -> str:
        """Draw the questions, seal them, and return the commitment; nobody has seen which ones they are.

        Raises ``ExamStateUnfit``, ``SharesNotTaken``, ``NotEnoughItems`` and ``WindowOver``.
        """
        await exams.hold_exam(connection, exam.id)
        exam = await self._now(connection, exam)
        custodians = await exams.custodians_of(connection, exam.id)
        if exam.state is not ExamState.DRAFT:
            raise ExamStateUnfit(state=exam.state.label)
        if not all(each.public_key for each in custodians):
            raise SharesNotTaken
        sealed_at = self.planning.clock()
        if sealed_at >= exam.closes_at:
            raise WindowOver
        text, record = await self._drawn(connection, exam, sealed_at=sealed_at)
        commitment = digest(record)
        publics = [each.public_key for each in custodians]
        envelope = seal(text, publics, bound_to=_bound(exam.id, commitment))
        encoded = msgspec.json.encode(envelope).decode()
        values = {"sealed_at": sealed_at, "record": record, "envelope": encoded}
        await exams.move_exam(connection, exam.id, among=(ExamState.DRAFT,), to=ExamState.SEALED, **values)
        details = {"commitment": commitment, "custodians": len(custodians)}
        await self.planning.record(connection, ExamEvent.SEALED, exam, actor=person_id, **details)
        return commitment

    async def bring(
        self,
        connection: AsyncConnection,
        exam: Exam,
        share: str,
        *,
        person_id: str,
        signed_in: bool = True,
    ) -> bool:
        """Bring a share; True where two are there now and the test is open, False where another one is awaited.

        Raises ``ExamStateUnfit``, ``NotCustodian``, ``TooEarly``, ``WindowOver``, ``ClockSetBack``, ``ShareUnreadable``,
        ``ShareWrong`` and ``SealBroken``.
        """
        private, actor = share_bytes(share), person_id if signed_in else None
        await exams.hold_exam(connection, exam.id)
        exam = await self._now(connection, exam)
        if exam.state is not ExamState.SEALED:
            raise ExamStateUnfit(state=exam.state.label)
        custodian = await self._custodian(connection, exam, person_id)
        await self._check_hour(connection, exam)
        if public_of(private) != custodian.public_key:
            raise ShareWrong
        bound_to = _bound(exam.id, digest(exam.record))
        envelope = msgspec.json.decode(await exams.envelope_of(connection, exam.id), type=Envelope)
        custodians = await exams.custodians_of(connection, exam.id)
        own = _unwrapped(envelope, private, custodian.place, custodians=len(custodians), bound_to=bound_to)
        others = {each.place: each for each in custodians if each.id != custodian.id}
        parts = {
            place: wrap(half, others[place].public_key, bound_to=bound_to) for place, half in own.items()
        }
        await self._note(connection, exam, custodian, parts, actor=actor)
        there = next((each for each in others.values() if each.brought_at is not None), None)
        if there is None:
            return False
        waiting = msgspec.json.decode(there.part, type=dict[int, Wrapped])[custodian.place]
        halves = (own[there.place], unwrap(waiting, private, bound_to=bound_to))
        await self._open(connection, exam, open_seal(envelope, halves, bound_to=bound_to), actor)
        return True

    async def note_refusal(
        self,
        connection: AsyncConnection,
        exam: Exam,
        *,
        person_id: str,
        reason: str,
        signed_in: bool = True,
    ) -> None:
        """Record that a share was refused; in a transaction of its own, for that of the deed is rolled back."""
        await self.planning.record(
            connection,
            ExamEvent.SHARE_REFUSED,
            exam,
            actor=person_id if signed_in else None,
            custodian=person_id,
            reason=reason,
        )

    async def _drawn(
        self, connection: AsyncConnection, exam: Exam, *, sealed_at: datetime
    ) -> tuple[str, str]:
        """The document and the record of a fresh draw."""
        items = await drawable(connection, exam.organisation_id, allows_burnt=exam.plan.allows_burnt)
        pool, bank = candidates_of(items), {item.id: item for item in items}
        seed = secrets.token_hex(_SALT_BYTES)
        chosen = draw(exam.plan.blueprint, pool, seed=seed)
        salts = [secrets.token_hex(_SALT_BYTES) for _ in range(len(chosen) + 1)]
        document = document_of(exam, [bank[each.item_id] for each in chosen], pool, seed=seed, salts=salts)
        return document.text, record_of(exam, document, sealed_at=sealed_at)

    async def _note(
        self,
        connection: AsyncConnection,
        exam: Exam,
        custodian: Custodian,
        parts: Mapping[int, Wrapped],
        *,
        actor: str | None,
    ) -> None:
        encoded = msgspec.json.encode(parts).decode()
        await exams.note_brought(connection, custodian.id, encoded, at=self.planning.clock())
        await self.planning.record(
            connection,
            ExamEvent.SHARE_BROUGHT,
            exam,
            actor=actor,
            custodian=custodian.person_id,
            place=custodian.place,
        )

    async def _open(self, connection: AsyncConnection, exam: Exam, text: str, actor: str | None) -> None:
        document = read_document(text)
        if record_of(exam, document, sealed_at=exam.sealed_at or exam.made_at) != exam.record:
            raise SealBroken
        await exams.move_exam(
            connection,
            exam.id,
            among=(ExamState.SEALED,),
            to=ExamState.OPENED,
            document=text,
            opened_at=self.planning.clock(),
        )
        await exams.forget_parts(connection, exam.id)
        await self.planning.record(
            connection, ExamEvent.DOCUMENT_OPENED, exam, actor=actor, commitment=digest(exam.record)
        )

    async def _check_hour(self, connection: AsyncConnection, exam: Exam) -> None:
        """The hour is the server's; it counts only if the clock runs forward."""
        now = self.planning.clock()
        latest = (await list_events(connection, EventFilter(), limit=1)).events
        if latest and now < latest[0].at - _CLOCKS_DIFFER:
            raise ClockSetBack
        if now < exam.opens_at:
            raise TooEarly(opens=f"{exam.opens_at + _TOKYO:%Y-%m-%d %H:%M}")
        if now >= exam.closes_at:
            raise WindowOver

    async def _custodian(self, connection: AsyncConnection, exam: Exam, person_id: str) -> Custodian:
        for each in await exams.custodians_of(connection, exam.id):
            if each.person_id == person_id:
                return each
        raise NotCustodian

    async def _now(self, connection: AsyncConnection, exam: Exam) -> Exam:
        """The test as it stands now that nobody else can change it."""
        found = await exams.find_exam(connection, exam.id, organisation_id=exam.organisation_id)
        return found or exam


def _unwrapped(
    envelope: Envelope, private: bytes, place: int, *, custodians: int, bound_to: str
) -> dict[int, bytes]:
    """The halves of the custodian at a place, by the place of the other one of each pair."""
    return {
        half.other: unwrap(envelope.halves[half.number], private, bound_to=bound_to)
        for half in halves_at(place, custodians=custodians)
    }


def _bound(exam_id: str, commitment: str) -> str:
    return f"{exam_id}\n{commitment}"
