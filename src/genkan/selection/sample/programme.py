"""The sample programme (見本の選定): the call reviewed, and its decision drafted once a test was held."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Organisation, Viewer
from genkan.selection.application.application import Application
from genkan.selection.application.store.applications import list_applications
from genkan.selection.call.call import Call, CallState
from genkan.selection.call.store.calls import list_calls
from genkan.selection.decision.deciding import Deciding, judged_of
from genkan.selection.decision.decision import DecisionDraft, Line, Outcome
from genkan.selection.decision.exam_result import ExamResult
from genkan.selection.decision.record import Judged
from genkan.selection.decision.store.decisions import draft_of
from genkan.selection.decision.taking import Proven, Taking
from genkan.selection.review.reviewing import Reviewing
from genkan.selection.sample.applicant import sample_applicants
from genkan.selection.sample.errors import SampleCallMissing
from genkan.selection.sample.reviewing import SampleReviewing
from genkan.selection.vendor.store.vendors import companies_of

_MINUTES = "この決定は、架空の応募、審査及び試験による見本である。"
_GOOD = "書面審査の全ての基準に達し、試験の結果も良好であるため、採択する。"
_STAND_IN = "応募されたモデルは架空であるため、見本の回答で代えて測定した（{title}）。"


@dataclass(frozen=True, slots=True)
class SampleProgramme:
    """Does for the sample call what many people do for a real one; in the transaction of the caller."""

    reviewing: Reviewing
    deciding: Deciding
    taking: Taking

    async def review(self, connection: AsyncConnection, organisation: Organisation) -> int:
        """Have the applications that came in time reviewed; how many were not before. Raises ``SampleCallMissing``."""
        call, applications = await _sample_call(connection, organisation)
        sample = SampleReviewing(self.reviewing)
        in_time = [each for each in sample_applicants() if not each.late]
        done = [
            await sample.review(connection, organisation, call.content, applications, each)
            for each in in_time
        ]
        return sum(done)

    async def call(self, connection: AsyncConnection, organisation: Organisation) -> Call:
        """The sample call, whose tests may be proven. Raises ``SampleCallMissing``."""
        call, _ = await _sample_call(connection, organisation)
        return call

    async def draft(self, connection: AsyncConnection, viewer: Viewer, proven: Proven) -> str:
        """Take the results in for those who reached every criterion, one each, and draft the decision; the call's id.

        Raises ``SampleCallMissing`` and what :meth:`Taking.take` and :meth:`Deciding.keep` raise.
        """
        call, _ = await _sample_call(connection, viewer.organisation)
        kept = await draft_of(connection, call.id)
        judged = await judged_of(connection, call, DecisionDraft(call.id))
        fitting = [each for each in judged if not each.submission.late and not each.review.shortfalls]
        measured = {
            each.application.id: result for each, result in zip(fitting, proven.results, strict=False)
        }
        chosen = {application_id: result.contestant for application_id, result in measured.items()}
        await self.taking.take(connection, viewer, call.id, proven, chosen)
        lines = {each.application.id: _line(each, measured) for each in judged}
        draft = DecisionDraft(call.id, minutes=_MINUTES, lines=lines)
        await self.deciding.keep(connection, viewer, call.id, draft, seen=kept.version)
        return call.id


async def _sample_call(
    connection: AsyncConnection, organisation: Organisation
) -> tuple[Call, Mapping[str, Application]]:
    """The published call to which all the sample's applicants applied, with their applications by company."""
    wanted = {each.company for each in sample_applicants()}
    for call in await list_calls(connection, organisation.id):
        found = await list_applications(connection, call_id=call.id)
        companies = await companies_of(connection, sorted({each.vendor_id for each in found}))
        applications = {companies[each.vendor_id][0]: each for each in found}
        if call.state is CallState.PUBLISHED and set(applications) == wanted:
            return call, applications
    raise SampleCallMissing


def _line(judged: Judged, measured: Mapping[str, ExamResult]) -> Line:
    if judged.submission.late:
        return Line(Outcome.NOT_REVIEWED, "応募の期限を過ぎて提出されたため、審査の対象としない。")
    short = "、".join(each.title for each in judged.review.shortfalls)
    if short:
        return Line(Outcome.NOT_SELECTED, f"次の基準に達していないため、採択しない。{short}")
    result = measured.get(judged.application.id)
    if result:
        return Line(Outcome.SELECTED, _GOOD + _STAND_IN.format(title=result.contestant_title))
    return Line(
        Outcome.NOT_SELECTED, "書面審査の基準には達しているが、見本の試験に参加していないため、採択しない。"
    )
