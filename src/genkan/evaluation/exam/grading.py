"""Grading the frozen answers of a test by rule; what a rule cannot decide waits for markers."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps import WritingReport, examine, open_checker
from genkan.evaluation.exam.document import SealedQuestion, read_document
from genkan.evaluation.exam.events import ExamEvent
from genkan.evaluation.exam.exam import ExamState
from genkan.evaluation.exam.frozen import altered_among
from genkan.evaluation.exam.marking_desk import MarkingDesk
from genkan.evaluation.exam.planning import ExamPlanning
from genkan.evaluation.exam.regrading import answer_text
from genkan.evaluation.exam.scoring import expectation_of
from genkan.evaluation.exam.store import exams
from genkan.evaluation.exam.store.exams import GradeRow
from genkan.evaluation.graders import Grade, grade
from genkan.evaluation.running import Answer, read_answers
from genkan.jobs import Payload
from genkan.knowledge import Examination, Library, prover_for
from genkan.storage import Database

_CITATION, _STYLE = "citation", "official_style"


@dataclass(frozen=True, slots=True)
class Grading:
    """Grades once the run has ended; doing it again gives the same grades."""

    database: Database
    library: Library
    planning: ExamPlanning
    desk: MarkingDesk

    async def work(self, payload: Payload) -> None:
        """The job that the run leaves at its end; where an answer was altered the ledger and the page of the test say so."""
        async with self.database.read() as connection:
            exam = await exams.find_exam(connection, str(payload["exam_id"]), organisation_id=None)
            if exam is None or exam.run_id is None or exam.state is not ExamState.RUNNING:
                return
            document = read_document(await exams.document_text(connection, exam.id))
            answers = await read_answers(connection, exam.run_id)
        altered = altered_among(answers)
        if altered:
            async with self.database.write() as connection:
                await self.planning.note_altered(connection, exam, altered, actor="system")
            return
        async with self.database.read() as connection:
            questions = {question.key: question for question in document.questions}
            examined = await self._examined(connection, exam.organisation_id, questions, answers)
        grades = await asyncio.to_thread(_grades, questions, answers, examined)
        counts = Counter(row.grade.outcome.value for row in grades)
        async with self.database.write() as connection:
            if not await exams.move_exam(
                connection, exam.id, among=(ExamState.RUNNING,), to=ExamState.MARKING
            ):
                return
            await exams.write_grades(connection, exam.id, grades, clock=self.planning.clock)
            contestants = await exams.contestants_of(connection, exam.id)
            await self.desk.leave(connection, exam, document, answers, grades, contestants)
            await self.planning.record(connection, ExamEvent.GRADED, exam, actor="system", **counts)

    async def _examined(
        self,
        connection: AsyncConnection,
        organisation_id: str,
        questions: Mapping[str, SealedQuestion],
        answers: Sequence[Answer],
    ) -> Mapping[tuple[str, str], Examination]:
        """What became of the citations of the answers that are graded by them, against the organisation's own rules."""
        cited = [each for each in answers if questions[each.question_key].grader == _CITATION and each.text]
        shelves = await self.library.own_collections(connection, organisation_id)
        moments = [(each.text, each.asked_at or self.planning.clock()) for each in cited]
        prover = await prover_for(self.library, connection, moments, collections=shelves)
        found = await asyncio.to_thread(
            lambda: [prover.examine(text, (), at=moment) for text, moment in moments]
        )
        return {
            (each.question_key, each.contestant_key): examination
            for each, examination in zip(cited, found, strict=True)
        }


def _grades(
    questions: Mapping[str, SealedQuestion],
    answers: Sequence[Answer],
    examined: Mapping[tuple[str, str], Examination],
) -> list[GradeRow]:
    written = _written(questions, answers)
    rows: list[GradeRow] = []
    for each in answers:
        place = (each.question_key, each.contestant_key)
        given = _grade(
            questions[each.question_key], each, citations=examined.get(place), writing=written.get(place)
        )
        rows.append(GradeRow(*place, given))
    return rows


def _written(
    questions: Mapping[str, SealedQuestion], answers: Sequence[Answer]
) -> Mapping[tuple[str, str], WritingReport]:
    """What the checker of official Japanese finds in the answers that are graded by it."""
    asked = [each for each in answers if questions[each.question_key].grader == _STYLE and each.text]
    checker = open_checker() if asked else None
    return {
        (each.question_key, each.contestant_key): examine(checker, each.text) for each in asked if checker
    }


def _grade(
    question: SealedQuestion,
    answer: Answer,
    *,
    citations: Examination | None,
    writing: WritingReport | None,
) -> Grade:
    words = answer_text(answer.state.value, answer.text)
    return grade(expectation_of(question), words, citations=citations, writing=writing)
