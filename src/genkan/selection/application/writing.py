"""A vendor begins an application, writes it, adds and removes files, hands it in, and withdraws it.

Every deed is in the transaction of the caller. After the deadline all of it stays possible until the decision, and what
is handed in then is marked late.
"""

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger
from genkan.kit import Clock, digest, new_id
from genkan.selection.application.application import Application, ApplicationState, Submission
from genkan.selection.application.completeness import missing_parts
from genkan.selection.application.content import ApplicationContent
from genkan.selection.application.errors import (
    ApplicationOvertaken,
    ApplicationUnknown,
    ApplicationWithdrawn,
    CallNotOpen,
    TooManyApplications,
)
from genkan.selection.application.record import files_of, record_of
from genkan.selection.application.store import applications, documents
from genkan.selection.call.call import Call, CallState
from genkan.selection.call.errors import CallUnknown
from genkan.selection.call.seeing import see_public_call
from genkan.selection.call.store.calls import find_call
from genkan.selection.documents.accepting import Accepted
from genkan.selection.documents.document import MOST_EVER, MOST_FILES, Document
from genkan.selection.documents.errors import FileUnknown, TooManyReplaced, TooManyUploads
from genkan.selection.events import ApplicationEvent
from genkan.selection.vendor.vendor import Vendor

MOST_APPLICATIONS = 20


async def see_own(
    connection: AsyncConnection, vendor: Vendor, application_id: str, *, lock: bool = False
) -> tuple[Application, Call]:
    """The application of the vendor with its call; ``lock`` holds the call first. Raises ``ApplicationUnknown``."""
    found = await applications.find_application(connection, application_id, vendor_id=vendor.id)
    call = await find_call(connection, found.call_id, lock=lock) if found else None
    if lock:
        found = await applications.find_application(
            connection, application_id, vendor_id=vendor.id, lock=True
        )
    if found is None or call is None:
        raise ApplicationUnknown
    return found, call


