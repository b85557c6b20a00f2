"""Publishing: the numbers, the opened commitment, and the pack from which anyone can compute them again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan import __version__
from genkan.evaluation.exam.document import read_document
from genkan.evaluation.exam.errors import ExamStateUnfit, MarksMissing
from genkan.evaluation.exam.events import ExamEvent
from genkan.evaluation.exam.exam import Exam, ExamContestant, ExamState
from genkan.evaluation.exam.pack import (
    PACK_FORMAT,
    Pack,
    PackAnswer,
    PackContestant,
    PackGrade,
    PackMark,
    PackSeals,
    root_of,
    seals_of,
    write_pack,
)
from genkan.evaluation.exam.planning import ExamPlanning
from genkan.evaluation.exam.scoring import scores_of, with_marks
from genkan.evaluation.exam.store import exams
from genkan.evaluation.exam.store.exams import GradeRow
from genkan.evaluation.running import Answer, read_answers
from genkan.kit import digest

_NO_SEALS = PackSeals("", (), (), (), "")


@dataclass(frozen=True, slots=True)
class Publishing:
    """Builds the pack of a test whose answers are graded, once."""

    planning: ExamPlanning

    async def publish(
        self,
        connection: AsyncConnection,
        exam: Exam,
        marks: Sequence[PackMark],
        *,
        person_id: str | None,
        unmarked: bool = False,
    ) -> Pack:
        """Write the pack and say so in the ledger. ``unmarked``: answers that nobody has marked are left out of the scores.

        Raises ``ExamStateUnfit`` and ``MarksMissing``.
        """
        await exams.hold_exam(connection, exam.id)
        pack = await self.pack_of(connection, exam, marks)
        waiting = sum(each.score is None for each in pack.grades)
        if waiting and not unmarked:
            raise MarksMissing(count=waiting)
        content = write_pack(pack).decode()
        if not await exams.move_exam(
            connection,
            exam.id,
            among=(ExamState.MARKING,),
            to=ExamState.PUBLISHED,
            results=content,
            published_at=self.planning.clock(),
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
        return pack

    async def pack_of(self, connection: AsyncConnection, exam: Exam, marks: Sequence[PackMark]) -> Pack:
        """The pack as it would be published now. Raises ``ExamStateUnfit`` before the answers are graded."""
        if exam.state is not ExamState.MARKING or exam.run_id is None:
            raise ExamStateUnfit(state=exam.state.label)
        document = read_document(await exams.document_text(connection, exam.id))
        answers = await read_answers(connection, exam.run_id)
        contestants = await exams.contestants_of(connection, exam.id)
        rows = await exams.grades_of(connection, exam.id)
        grades = with_marks(document, [_grade(row) for row in rows], marks)
        pack = Pack(
            format=PACK_FORMAT,
            code_version=__version__,
            record=exam.record,
            commitment=digest(exam.record),
            document=document,
            run=exam.run_id,
            contestants=tuple(_contestant(each, answers) for each in contestants),
            answers=tuple(_answer(each) for each in answers),
            marks=tuple(marks),
            grades=grades,
            scores=scores_of(document, grades),
            published_at=self.planning.clock().isoformat(),
            seals=_NO_SEALS,
            root="",
        )
        sealed = msgspec.structs.replace(pack, seals=seals_of(pack))
        return msgspec.structs.replace(sealed, root=root_of(sealed))


def _contestant(contestant: ExamContestant, answers: Sequence[Answer]) -> PackContestant:
    builds = [each.build for each in answers if each.contestant_key == contestant.key and each.build]
    build = "、".join(dict.fromkeys(builds))
    return PackContestant(contestant.key, contestant.title, contestant.operator, build)


def _answer(answer: Answer) -> PackAnswer:
    return PackAnswer(
        question=answer.question_key,
        contestant=answer.contestant_key,
        state=answer.state.value,
        outcome=answer.outcome,
        text=answer.text,
        build=answer.build,
        asked_at=_moment(answer.asked_at),
        answered_at=_moment(answer.answered_at),
        seconds=None if answer.seconds is None else float(answer.seconds),
        characters=answer.characters,
        attempt=answer.attempt,
        frozen=answer.digest,
    )


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


def _moment(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
