"""Conflicts of interest (利益相反) hold against an applicant, not against one paper of it: alone or among others."""

from collections.abc import Iterator, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import company_key
from genkan.selection.application.application import Application, Submission
from genkan.selection.application.record import read_record
from genkan.selection.application.store.applications import find_application, submissions_by
from genkan.selection.review.store import reviews
from genkan.selection.vendor.store.vendors import companies_of


async def conflicted_among(
    connection: AsyncConnection, person_id: str, applications: Sequence[Application]
) -> tuple[Application, ...]:
    """Those of the applications behind which stands a company over which the person declared a conflict."""
    parts = await reviews.assignments_of(connection, person_id=person_id)
    found = [await find_application(connection, each.application_id) for each in parts if not each.counts]
    declared = [each for each in found if each]
    if not declared:
        return ()
    names = await applicants_of(connection, [*declared, *applications])
    refused = frozenset[str]().union(*(names[each.id] for each in declared))
    return tuple(each for each in applications if names[each.id] & refused)


async def applicants_of(
    connection: AsyncConnection, applications: Sequence[Application]
) -> dict[str, frozenset[str]]:
    """Everybody who stands behind each application, by its id: the account, its company and those that joined."""
    companies = await companies_of(connection, sorted({each.vendor_id for each in applications}))
    submissions = await submissions_by(connection, [each.id for each in applications])
    return {
        each.id: frozenset({each.vendor_id, company_key(companies[each.vendor_id][0])})
        | frozenset(_companies(submissions.get(each.id, ())))
        for each in applications
    }


def _companies(submissions: Sequence[Submission]) -> Iterator[str]:
    for submission in submissions:
        handed_in = read_record(submission.record)
        yield company_key(handed_in.company)
        yield from (company_key(each.name) for each in handed_in.content.companies)
