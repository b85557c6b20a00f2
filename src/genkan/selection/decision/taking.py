"""The results of a published sealed test are taken into a call: proven first, then kept for each application."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation import (
    Exam,
    ExamProblem,
    ExamState,
    Publication,
    alterations_of,
    find_exam,
    publication_of,
    read_pack,
    results_of,
)
from genkan.governance import Ledger, Viewer
from genkan.kit import Clock, digest, new_id
from genkan.selection.application.application import Application, ApplicationState
from genkan.selection.application.store.applications import list_applications
from genkan.selection.call.call import Call, CallState
from genkan.selection.call.seeing import see_call
from genkan.selection.decision.deciding import check_clear
from genkan.selection.decision.decision import Measured
from genkan.selection.decision.errors import (
    ContestantTwice,
    DecisionMissing,
    DecisionSigned,
    ExamAltered,
    ExamNotThere,
)
from genkan.selection.decision.exam_result import ExamResult, is_unlike, results_in
from genkan.selection.decision.exams import exams_of
from genkan.selection.decision.store import decisions
from genkan.selection.events import DecisionEvent
from genkan.selection.vendor.store.vendors import companies_of
from genkan.storage import Database


class Proven(NamedTuple):
    """A published test with its results, computed again from the pack of which the audit ledger tells."""

    exam: Exam
    results: tuple[ExamResult, ...]


@dataclass(frozen=True, slots=True)
class Taking:
    """``prove`` opens no transaction while it computes; ``take`` works in that of the caller."""

    database: Database
    ledger: Ledger
    clock: Clock

    async def prove(self, call: Call, exam_id: str) -> Proven:
        """The results of a test of the call. Raises ``ExamNotThere``, ``ExamAltered``."""
        async with self.database.read() as connection:
            among = {each.id: each for each in await exams_of(connection, call)}
            exam = among.get(exam_id)
            if exam is None or exam.state is not ExamState.PUBLISHED:
                raise ExamNotThere
            content = await results_of(connection, exam.id)
            told = await publication_of(connection, exam)
        return Proven(exam, await asyncio.to_thread(_results, exam, content, told))

    async def take(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        call_id: str,
        proven: Proven,
        chosen: Mapping[str, str],
    ) -> int:
        """Keep the result of the contestant that stands behind each application, by their ids; how many there are.

        What was taken in of the same test before is replaced, and what the office typed is removed. Raises ``ContestantTwice``, ``ExamNotThere``,
        ``DecisionSigned``, ``DecisionMissing``, ``PersonConflicted``.
        """
        call = await self._open(connection, viewer, call_id)
        exam = await find_exam(connection, proven.exam.id, organisation_id=call.organisation_id)
        if exam is None or exam.root != proven.exam.root:
            raise ExamNotThere
        applications = await list_applications(connection, call_id=call.id)
        results = {each.contestant: each for each in proven.results}
        wanted = {
            each.id: results[chosen[each.id]]
            for each in applications
            if each.state is ApplicationState.SUBMITTED and chosen.get(each.id) in results
        }
        _check_once(list(wanted.values()))
        ids = [each.id for each in applications]
        await decisions.remove_measures(connection, ids, exam_id=exam.id)
        typed = await decisions.remove_measures(connection, ids, exam_id=None) if wanted else 0
        for application_id, result in wanted.items():
            await decisions.add_measure(connection, self._measured(viewer, application_id, result))
        unlike = await _unlike(connection, applications, wanted)
        await self._record(connection, viewer, call, exam, wanted, unlike=unlike, typed_removed=typed)
        return len(wanted)

    async def _record(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        call: Call,
        exam: Exam,
        wanted: Mapping[str, ExamResult],
        **details: object,
    ) -> None:
        contestants = {application_id: each.contestant for application_id, each in wanted.items()}
        facts = {"exam": exam.id, "root": exam.root, "applications": len(wanted), "contestants": contestants}
        await self.ledger.record(
            connection,
            DecisionEvent.EXAM_TAKEN,
            actor=viewer.person.id,
            organisation_id=call.organisation_id,
            object_id=call.id,
            details={**facts, **details},
        )

    async def _open(self, connection: AsyncConnection, viewer: Viewer, call_id: str) -> Call:
        call = await see_call(connection, viewer, call_id, lock=True)
        if call.state is CallState.DECIDED:
            raise DecisionSigned
        if call.state is CallState.DRAFT:
            raise DecisionMissing
        await check_clear(connection, viewer, call)
        return call

    def _measured(self, viewer: Viewer, application_id: str, result: ExamResult) -> Measured:
        return Measured(
            id=new_id(self.clock),
            application_id=application_id,
            measure=result.title,
            value=_percent(result.mean),
            low=None if result.low is None else _percent(result.low),
            high=None if result.high is None else _percent(result.high),
            source=f"/commitments/{result.exam_id}",
            person_id=viewer.person.id,
            at=self.clock(),
            exam=result,
        )


async def _unlike(
    connection: AsyncConnection, applications: Sequence[Application], wanted: Mapping[str, ExamResult]
) -> list[str]:
    """The applications whose contestant goes by none of their names."""
    taken = [each for each in applications if each.id in wanted]
    companies = await companies_of(connection, sorted({each.vendor_id for each in taken}))
    names = {
        each.id: (
            companies[each.vendor_id][0],
            each.content.model.name,
            *(one.name for one in each.content.companies),
        )
        for each in taken
    }
    return [key for key, own in names.items() if is_unlike(_called(wanted[key]), own)]


def _called(result: ExamResult) -> tuple[str, str]:
    return result.contestant_title, result.operator


def _results(exam: Exam, content: str, told: Publication | None) -> tuple[ExamResult, ...]:
    """Raises ``ExamAltered`` where the pack does not prove itself, or is not the one that the ledger tells of."""
    if told != Publication(digest(exam.record), exam.root or "", digest(content)):
        raise ExamAltered(title=exam.title)
    try:
        pack = read_pack(content.encode())
    except ExamProblem as problem:
        raise ExamAltered(title=exam.title) from problem
    if alterations_of(pack, commitment=digest(exam.record), root=exam.root or ""):
        raise ExamAltered(title=exam.title)
    return results_in(exam, pack)


def _check_once(results: Sequence[ExamResult]) -> None:
    taken = [each.contestant for each in results]
    twice = next((each for each in results if taken.count(each.contestant) > 1), None)
    if twice:
        raise ContestantTwice(title=twice.contestant_title)


def _percent(share: float) -> float:
    return round(share * 100, 1)
