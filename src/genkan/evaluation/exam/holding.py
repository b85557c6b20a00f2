"""Holding the test: once for each model, in the window, the same words and bounds for all."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import Deployment, list_deployments
from genkan.evaluation.exam.document import SealedDocument, read_document, record_of
from genkan.evaluation.exam.errors import (
    ExamStateUnfit,
    ItemsSeen,
    NobodyChosen,
    SealBroken,
    SharesAwaited,
    WindowOver,
)
from genkan.evaluation.exam.events import ExamEvent
from genkan.evaluation.exam.exam import Exam, ExamContestant, ExamState
from genkan.evaluation.exam.planning import ExamPlanning
from genkan.evaluation.exam.store import exams
from genkan.evaluation.items.exposure import Exposing, Seen, Viewing
from genkan.evaluation.items.store.exposures import burnt_counts
from genkan.evaluation.running import Contestant, Question, RunPlan, Runs, Window
from genkan.kit import digest, new_id

GRADE_EXAM = "evaluation.grade_exam"
SHARES_NEEDED = 2


@dataclass(frozen=True, slots=True)
class Holding:
    """Begins the run of a test that is open."""

    planning: ExamPlanning
    exposing: Exposing
    runs: Runs

    async def begin(
        self,
        connection: AsyncConnection,
        exam: Exam,
        deployment_ids: Sequence[str],
        *,
        person_id: str | None,
    ) -> str:
        """Leave the run to the workers and return its id, in the transaction of the caller; every contestant's operator
        has seen the questions from now on.

        Raises ``ExamStateUnfit``, ``SharesAwaited``, ``NobodyChosen``, ``WindowOver``, ``SealBroken``, ``ItemsSeen`` and what ``Runs.begin`` raises.
        """
        await exams.hold_exam(connection, exam.id)
        if self.planning.clock() >= exam.closes_at:
            raise WindowOver
        exam, document = await self._opened(connection, exam)
        await self._check_unseen(connection, exam, document)
        contestants = await self._contestants(connection, document, deployment_ids)
        run_id = new_id(self.planning.clock)
        if not await exams.move_exam(
            connection, exam.id, among=(ExamState.OPENED,), to=ExamState.RUNNING, run_id=run_id
        ):
            raise ExamStateUnfit(state=exam.state.label)
        await exams.add_contestants(connection, exam.id, contestants, clock=self.planning.clock)
        await self.runs.begin(
            connection, self._plan(exam, document, contestants, run_id=run_id, actor=person_id)
        )
        await self._expose(connection, exam, document, contestants, actor=person_id)
        await self.planning.record(
            connection, ExamEvent.RUN_BEGUN, exam, actor=person_id, contestants=len(contestants)
        )
        return run_id

    async def _opened(self, connection: AsyncConnection, exam: Exam) -> tuple[Exam, SealedDocument]:
        """The test as it stands now with its questions, which are still those that the record commits to."""
        found = await exams.find_exam(connection, exam.id, organisation_id=exam.organisation_id)
        if found is not None and found.state is ExamState.SEALED:
            raise SharesAwaited(missing=await self._missing_shares(connection, found))
        if found is None or found.state is not ExamState.OPENED:
            raise ExamStateUnfit(state=(found or exam).state.label)
        document = read_document(await exams.document_text(connection, exam.id))
        if record_of(found, document, sealed_at=found.sealed_at or found.made_at) != found.record:
            raise SealBroken
        return found, document

    async def _missing_shares(self, connection: AsyncConnection, exam: Exam) -> int:
        brought = [each for each in await exams.custodians_of(connection, exam.id) if each.brought_at]
        return SHARES_NEEDED - len(brought)

    async def _check_unseen(self, connection: AsyncConnection, exam: Exam, document: SealedDocument) -> None:
        """What was shown to an operator between the sealing and now is not asked, unless the plan allows it."""
        if exam.plan.allows_burnt:
            return
        seen = await burnt_counts(connection, [question.item_id for question in document.questions])
        if seen:
            raise ItemsSeen(count=len(seen))

    async def _contestants(
        self, connection: AsyncConnection, document: SealedDocument, deployment_ids: Sequence[str]
    ) -> tuple[ExamContestant, ...]:
        """Those chosen among the active ones, numbered in an order that the seal decided, not the person who chose."""
        known = await list_deployments(connection)
        chosen = [each for each in known if each.id in deployment_ids and each.active and not each.embeds]
        if not chosen:
            raise NobodyChosen
        in_order = sorted(chosen, key=lambda each: digest(f"{document.salt}\n{each.id}"))
        return tuple(_contestant(place, each) for place, each in enumerate(in_order, start=1))

    def _plan(
        self,
        exam: Exam,
        document: SealedDocument,
        contestants: Sequence[ExamContestant],
        *,
        run_id: str,
        actor: str | None,
    ) -> RunPlan:
        plan = exam.plan
        return RunPlan(
            id=run_id,
            organisation_id=exam.organisation_id,
            title=exam.title,
            questions=tuple(
                Question.of(
                    question.key,
                    question.asked,
                    system=plan.system,
                    limit=plan.limit,
                    seconds=plan.seconds,
                )
                for question in document.questions
            ),
            contestants=tuple(Contestant(each.key, each.deployment_id) for each in contestants),
            started_by=actor or "command_line",
            concurrency=plan.concurrency,
            parameters=plan.parameters,
            window=Window(exam.opens_at, exam.closes_at),
            then=(GRADE_EXAM, {"exam_id": exam.id}),
            results_path=f"/exams/{exam.id}",
        )

    async def _expose(
        self,
        connection: AsyncConnection,
        exam: Exam,
        document: SealedDocument,
        contestants: Sequence[ExamContestant],
        *,
        actor: str | None,
    ) -> None:
        seen = [Seen(question.item_id, question.version) for question in document.questions]
        for each in contestants:
            await self.exposing.expose(
                connection,
                seen,
                Viewing(each.operator, each.deployment_id, exam.id),
                organisation_id=exam.organisation_id,
                actor=actor or "command_line",
            )


def _contestant(place: int, deployment: Deployment) -> ExamContestant:
    return ExamContestant(
        key=f"m{place:02}",
        deployment_id=deployment.id,
        title=deployment.title,
        operator=deployment.operator or deployment.title,
    )
