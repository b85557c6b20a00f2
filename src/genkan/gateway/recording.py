"""Writing the questions of staff into the ledger: before a word leaves, and once the answer has ended."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import Deployment
from genkan.gateway.ask import Ask
from genkan.gateway.entrance import Call, Passage
from genkan.gateway.events import GatewayEvent
from genkan.gateway.store import answers
from genkan.gateway.store.answers import Ending
from genkan.governance import Ledger
from genkan.jobs import Queue
from genkan.kit import Clock, new_id
from genkan.policy import Mask, Refuse
from genkan.storage import Database

_REFUSED_UNMETERED = "refused_before_routing"


class Recorder:
    """Writes the answer and the ledger event of one moment in one transaction; the journal meters."""

    def __init__(self, *, database: Database, ledger: Ledger, queue: Queue, clock: Clock) -> None:
        self._database = database
        self._ledger = ledger
        self._queue = queue
        self._clock = clock

    async def allowed(self, passage: Passage, ask: Ask) -> None:
        """Record that a question may go, masked or not, before a word leaves."""
        masked = isinstance(passage.decision, Mask)
        async with self._database.write() as connection:
            if passage.call.fallback_from is not None:
                await answers.move(connection, passage.call.answer_id or "", passage.deployment.id)
            await self._ledger.record(
                connection,
                GatewayEvent.MASKED if masked else GatewayEvent.ALLOWED,
                actor=ask.person_id,
                organisation_id=ask.organisation_id,
                object_id=passage.row.id,
                details=_facts(ask, passage.deployment, passage.row.decision),
            )

    async def refused(self, call: Call, ask: Ask, *, rule: str) -> None:
        """Record that the policy lets nothing of a question go."""
        async with self._database.write() as connection:
            await self._ledger.record(
                connection,
                GatewayEvent.REFUSED,
                actor=ask.person_id,
                organisation_id=ask.organisation_id,
                object_id=call.answer_id or "",
                details=_facts(ask, call.route.deployments[0], rule),
            )

    async def turn_away(self, ask: Ask, deployment: Deployment, refusal: Refuse) -> None:
        """Record a question that was refused before it was kept: there is no answer and no call."""
        async with self._database.write() as connection:
            await self._ledger.record(
                connection,
                GatewayEvent.REFUSED,
                actor=ask.person_id,
                organisation_id=ask.organisation_id,
                object_id=new_id(self._clock),
                details=_facts(ask, deployment, refusal.rule),
            )

    async def close(self, call: Call, ask: Ask, *, ending: Ending) -> None:
        """Record how an answer ended, and leave the job that was asked for; nothing where it was given up before."""
        answer_id = call.answer_id or ""
        async with self._database.write() as connection:
            if not await answers.end(connection, answer_id, ending):
                return
            await self._leave_job(connection, answer_id, ask)
            await self._ledger.record(
                connection,
                GatewayEvent.ENDED,
                actor=ask.person_id,
                organisation_id=ask.organisation_id,
                object_id=answer_id,
                details={"outcome": ending.outcome, "output_characters": len(ending.text)},
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
            if not await answers.end(connection, answer_id, ending):
                return
            await self._ledger.record(
                connection,
                GatewayEvent.ENDED,
                actor="system",
                organisation_id=ask.organisation_id,
                object_id=answer_id,
                details={"outcome": ending.outcome},
            )
            await self._leave_job(connection, answer_id, ask)

    async def _leave_job(self, connection: AsyncConnection, answer_id: str, ask: Ask) -> None:
        if ask.then is not None:
            task, payload = ask.then
            await self._queue.enqueue(connection, task, payload={**payload, "answer_id": answer_id})


def _facts(ask: Ask, deployment: Deployment, rule: str) -> dict[str, object]:
    return {
        "rule": rule,
        "purpose": ask.purpose,
        "information_class": int(ask.information_class),
        "deployment": deployment.id,
        "build": deployment.build,
    }
