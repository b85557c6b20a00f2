"""The way of an inspection to a model: through the entrance, as every word to one goes."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from genkan.catalogue import Deployment, DeploymentState, InformationClass
from genkan.gateway.answer import Outcome
from genkan.gateway.ask import Purpose
from genkan.gateway.caller import INSTALLATION
from genkan.gateway.entrance import Call, Caller, Entrance, Passage
from genkan.gateway.outcomes import (
    is_fault_of_endpoint,
    outcome_of_error,
    outcome_of_problem,
    outcome_of_reason,
)
from genkan.gateway.route import Route
from genkan.governance import Role
from genkan.kit import Clock
from genkan.policy import Mask, Rules
from genkan.providers import Finished, ProviderEvent, ProviderProblem, TextDelta, UsageReport

_INSPECTOR = Caller(INSTALLATION, INSTALLATION, frozenset({Role.STAFF}), Rules())


@dataclass(slots=True)
class Visit:
    """One call of an inspection; ``texts`` are what may leave, ``outcome`` how it ends if nothing fails."""

    passage: Passage
    texts: tuple[str, ...]
    outcome: Outcome = Outcome.COMPLETED

    def see(self, event: ProviderEvent) -> None:
        """Count what came."""
        match event:
            case TextDelta(text):
                self.passage.meter.see_text(text)
            case UsageReport():
                self.passage.meter.see_usage(event)
            case Finished(reason):
                self.outcome = outcome_of_reason(reason)
            case _:
                return


@dataclass(frozen=True, slots=True)
class Passing:
    """Lets an inspection pass: decided as a call of the lowest class, metered with ``purpose``, charged to no organisation."""

    entrance: Entrance
    clock: Clock
    purpose: Purpose

    def check_open(self, deployment: Deployment) -> None:
        """Raise ``Stopped`` where a switch stops every call to the deployment, and ``RecordsBehind``."""
        if stopped := self.entrance.why_stopped(self._call(deployment, ())):
            raise stopped

    @asynccontextmanager
    async def visit(
        self, deployment: Deployment, texts: tuple[str, ...], *, longest_answer: int
    ) -> AsyncGenerator[Visit, None]:
        """Enter, and leave with a row of the metering whatever happens. Raises the errors of the entrance."""
        passage = await self.entrance.enter(self._call(deployment, texts, longest_answer))
        decision = passage.decision
        visit = Visit(passage, decision.texts if isinstance(decision, Mask) else texts)
        passage.sent = True
        try:
            yield visit
        except ProviderProblem as problem:
            passage.see_failure(problem)
            failed = is_fault_of_endpoint(problem)
            passage.leave(outcome_of_problem(problem), at=self.clock(), failed=failed)
            raise
        except BaseException as error:  # the caller is told: it is raised again
            passage.see_failure(error)
            passage.leave(outcome_of_error(error), at=self.clock(), failed=None)
            if stopped := passage.why_cut():
                raise stopped from None
            raise
        passage.leave(visit.outcome, at=self.clock(), failed=False)

    def _call(self, deployment: Deployment, texts: tuple[str, ...], longest_answer: int = 1) -> Call:
        """A deployment that waits for its verification counts as active: the verification decides whether it will be."""
        return Call(
            caller=_INSPECTOR,
            purpose=self.purpose,
            information_class=InformationClass.ONE,
            route=Route.to_only(replace(deployment, state=DeploymentState.ACTIVE)),
            texts=texts,
            longest_answer=longest_answer,
        )
