"""Starting a comparison: draw, ask both arms the same, and write the assignment before any answer can begin."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import Deployment
from genkan.gateway import Ask, Gateway, Purpose, checked_question
from genkan.governance import Ledger, Person
from genkan.kit import Clock, digest, new_id
from genkan.knowledge import build_messages
from genkan.trial.arms import eligible_arms
from genkan.trial.assignment import draw, new_seed
from genkan.trial.errors import ComparisonUnknown
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import Arm, AssignedDetails, details_of
from genkan.trial.question import Question
from genkan.trial.store import (
    Comparison,
    ComparisonSide,
    SideName,
    add_comparison,
    add_sides,
    find_comparison,
)

RECORD_END = "trial.record_end"


@dataclass(frozen=True)
class Comparer:
    """Starts comparisons in the transaction of the request, so that nothing is asked that is not recorded."""

    gateway: Gateway
    ledger: Ledger
    clock: Clock

    async def start(
        self, connection: AsyncConnection, question: Question, *, person: Person, sending_id: str = ""
    ) -> str:
        """Draw two arms, ask them, write the assignment, and return the comparison's id.

        ``sending_id`` is new on every form, so that the same form sent twice is one comparison. The answers begin
        only after the transaction is committed. Raises ``QuestionEmpty``, ``QuestionTooLong`` or ``TooFewArms``.
        """
        question = replace(question, text=checked_question(question.text))
        arms = await eligible_arms(connection, person, information_class=question.information_class)
        comparison = self._new(question, person=person, sending_id=sending_id)
        if await add_comparison(connection, comparison):
            await self._begin(connection, comparison, question, arms=arms)
        elif not await self._was_sent_before(connection, comparison):
            return await self.start(connection, question, person=person)
        return comparison.id

    def _new(self, question: Question, *, person: Person, sending_id: str) -> Comparison:
        return Comparison(
            id=_usable_id(sending_id) or new_id(self.clock),
            person_id=person.id,
            organisation_id=person.organisation_id,
            question=question.text,
            information_class=question.information_class,
            seed=new_seed(),
            created_at=self.clock(),
        )

    async def _was_sent_before(self, connection: AsyncConnection, comparison: Comparison) -> bool:
        """Whether this person began the comparison of that id with the same question."""
        try:
            earlier = await find_comparison(connection, comparison.id, person_id=comparison.person_id)
        except ComparisonUnknown:
            return False
        return earlier.question == comparison.question

    async def _begin(
        self,
        connection: AsyncConnection,
        comparison: Comparison,
        question: Question,
        *,
        arms: Sequence[Deployment],
    ) -> None:
        chosen = _chosen(arms, comparison)
        sides = [
            await self._ask(connection, comparison, question, side=side, arm=chosen[side])
            for side in SideName
        ]
        await add_sides(connection, comparison.id, sides)
        await self._record(connection, comparison, sides, arms=arms)

    async def _ask(
        self,
        connection: AsyncConnection,
        comparison: Comparison,
        question: Question,
        *,
        side: SideName,
        arm: Deployment,
    ) -> ComparisonSide:
        ask = Ask(
            person_id=comparison.person_id,
            organisation_id=comparison.organisation_id,
            purpose=Purpose.COMPARISON,
            information_class=comparison.information_class,
            deployment_id=arm.id,
            messages=build_messages(comparison.question, sources=question.sources),
            sources=question.sources or (),
            then=(RECORD_END, {"comparison_id": comparison.id, "side": side.value}),
        )
        return ComparisonSide(
            side=side,
            deployment_id=arm.id,
            title=arm.title,
            build=arm.build,
            parameters=arm.parameters,
            answer_id=await self.gateway.ask(connection, ask),
        )

    async def _record(
        self,
        connection: AsyncConnection,
        comparison: Comparison,
        sides: Sequence[ComparisonSide],
        *,
        arms: Sequence[Deployment],
    ) -> None:
        details = AssignedDetails(
            arms=tuple(arm.id for arm in arms),
            seed=comparison.seed,
            information_class=int(comparison.information_class),
            sides={side.side.value: _arm(side) for side in sides},
            question_digest=digest(comparison.question),
            question_length=len(comparison.question),
        )
        await self.ledger.record(
            connection,
            TrialEvent.ASSIGNED,
            actor=comparison.person_id,
            organisation_id=comparison.organisation_id,
            object_id=comparison.id,
            details=details_of(details),
        )


def _usable_id(sending_id: str) -> str:
    """The identifier in its usual form, or nothing where it is none."""
    try:
        return str(UUID(sending_id))
    except ValueError:
        return ""


def _chosen(arms: Sequence[Deployment], comparison: Comparison) -> dict[SideName, Deployment]:
    by_id = {arm.id: arm for arm in arms}
    drawn = draw(tuple(by_id), seed=comparison.seed, comparison_id=comparison.id)
    return {SideName.A: by_id[drawn.left], SideName.B: by_id[drawn.right]}


def _arm(side: ComparisonSide) -> Arm:
    return Arm(
        deployment=side.deployment_id, title=side.title, build=side.build, parameters=dict(side.parameters)
    )
