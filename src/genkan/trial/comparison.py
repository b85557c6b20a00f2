"""Starting a comparison: draw, ask both arms the same, and write the assignment before any answer can begin."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import Deployment
from genkan.gateway import Gateway, checked_question
from genkan.governance import Ledger, Person
from genkan.kit import Clock, digest, new_id
from genkan.trial.allotting import COMPARE, Allotter, Occasion
from genkan.trial.arms import eligible_arms
from genkan.trial.assignment import draw, new_seed
from genkan.trial.errors import ComparisonUnknown
from genkan.trial.evidence import Arm, AssignedDetails
from genkan.trial.exposing import Exposer
from genkan.trial.question import Question
from genkan.trial.store import Comparison, ComparisonSide, add_comparison, find_comparison


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

        Where a trial runs in which the person takes part, its design gives the arms. ``sending_id`` is new on every
        form, so that the same form sent twice is one comparison. The answers begin only after the transaction is
        committed. Raises ``QuestionEmpty``, ``QuestionTooLong`` or ``TooFewArms``.
        """
        question = replace(question, text=checked_question(question.text))
        comparison = new_comparison(
            question, person=person, clock=self.clock, comparison_id=_usable_id(sending_id)
        )
        if await add_comparison(connection, comparison):
            await self._begin(connection, comparison, question, person=person)
        elif not await self._was_sent_before(connection, comparison):
            return await self.start(connection, question, person=person)
        return comparison.id

    async def _was_sent_before(self, connection: AsyncConnection, comparison: Comparison) -> bool:
        """Whether this person began the comparison of that id with the same question."""
        try:
            earlier = await find_comparison(connection, comparison.id, person_id=comparison.person_id)
        except ComparisonUnknown:
            return False
        return earlier.question == comparison.question

    async def _begin(
        self, connection: AsyncConnection, comparison: Comparison, question: Question, *, person: Person
    ) -> None:
        exposer, allotter = Exposer(self.gateway, self.ledger), Allotter(self.clock)
        occasion = Occasion(person=person, task=COMPARE, information_class=question.information_class)
        running = await allotter.trial_for(connection, occasion, hold=True)
        if running is not None:
            allotment = await allotter.pair(connection, running, occasion)
            await exposer.expose_allotted(connection, comparison, question, allotment=allotment)
            return
        arms = await eligible_arms(connection, person, information_class=question.information_class)
        drawn = _drawn(arms, comparison)
        sides = await exposer.expose(connection, comparison, question, arms=drawn)
        await exposer.record(connection, comparison, _details(comparison, sides, arms=arms))


def new_comparison(
    question: Question, *, person: Person, clock: Clock, comparison_id: str = ""
) -> Comparison:
    """A comparison of that question, by an id of its own unless one is given."""
    return Comparison(
        id=comparison_id or new_id(clock),
        person_id=person.id,
        organisation_id=person.organisation_id,
        question=question.text,
        information_class=question.information_class,
        seed=new_seed(),
        created_at=clock(),
    )


def _usable_id(sending_id: str) -> str:
    """The identifier in its usual form, or nothing where it is none."""
    try:
        return str(UUID(sending_id))
    except ValueError:
        return ""


def _drawn(arms: Sequence[Deployment], comparison: Comparison) -> tuple[Deployment, Deployment]:
    by_id = {arm.id: arm for arm in arms}
    drawn = draw(tuple(by_id), seed=comparison.seed, comparison_id=comparison.id)
    return by_id[drawn.left], by_id[drawn.right]


def _details(
    comparison: Comparison, sides: Sequence[ComparisonSide], *, arms: Sequence[Deployment]
) -> AssignedDetails:
    return AssignedDetails(
        arms=tuple(arm.id for arm in arms),
        seed=comparison.seed,
        information_class=int(comparison.information_class),
        sides={side.side.value: _arm(side) for side in sides},
        question_digest=digest(comparison.question),
        question_length=len(comparison.question),
    )


def _arm(side: ComparisonSide) -> Arm:
    return Arm(
        deployment=side.deployment_id, title=side.title, build=side.build, parameters=dict(side.parameters)
    )
