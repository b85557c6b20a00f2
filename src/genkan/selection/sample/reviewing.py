"""The document review of the sample (見本の書面審査): fictional findings that quote the fictional papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Organisation, Person, Role, Viewer, list_active_with_role, permissions_of
from genkan.selection.application.application import Application
from genkan.selection.application.seeing import handed_in_documents
from genkan.selection.call.content import CallContent, Criterion, Measure
from genkan.selection.documents.document import Document
from genkan.selection.review.assignment import Assignment, Part
from genkan.selection.review.comparing import Resolution
from genkan.selection.review.finding import Finding, Result, Verdict
from genkan.selection.review.reading import read_review
from genkan.selection.review.reviewing import Reviewing
from genkan.selection.review.store.reviews import assignments_of
from genkan.selection.sample.applicant import PROOFS, Applicant

_LONGEST_QUOTATION = 60


@dataclass(frozen=True, slots=True)
class SampleReviewing:
    """Does what two reviewers and the third would do; in the transaction of the caller."""

    reviewing: Reviewing

    async def review(
        self,
        connection: AsyncConnection,
        organisation: Organisation,
        call: CallContent,
        applications: Mapping[str, Application],
        applicant: Applicant,
    ) -> bool:
        """Review an application as far as nobody has begun; False where somebody has."""
        application = applications[applicant.company]
        parts = await assignments_of(connection, application_ids=[application.id])
        if any(each.handed_in_at or not each.counts for each in parts):
            return False
        people = await _people(connection, organisation)
        documents = await handed_in_documents(connection, application)
        reviewers = sorted((each for each in parts if each.part is Part.REVIEWER), key=_by_person)
        for place, each in enumerate(reviewers):
            viewer = _viewer(people[each.person_id], organisation)
            await self.reviewing.declare(connection, viewer, application.id, conflicted=False, reason="")
            found = _findings(call, applicant, documents, strict=place == 1)
            await self.reviewing.keep(connection, viewer, application.id, found)
            await self.reviewing.hand_in(connection, viewer, application.id)
        for each in parts:
            if each.part is Part.RESOLVER:
                viewer = _viewer(people[each.person_id], organisation)
                await self._resolve(connection, viewer, call, application)
        return True

    async def _resolve(
        self, connection: AsyncConnection, viewer: Viewer, call: CallContent, application: Application
    ) -> None:
        review = await read_review(connection, call, application.id)
        if not review.differences:
            return
        await self.reviewing.declare(connection, viewer, application.id, conflicted=False, reason="")
        words = "評価の方法の記載が概要にとどまるため、厳しい方の点数とする（見本）。"
        resolutions = [
            Resolution(each.key, verdict, words)
            for each in review.differences
            if (verdict := review.reviews[1][each.key].verdict)
        ]
        await self.reviewing.resolve(connection, viewer, application.id, resolutions)


async def _people(connection: AsyncConnection, organisation: Organisation) -> Mapping[str, Person]:
    people = await list_active_with_role(connection, Role.REVIEWER, organisation_id=organisation.id)
    return {person.id: person for person in people}


def _by_person(assignment: Assignment) -> str:
    return assignment.person_id


def _viewer(person: Person, organisation: Organisation) -> Viewer:
    return Viewer(person, organisation, "", permissions_of(person.roles))


def _findings(
    call: CallContent, applicant: Applicant, documents: Sequence[Document], *, strict: bool
) -> tuple[Finding, ...]:
    held = {each.asked: each for each in documents}
    return tuple(_finding(each, applicant, held, strict=strict) for each in call.reviewed)


def _finding(
    criterion: Criterion, applicant: Applicant, held: Mapping[str, Document], *, strict: bool
) -> Finding:
    paper, page = PROOFS[criterion.key]
    if paper not in held:
        return Finding(criterion.key, Verdict(Result.MISSING), "根拠となる書類が提出されていない（見本）。")
    quotation = applicant.papers[paper][page - 1].strip().splitlines()[-1][:_LONGEST_QUOTATION]
    verdict = _verdict(criterion, applicant, strict=strict)
    words = f"{page}ページの記載により確認した（見本）。"
    return Finding(criterion.key, verdict, words, held[paper].id, page, quotation)


def _verdict(criterion: Criterion, applicant: Applicant, *, strict: bool) -> Verdict:
    if criterion.measure is Measure.PASS:
        return Verdict(Result.MET)
    points = _points(criterion.key, applicant)
    hesitates = strict and criterion.key == "performance" and points == 2 and bool(applicant.derived)
    return Verdict(Result.POINTS, points - hesitates)


def _points(key: str, applicant: Applicant) -> int:
    """3 for what is told best in the papers of the sample, 1 for what is told least."""
    if key == "development":
        return 2 if applicant.derived else 3
    if applicant.score.startswith("一般的"):
        return 1
    return 3 if "比較した海外" in applicant.score else 2
