"""Calls of a program as the journal has them: 7 tokens in and 3 out for 0.00117 yen."""

from datetime import datetime

from genkan.gateway.answer import Outcome
from genkan.gateway.journal import CallEnd, CallRow
from genkan.kit import new_id, system_clock


def a_row(
    *, at: datetime | None = None, organisation: str = "organisation", key: str | None = None
) -> CallRow:
    """What is known when a call may begin."""
    return CallRow(
        id=new_id(system_clock),
        at=at or system_clock(),
        person_id="person",
        organisation_id=organisation,
        purpose="program",
        information_class=1,
        deployment_id="deployment",
        model_id=None,
        model_name="small",
        build="1",
        decision="allowed",
        app="",
        api_key_id=key,
        fallback_from=None,
    )


def an_end(outcome: str = Outcome.COMPLETED, *, at: datetime | None = None) -> CallEnd:
    """What is known when it has ended."""
    return CallEnd(outcome, at or system_clock(), None, 10, 5, 7, 3, True, 1170)
