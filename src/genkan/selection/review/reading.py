"""The reviews of applications, put together from what reviewers handed in."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.selection.call.content import CallContent
from genkan.selection.review.assignment import Assignment, Part
from genkan.selection.review.comparing import Findings, Resolution, Review, by_criterion
from genkan.selection.review.finding import Finding
from genkan.selection.review.store import reviews


async def read_reviews(
    connection: AsyncConnection, call: CallContent, application_ids: Sequence[str]
) -> dict[str, Review]:
    """The review of each application, with nothing in it that was not handed in."""
    assignments = await reviews.assignments_of(connection, application_ids=application_ids)
    findings = await reviews.findings_of(connection, application_ids)
    resolutions = await reviews.resolutions_of(connection, application_ids)
    return {
        application_id: _review(
            call,
            [each for each in assignments if each.application_id == application_id],
            findings,
            resolutions.get(application_id, {}),
        )
        for application_id in application_ids
    }


async def read_review(connection: AsyncConnection, call: CallContent, application_id: str) -> Review:
    """The review of one application."""
    return (await read_reviews(connection, call, [application_id]))[application_id]


def _review(
    call: CallContent,
    assignments: Sequence[Assignment],
    findings: dict[tuple[str, str], tuple[Finding, ...]],
    resolutions: dict[str, Resolution],
) -> Review:
    reviewers = [each for each in assignments if each.part is Part.REVIEWER and each.counts]
    handed_in = sorted((each for each in reviewers if each.handed_in_at), key=_handed_in)[:2]
    found = tuple(_whole(call, findings.get((each.application_id, each.person_id), ())) for each in handed_in)
    return Review(call, found, resolutions, len(reviewers))


def _handed_in(assignment: Assignment) -> tuple[str, str]:
    """The order in which findings came in: the first two stand, whatever came after them."""
    return (assignment.handed_in_at.isoformat() if assignment.handed_in_at else "", assignment.person_id)


def _whole(call: CallContent, findings: Sequence[Finding]) -> Findings:
    """A finding for every criterion, empty where none was written."""
    found = by_criterion(findings)
    return {each.key: found.get(each.key, Finding(each.key)) for each in call.reviewed}
