"""The job that writes one answer, in whichever process the worker runs."""

import asyncio

from genkan.gateway.answer import Outcome
from genkan.gateway.ask import Ask
from genkan.gateway.door import Door
from genkan.gateway.errors import GatewayProblem
from genkan.gateway.live import LiveAnswers
from genkan.gateway.outcomes import told
from genkan.gateway.recording import Recorder
from genkan.gateway.store import answers
from genkan.gateway.store.answers import Ending
from genkan.kit import Clock
from genkan.storage import Database


class Writer:
    """Writes answers by passing their questions through the door."""

    def __init__(
        self, *, database: Database, door: Door, recorder: Recorder, live: LiveAnswers, clock: Clock
    ) -> None:
        self._database = database
        self._door = door
        self._recorder = recorder
        self._live = live
        self._clock = clock

    async def write(self, answer_id: str) -> None:
        """Write the answer, unless it has ended or been forgotten in the meantime."""
        async with self._database.write() as connection:
            if not await answers.begin(connection, answer_id):
                return
            ask = await answers.find_ask(connection, answer_id)
            stopped = await answers.asked_to_stop(connection, [answer_id])
        if stopped:
            await self._recorder.lose(answer_id, ask, ending=self._ending(Outcome.STOPPED))
            return
        try:
            await self._write(answer_id, ask)
        except GatewayProblem as problem:
            await self._recorder.refuse(answer_id, ask, ending=self._refusal(problem))
        finally:
            self._live.close(answer_id)

    async def lose(self, answer_id: str) -> None:
        """The process that wrote the answer died: say so, and keep what there is."""
        async with self._database.read() as connection:
            found = await answers.find_many(connection, [answer_id])
            if answer_id not in found:
                return
            ask = await answers.find_ask(connection, answer_id)
        ending = self._ending(Outcome.INTERRUPTED, text=found[answer_id].text)
        await self._recorder.lose(answer_id, ask, ending=ending)

    async def _write(self, answer_id: str, ask: Ask) -> None:
        live = self._live.open(answer_id)
        await asyncio.ensure_future(self._door.pass_through(answer_id, ask, live=live))

    def _ending(self, outcome: Outcome, *, text: str = "") -> Ending:
        sentence, next_step = told(outcome)
        return Ending(outcome, text, "", sentence, next_step, None, self._clock())

    def _refusal(self, problem: GatewayProblem) -> Ending:
        return Ending(
            outcome=Outcome.REFUSED_BY_POLICY,
            text="",
            notice="",
            sentence=problem.sentence.format_map(problem.details),
            next_step=problem.next_step.format_map(problem.details),
            first_token_at=None,
            ended_at=self._clock(),
        )
