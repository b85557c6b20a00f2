"""Publishing: the numbers, the opened commitment, and the pack from which anyone can compute them again."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan import __version__
from genkan.evaluation.exam.document import SealedDocument, read_document
from genkan.evaluation.exam.errors import (
    AnswersAltered,
    DecisionsMissing,
    ExamStateUnfit,
    MarksMissing,
    MarksUnfit,
)
from genkan.evaluation.exam.events import ExamEvent
from genkan.evaluation.exam.exam import Exam, ExamContestant, ExamState
from genkan.evaluation.exam.frozen import altered_among, packed_answer
from genkan.evaluation.exam.judge_agreement import packed_judge
from genkan.evaluation.exam.marking_desk import MarkingDesk
from genkan.evaluation.exam.pack import (
    PACK_FORMAT,
    Pack,
    PackContestant,
    PackGrade,
    PackMark,
    PackProposal,
    PackSeals,
    root_of,
    seals_of,
    write_pack,
)
from genkan.evaluation.exam.planning import ExamPlanning
from genkan.evaluation.exam.scoring import scores_of, with_marks
from genkan.evaluation.exam.store import exams
from genkan.evaluation.exam.store.exams import GradeRow
from genkan.evaluation.graders import Outcome
from genkan.evaluation.running import Answer, read_answers
from genkan.kit import digest
from genkan.storage import Database

_NO_SEALS = PackSeals("", (), (), (), "")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything of a test that goes into its pack, as it was read at one moment."""

    exam: Exam
    run: str
    document: SealedDocument
    answers: tuple[Answer, ...]
    contestants: tuple[ExamContestant, ...]
    rows: tuple[GradeRow, ...]
    marks: tuple[PackMark, ...]
    proposals: tuple[PackProposal, ...] = ()


@dataclass(frozen=True, slots=True)
class Publishing:
    """Builds the pack of a test whose answers are graded, once."""

    database: Database
    planning: ExamPlanning
    desk: MarkingDesk

    async def publish(self, exam: Exam, *, person_id: str | None, unmarked: bool = False) -> Pack:
        """Write the pack and say so in the ledger. ``unmarked``: answers that nobody has marked are left out of the scores.

        The numbers are computed outside any transaction. Raises ``ExamStateUnfit``, ``MarksMissing``,
        ``DecisionsMissing``, ``MarksUnfit`` and, which is recorded, ``AnswersAltered``.
        """
        async with self.database.read() as connection:
            evidence = await self._gathered(connection, exam)
        altered = altered_among(evidence.answers)
        if altered:
            async with self.database.write() as connection:
                await self.planning.note_altered(connection, exam, altered, actor=person_id)
            raise AnswersAltered(name="、".join(altered[:5]))
        pack = await asyncio.to_thread(pack_of, evidence, at=self.planning.clock())
        waiting = sum(each.score is None for each in pack.grades)
        if waiting and not unmarked:
            raise MarksMissing(count=waiting)
        async with self.database.write() as connection:
            await exams.hold_exam(connection, exam.id)
            if await self.desk.undecided(connection, evidence.exam):
                raise DecisionsMissing(count=1)
            if await self.desk.marks(connection, evidence.exam) != evidence.marks:
                raise ExamStateUnfit(state=exam.state.label)
            await self._keep(connection, evidence.exam, pack, person_id=person_id, waiting=waiting)
        return pack

    async def _gathered(self, connection: AsyncConnection, exam: Exam) -> Evidence:
        now = await exams.find_exam(connection, exam.id, organisation_id=exam.organisation_id) or exam
        if now.state is not ExamState.MARKING or now.run_id is None:
            raise ExamStateUnfit(state=now.state.label)
        undecided = await self.desk.undecided(connection, now)
        if undecided:
            raise DecisionsMissing(count=undecided)
        rows, marks = await exams.grades_of(connection, now.id), await self.desk.marks(connection, now)
        _check_marks(rows, marks)
        return Evidence(
            exam=now,
            run=now.run_id,
            document=read_document(await exams.document_text(connection, now.id)),
            answers=await read_answers(connection, now.run_id),
            contestants=await exams.contestants_of(connection, now.id),
            rows=rows,
            marks=marks,
            proposals=await self.desk.proposals(connection, now),
        )

    async def _keep(
        self, connection: AsyncConnection, exam: Exam, pack: Pack, *, person_id: str | None, waiting: int
    ) -> None:
        content = write_pack(pack).decode()
        if not await exams.move_exam(
            connection,
            exam.id,
            among=(ExamState.MARKING,),
            to=ExamState.PUBLISHED,
            results=content,
            root=pack.root,
            published_at=datetime.fromisoformat(pack.published_at),
        ):
            raise ExamStateUnfit(state=exam.state.label)
        await self.planning.record(
            connection,
            ExamEvent.PUBLISHED,
            exam,
            actor=person_id,
            commitment=pack.commitment,
            root=pack.root,
            pack=digest(content),
            unmarked=waiting,
        )


def pack_of(evidence: Evidence, *, at: datetime) -> Pack:
    """The pack of a test with its seals and root, published at ``at``. Raises ``MarksUnfit``."""
    exam, document = evidence.exam, evidence.document
    try:
        grades = with_marks(document, [_grade(row) for row in evidence.rows], evidence.marks)
    except ValueError as error:
        raise MarksUnfit(name=str(error)) from error
    pack = Pack(
        format=PACK_FORMAT,
        code_version=__version__,
        record=exam.record,
        commitment=digest(exam.record),
        document=document,
        run=evidence.run,
        contestants=tuple(_contestant(each, evidence.answers) for each in evidence.contestants),
        answers=tuple(map(packed_answer, evidence.answers)),
        marks=evidence.marks,
        grades=grades,
        scores=scores_of(document, grades),
        published_at=at.isoformat(),
        seals=_NO_SEALS,
        root="",
        judge=packed_judge(exam.judge, document, grades, evidence.proposals) if exam.judge else None,
    )
    sealed = msgspec.structs.replace(pack, seals=seals_of(pack))
    return msgspec.structs.replace(sealed, root=root_of(sealed))


def _check_marks(rows: Sequence[GradeRow], marks: Sequence[PackMark]) -> None:
    waited = {
        (row.question_key, row.contestant_key) for row in rows if row.grade.outcome is Outcome.NEEDS_MARK
    }
    strangers = [mark for mark in marks if (mark.question, mark.contestant) not in waited]
    if strangers:
        raise MarksUnfit(name=f"{strangers[0].question[:50]}/{strangers[0].contestant[:50]}")


def _contestant(contestant: ExamContestant, answers: Sequence[Answer]) -> PackContestant:
    builds = [each.build for each in answers if each.contestant_key == contestant.key and each.build]
    build = "、".join(dict.fromkeys(builds))
    return PackContestant(contestant.key, contestant.title, contestant.operator, build)


def _grade(row: GradeRow) -> PackGrade:
    given = row.grade
    return PackGrade(
        row.question_key,
        row.contestant_key,
        given.outcome.value,
        None if given.score is None else float(given.score),
        given.reason,
        given.version,
    )
