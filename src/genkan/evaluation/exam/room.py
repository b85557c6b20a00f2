"""Everything that is done with sealed tests, put together once a process."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.exam.custody import Custody
from genkan.evaluation.exam.document import SealedDocument, read_document
from genkan.evaluation.exam.errors import ExamUnknown
from genkan.evaluation.exam.events import ExamEvent
from genkan.evaluation.exam.exam import Exam
from genkan.evaluation.exam.grading import Grading
from genkan.evaluation.exam.holding import GRADE_EXAM, Holding
from genkan.evaluation.exam.judging import JUDGE_EXAM, Judging
from genkan.evaluation.exam.marking_desk import MarkingDesk
from genkan.evaluation.exam.planning import ExamPlanning
from genkan.evaluation.exam.publishing import Publishing
from genkan.evaluation.exam.store import exams
from genkan.evaluation.exam.voiding import Voiding
from genkan.evaluation.items.exposure import Exposing
from genkan.evaluation.marking import MarkingRoom
from genkan.evaluation.running import Runs
from genkan.governance import Ledger
from genkan.jobs import Task
from genkan.kit import Clock, digest
from genkan.knowledge import Library
from genkan.storage import Database

_ATTEMPTS = 10


class Exams:
    """Planning, custody, holding, giving up, grading and publishing."""

    def __init__(
        self,
        *,
        database: Database,
        ledger: Ledger,
        clock: Clock,
        library: Library,
        runs: Runs,
        marking: MarkingRoom,
    ) -> None:
        self.planning = ExamPlanning(ledger, clock)
        self.custody = Custody(self.planning)
        exposing = Exposing(ledger, clock)
        self.holding = Holding(self.planning, exposing, runs)
        self.voiding = Voiding(self.planning, exposing, runs)
        self.judging = Judging(database, self.planning, exposing, runs)
        desk = MarkingDesk(marking)
        self.publishing = Publishing(database, self.planning, desk)
        self._grading = Grading(database, library, self.planning, desk)

    async def read(self, connection: AsyncConnection, exam: Exam, *, person_id: str) -> SealedDocument | None:
        """The questions of a test that is being held, with the record that somebody read them; None before that."""
        text = await exams.document_text(connection, exam.id) if exam.run_id else ""
        if not text:
            return None
        await self.planning.record(connection, ExamEvent.DOCUMENT_READ, exam, actor=person_id)
        return read_document(text)

    async def export(self, connection: AsyncConnection, exam: Exam, *, person_id: str) -> str:
        """The evidence pack of a test that was published, with the record that somebody took it. Raises ``ExamUnknown``."""
        content = await exams.results_of(connection, exam.id)
        if not content:
            raise ExamUnknown
        await self.planning.record(
            connection, ExamEvent.PACK_EXPORTED, exam, actor=person_id, pack=digest(content)
        )
        return content

    async def grade(self, exam_id: str) -> None:
        """Grade a test whose run has ended, as the job does that the run leaves."""
        await self._grading.work({"exam_id": exam_id})

    def tasks(self) -> dict[str, Task]:
        """What the worker does once a run has ended."""
        return {
            GRADE_EXAM: Task(run=self._grading.work, attempts=_ATTEMPTS),
            JUDGE_EXAM: Task(run=self.judging.work, attempts=_ATTEMPTS),
        }
