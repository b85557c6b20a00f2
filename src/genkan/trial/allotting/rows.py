"""The row of one assignment, from its event alone."""

import msgspec

from genkan.trial.evidence import AssignedDetails, Exposure
from genkan.trial.gathering.event import RecordedEvent


def read_assignment(event: RecordedEvent) -> tuple[str, Exposure]:
    """The trial, empty outside one, and the row; persons and conversations by their ids.

    Raises ``msgspec.DecodeError`` and ``KeyError`` for what is no assignment.
    """
    details = msgspec.json.decode(event.details, type=AssignedDetails)
    left, right = details.sides["a"], details.sides.get("b")
    row = Exposure(
        id=event.object_id,
        at=event.at,
        protocol=details.protocol,
        person=event.actor,
        organisation=event.organisation_id or "",
        task=details.task,
        information_class=details.information_class,
        mode=details.mode.value,
        left=left.name,
        right=right.name if right else "",
        left_era=left.era,
        right_era=right.era if right else 1,
        block=details.block,
        place=details.place,
        eligible=details.eligible,
        restricted=tuple(f"{arm}={reason}" for arm, reason in sorted(details.restricted.items())),
        conversation=details.conversation,
        turn=details.turn,
        question_length=details.question_length,
    )
    return details.trial, row
