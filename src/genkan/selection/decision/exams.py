"""The sealed tests whose results a call may take in: those of its organisation that end after the call was begun."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation import Exam, ExamState, list_exams
from genkan.selection.call.call import Call

_NONE = frozenset({ExamState.DRAFT, ExamState.VOID})


async def exams_of(connection: AsyncConnection, call: Call) -> tuple[Exam, ...]:
    """The tests that were sealed and not given up, the newest first; where there is one, no result is typed."""
    found = await list_exams(connection, call.organisation_id)
    return tuple(each for each in found if each.state not in _NONE and each.closes_at >= call.created_at)
