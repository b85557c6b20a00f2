"""Putting the sample into an organisation that has no call yet."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger, Organisation, Person, Role, list_active_with_role
from genkan.kit import Clock
from genkan.selection.application.application import Application
from genkan.selection.application.writing import Writing
from genkan.selection.call.call import Call
from genkan.selection.call.content import CallContent, Schedule
from genkan.selection.call.keeping import CallKeeping
from genkan.selection.call.packaged import packaged_call
from genkan.selection.call.store.calls import list_calls
from genkan.selection.documents.accepting import Accepted
from genkan.selection.review.assignment import Assignment, Part
from genkan.selection.review.store.reviews import add_assignment
from genkan.selection.sample.applicant import PAPERS, Applicant, sample_applicants
from genkan.selection.vendor.accounts import Accounts, VendorDraft
from genkan.selection.vendor.vendor import Vendor
from genkan.storage import Database

_CALLED, _APPLIED, _CLOSED, _LATE = (timedelta(days=days) for days in (30, 5, 2, 1))
_PARTS = (Part.REVIEWER, Part.REVIEWER, Part.RESOLVER)


@dataclass(frozen=True, slots=True)
class SampleSelection:
    """Loads the call and its applications in one transaction, as if they had come in the past weeks."""

    database: Database
    ledger: Ledger
    clock: Clock

    async def load(self, organisation: Organisation, *, actor: str) -> int:
        """How many applications were loaded; none where there is a call already."""
        async with self.database.write() as connection:
            if await list_calls(connection, organisation.id):
                return 0
            call = await self._call(connection, organisation, actor=actor)
            reviewers = await list_active_with_role(
                connection, Role.REVIEWER, organisation_id=organisation.id
            )
            applicants = sample_applicants()
            for number, applicant in enumerate(applicants, start=1):
                vendor = await self._vendor(connection, organisation, applicant, number, actor=actor)
                application = await self._apply(connection, vendor, call, applicant)
                await self._assign(connection, application, reviewers)
        return len(applicants)

    def _at(self, before: timedelta) -> Clock:
        """A clock that stands so long before now."""
        moment: datetime = self.clock() - before
        return lambda: moment

    async def _call(self, connection: AsyncConnection, organisation: Organisation, *, actor: str) -> Call:
        keeping = CallKeeping(self.ledger, self._at(_CALLED))
        call = await keeping.begin(connection, organisation.id, self._content(), actor=actor)
        return await keeping.publish(connection, organisation, call.id, actor=actor, seen=call.version)

    def _content(self) -> CallContent:
        called, closed = self._at(_CALLED)(), self._at(_CLOSED)()
        content = packaged_call(called)
        schedule = Schedule(
            questions_until=closed - timedelta(days=14),
            deadline=closed,
            answers_on=(closed - timedelta(days=7)).date(),
            test_on=(closed + timedelta(days=14)).date(),
            decision_on=(closed + timedelta(days=28)).date(),
        )
        return replace(content, schedule=schedule)

    async def _vendor(
        self,
        connection: AsyncConnection,
        organisation: Organisation,
        applicant: Applicant,
        number: int,
        *,
        actor: str,
    ) -> Vendor:
        draft = VendorDraft(applicant.company, "応募 担当", f"oubo{number:02}@example.jp")
        accounts = Accounts(self.ledger, self._at(_CALLED))
        return await accounts.add(connection, organisation.id, draft, actor=actor)

    async def _apply(
        self, connection: AsyncConnection, vendor: Vendor, call: Call, applicant: Applicant
    ) -> Application:
        writing = Writing(self.ledger, self._at(_LATE if applicant.late else _APPLIED))
        begun = await writing.begin(connection, vendor, call.id)
        held: dict[str, str] = {}
        for asked, pages in applicant.papers.items():
            file = _accepted(PAPERS[asked], pages)
            held[asked] = (await writing.add_file(connection, vendor, begun.id, file, asked=asked)).id
        content = applicant.content(held)
        kept = await writing.save(connection, vendor, begun.id, content, seen=begun.version)
        await writing.hand_in(connection, vendor, begun.id, seen=kept.version)
        return kept

    async def _assign(
        self, connection: AsyncConnection, application: Application, reviewers: Sequence[Person]
    ) -> None:
        for person, part in zip(reviewers, _PARTS, strict=False):
            await add_assignment(connection, Assignment(application.id, person.id, part, self.clock()))


def _accepted(name: str, pages: tuple[str, ...]) -> Accepted:
    content = "\f".join(pages).encode()
    return Accepted(name, "text/plain", content, hashlib.sha256(content).hexdigest(), pages)
