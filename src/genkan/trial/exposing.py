"""Asking the arms of an assignment all the same, and writing the assignment before any answer can begin."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import Deployment
from genkan.gateway import Ask, Gateway, Purpose
from genkan.governance import Ledger
from genkan.knowledge import build_messages
from genkan.trial.allotting import Allotment
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import AssignedDetails, details_of
from genkan.trial.question import Question
from genkan.trial.store import Allotted, Comparison, ComparisonSide, SideName, add_allotted, add_sides

RECORD_END = "trial.record_end"


@dataclass(frozen=True)
class Exposer:
    """Asks under the purpose of comparisons, for which the door never goes to another model."""

    gateway: Gateway
    ledger: Ledger

    async def expose(
        self,
        connection: AsyncConnection,
        comparison: Comparison,
        question: Question,
        *,
        arms: Sequence[Deployment],
        prompt: str = "",
    ) -> tuple[ComparisonSide, ...]:
        """Ask one or two arms, A first, and write which side is which."""
        sides = [
            await self._ask(connection, comparison, question, side=side, arm=arm, prompt=prompt)
            for side, arm in zip(SideName, arms, strict=False)
        ]
        await add_sides(connection, comparison.id, sides)
        return tuple(sides)

    async def expose_allotted(
        self,
        connection: AsyncConnection,
        comparison: Comparison,
        question: Question,
        *,
        allotment: Allotment,
        turn_id: str = "",
    ) -> tuple[ComparisonSide, ...]:
        """The same for arms that were given in a trial, together with the record of where they stand in its design."""
        arms = [arm.deployment for arm in allotment.arms]
        sides = await self.expose(connection, comparison, question, arms=arms, prompt=allotment.prompt)
        allotted = Allotted(
            comparison_id=comparison.id,
            trial_id=allotment.trial,
            mode=allotment.mode.value,
            conversation_id=allotment.occasion.conversation,
            turn_id=turn_id,
        )
        await add_allotted(connection, allotted)
        await self.record(
            connection, comparison, allotment.details(comparison.question, salt=comparison.seed)
        )
        return sides

    async def record(
        self, connection: AsyncConnection, comparison: Comparison, details: AssignedDetails
    ) -> None:
        """Write the assignment into the ledger."""
        await self.ledger.record(
            connection,
            TrialEvent.ASSIGNED,
            actor=comparison.person_id,
            organisation_id=comparison.organisation_id,
            object_id=comparison.id,
            details=details_of(details),
        )

    async def _ask(
        self,
        connection: AsyncConnection,
        comparison: Comparison,
        question: Question,
        *,
        side: SideName,
        arm: Deployment,
        prompt: str,
    ) -> ComparisonSide:
        messages = build_messages(
            comparison.question, sources=question.sources, history=question.history, prompt=prompt
        )
        ask = Ask(
            person_id=comparison.person_id,
            organisation_id=comparison.organisation_id,
            purpose=Purpose.COMPARISON,
            information_class=comparison.information_class,
            deployment_id=arm.id,
            messages=messages,
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