@dataclass(frozen=True, slots=True)
class Writing:
    """Works in the transaction of the caller."""

    ledger: Ledger
    clock: Clock

    async def begin(self, connection: AsyncConnection, vendor: Vendor, call_id: str) -> Application:
        """A new application to a call of the office that opened the account.

        Raises ``CallUnknown``, ``CallNotOpen``, ``TooManyApplications``.
        """
        call = await see_public_call(connection, call_id, lock=True)
        if call.organisation_id != vendor.organisation_id:
            raise CallUnknown
        if call.state is not CallState.PUBLISHED:
            raise CallNotOpen
        mine = await applications.list_applications(connection, vendor_id=vendor.id)
        if sum(each.call_id == call.id for each in mine) >= MOST_APPLICATIONS:
            raise TooManyApplications(limit=MOST_APPLICATIONS)
        number, now = await applications.next_number(connection, call.id), self.clock()
        fresh = Application(
            id=new_id(self.clock),
            call_id=call.id,
            vendor_id=vendor.id,
            number=number,
            state=ApplicationState.DRAFT,
            version=1,
            content=ApplicationContent(contact=f"{vendor.name}（{vendor.sign_in_name}）"),
            created_at=now,
            changed_at=now,
        )
        await applications.add_application(connection, fresh)
        await self._record(connection, ApplicationEvent.BEGUN, vendor, fresh)
        return fresh

    async def save(
        self,
        connection: AsyncConnection,
        vendor: Vendor,
        application_id: str,
        content: ApplicationContent,
        *,
        seen: int,
    ) -> Application:
        """Keep the draft. Raises ``ApplicationOvertaken``, ``ApplicationWithdrawn``, ``CallNotOpen``."""
        application, _ = await self._open(connection, vendor, application_id)
        if application.content == content and application.version == seen:
            return application
        after = await self._write(connection, application, replace(application, content=content), seen=seen)
        await self._record(connection, ApplicationEvent.EDITED, vendor, after)
        return after

    async def add_file(
        self,
        connection: AsyncConnection,
        vendor: Vendor,
        application_id: str,
        file: Accepted,
        *,
        asked: str,
    ) -> Document:
        """Keep a file. Raises ``TooManyUploads``, ``TooManyReplaced``, ``ApplicationWithdrawn``, ``CallNotOpen``."""
        application, call = await self._open(connection, vendor, application_id)
        ever = await documents.documents_of(connection, application.id, removed=True)
        if sum(each.removed_at is None for each in ever) >= MOST_FILES:
            raise TooManyUploads(limit=MOST_FILES)
        if len(ever) >= MOST_EVER:
            raise TooManyReplaced(limit=MOST_EVER)
        kept = Document(
            id=new_id(self.clock),
            application_id=application.id,
            asked=asked if call.content.document(asked) else "",
            name=file.name,
            media_type=file.media_type,
            size=len(file.content),
            digest=file.digest,
            pages=len(file.texts),
            added_at=self.clock(),
        )
        await documents.add_document(connection, kept, content=file.content, texts=file.texts)
        await self._record(
            connection, ApplicationEvent.FILE_ADDED, vendor, application, file=kept.id, digest=kept.digest
        )
        return kept

    async def remove_file(
        self, connection: AsyncConnection, vendor: Vendor, application_id: str, document_id: str
    ) -> None:
        """Take a file out of the draft; one that was never handed in loses its content.

        Raises ``FileUnknown``, ``ApplicationWithdrawn``, ``CallNotOpen``.
        """
        application, _ = await self._open(connection, vendor, application_id)
        own = application.id
        if not await documents.remove_document(connection, document_id, application_id=own, at=self.clock()):
            raise FileUnknown
        if document_id not in files_of(await applications.submissions_of(connection, own)):
            await documents.empty_document(connection, document_id)
        await self._record(connection, ApplicationEvent.FILE_REMOVED, vendor, application, file=document_id)

    async def hand_in(
        self, connection: AsyncConnection, vendor: Vendor, application_id: str, *, seen: int
    ) -> Submission:
        """Freeze the draft as it stands, complete or not, late or not. Raises as ``save`` does."""
        application, call = await self._open(connection, vendor, application_id)
        after = replace(application, state=ApplicationState.SUBMITTED)
        after = await self._write(connection, application, after, seen=seen)
        submission = await self._submission(connection, vendor, after, call)
        if not await applications.add_submission(connection, submission):
            raise ApplicationOvertaken
        await self._record(
            connection,
            ApplicationEvent.HANDED_IN,
            vendor,
            after,
            sequence=submission.sequence,
            digest=submission.digest,
            late=submission.late,
            missing=len(submission.missing),
        )
        return submission

    async def withdraw(
        self, connection: AsyncConnection, vendor: Vendor, application_id: str, *, seen: int
    ) -> None:
        """Withdraw; what was handed in stays on record. Raises as ``save`` does."""
        application, _ = await self._open(connection, vendor, application_id)
        after = replace(application, state=ApplicationState.WITHDRAWN)
        after = await self._write(connection, application, after, seen=seen)
        await self._record(connection, ApplicationEvent.WITHDRAWN, vendor, after)

    async def _open(
        self, connection: AsyncConnection, vendor: Vendor, application_id: str
    ) -> tuple[Application, Call]:
        """The application while it may be changed; nobody else changes it meanwhile."""
        application, call = await see_own(connection, vendor, application_id, lock=True)
        if application.state is ApplicationState.WITHDRAWN:
            raise ApplicationWithdrawn
        if call.state is not CallState.PUBLISHED:
            raise CallNotOpen
        return application, call

    async def _submission(
        self, connection: AsyncConnection, vendor: Vendor, application: Application, call: Call
    ) -> Submission:
        earlier = await applications.submissions_of(connection, application.id)
        files = await documents.documents_of(connection, application.id)
        now = self.clock()
        late, missing = call.is_late(now), missing_parts(call.content, application.content, files)
        record = record_of(
            application, vendor, files, call_digest=call.digest, at=now, late=late, missing=missing
        )
        return Submission(
            new_id(self.clock), application.id, len(earlier) + 1, now, late, missing, record, digest(record)
        )

    async def _write(
        self, connection: AsyncConnection, before: Application, after: Application, *, seen: int
    ) -> Application:
        written = replace(after, version=before.version + 1, changed_at=self.clock())
        if before.version != seen or not await applications.change_application(
            connection, written, seen=seen
        ):
            raise ApplicationOvertaken
        return written

    async def _record(
        self,
        connection: AsyncConnection,
        kind: ApplicationEvent,
        vendor: Vendor,
        application: Application,
        **details: object,
    ) -> None:
        await self.ledger.record(
            connection,
            kind,
            actor=vendor.id,
            organisation_id=vendor.organisation_id,
            object_id=application.id,
            details={"number": application.number, "version": application.version, **details},
        )
