"""Writing every call down: before a word leaves, and once it has ended."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import Deployment
from genkan.gateway.ask import Ask
from genkan.gateway.events import GatewayEvent
from genkan.gateway.meter import Measure
from genkan.gateway.store import answers, calls
from genkan.gateway.store.answers import Ending
from genkan.governance import Ledger
from genkan.jobs import Queue
from genkan.kit import Clock, new_id
from genkan.policy import Decision, Mask, Refuse
from genkan.storage import Database

_REFUSED_UNMETERED = "refused_before_routing"


class Recorder:
    """Writes the metering row, the answer and the ledger event of one moment in one transaction."""

    def __init__(self, *, database: Database, ledger: Ledger, queue: Queue, clock: Clock) -> None:
        self._database = database
        self._ledger = ledger
        self._queue = queue
        self._clock = clock

    async def open(self, answer_id: str, ask: Ask, deployment: Deployment, decision: Decision) -> str:
        """Record what was decided, before a word leaves; returns the id of the call."""
        call_id = new_id(self._clock)
        kind, rule = _described(decision)
        async with self._database.write() as connection:
            await calls.open_call(
                connection,
                call_id=call_id,
                answer_id=answer_id,
                ask=ask,
                deployment=deployment,
                decision=rule,
                now=self._clock(),
            )
            await self._ledger.record(
                connection,
                kind,
                actor=ask.person_id,
                organisation_id=ask.organisation_id,
                object_id=call_id,
                details=_facts(ask, deployment, rule),
            )
        return call_id

    async def close(
        self, call_id: str, answer_id: str, ask: Ask, *, ending: Ending, measure: Measure
    ) -> None:
        """Record how a call ended, and leave the job that was asked for; nothing where it was given up before."""
        async with self._database.write() as connection:
            if not await calls.close_call(
                connection, call_id, outcome=ending.outcome, measure=measure, now=ending.ended_at
            ):
                return
            if await answers.end(connection, answer_id, ending):
                await self._leave_job(connection, answer_id, ask)
            await self._ledger.record(
                connection,
                GatewayEvent.ENDED,
                actor=ask.person_id,
                organisation_id=ask.organisation_id,
                object_id=call_id,
                details={"outcome": ending.outcome, "output_characters": measure.output_characters},
            )

    async def refuse(self, answer_id: str, ask: Ask, *, ending: Ending) -> None:
        """Record a question that found no caller or no deployment, so that no call came about."""
        async with self._database.write() as connection:
            if await answers.end(connection, answer_id, ending):
                await self._leave_job(connection, answer_id, ask)
            await self._ledger.record(
                connection,
                GatewayEvent.REFUSED,
                actor=ask.person_id,
                organisation_id=ask.organisation_id,
                object_id=answer_id,
                details={"rule": _REFUSED_UNMETERED, "deployment": ask.deployment_id},
            )

    async def lose(self, answer_id: str, ask: Ask, *, ending: Ending) -> None:
        """Record that the process which wrote an answer died; what had been kept of its text stays."""
        async with self._database.write() as connection:
            for call_id in await calls.close_lost_calls(connection, answer_id, now=ending.ended_at):
                await self._ledger.record(
                    connection,
                    GatewayEvent.ENDED,
                    actor="system",
                    organisation_id=ask.organisation_id,
                    object_id=call_id,
                    details={"outcome": ending.outcome},
                )
            if await answers.end(connection, answer_id, ending):
                await self._leave_job(connection, answer_id, ask)

    async def _leave_job(self, connection: AsyncConnection, answer_id: str, ask: Ask) -> None:
        if ask.then is not None:
            task, payload = ask.then
            await self._queue.enqueue(connection, task, payload={**payload, "answer_id": answer_id})


def _described(decision: Decision) -> tuple[GatewayEvent, str]:
    match decision:
        case Refuse(rule=rule):
            return GatewayEvent.REFUSED, rule
        case Mask():
            return GatewayEvent.MASKED, "masked"
        case _:
            return GatewayEvent.ALLOWED, "allowed"


def _facts(ask: Ask, deployment: Deployment, rule: str) -> dict[str, object]:
    return {
        "rule": rule,
        "purpose": ask.purpose,
        "information_class": int(ask.information_class),
        "deployment": deployment.id,
        "build": deployment.build,
    }
