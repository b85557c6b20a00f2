"""What the ledger tells of the conduct of a trial, as rows."""

from types import MappingProxyType

import msgspec

from genkan.trial.events import TrialEvent
from genkan.trial.evidence import ConductRow, LookDetails, TrialDetails, VendorsStaffDetails
from genkan.trial.gathering.event import RecordedEvent

DEEDS = MappingProxyType(
    {
        TrialEvent.OPENED: "opened",
        TrialEvent.LOOKED: "looked",
        TrialEvent.VENDORS_STAFF_DECLARED: "vendors_staff",
        TrialEvent.ASSIGNMENT_ENDED: "ended",
        TrialEvent.CLOSED: "closed",
    }
)


def conduct_row(event: RecordedEvent) -> ConductRow:
    """The row of an event of the conduct. Raises ``msgspec.DecodeError``."""
    if event.kind == TrialEvent.LOOKED:
        return _look(event)
    if event.kind == TrialEvent.VENDORS_STAFF_DECLARED:
        return _vendors_staff(event)
    told = msgspec.json.decode(event.details, type=TrialDetails)
    return ConductRow(
        at=event.at,
        deed=DEEDS[TrialEvent(event.kind)],
        cause=told.cause,
        reason=told.reason,
        day=told.day,
        asked_by=told.asked_by,
        signed_by=told.signed_by,
    )


def _look(event: RecordedEvent) -> ConductRow:
    told = msgspec.json.decode(event.details, type=LookDetails)
    return ConductRow(
        at=event.at,
        deed="looked",
        day=told.day,
        number=told.number,
        met=told.met,
        votes=told.votes,
        persons=told.persons,
        seal=told.seal,
    )


def _vendors_staff(event: RecordedEvent) -> ConductRow:
    told = msgspec.json.decode(event.details, type=VendorsStaffDetails)
    return ConductRow(
        at=event.at, deed="vendors_staff", reason=told.reason, number=told.number, seal=told.digest
    )
