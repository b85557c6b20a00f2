"""What other rooms do with the door: ask, stop, read, follow, forget, discover."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import Load, resolve_secret
from genkan.gateway.admission import Admission
from genkan.gateway.answer import Answer, Course
from genkan.gateway.aside import Aside
from genkan.gateway.ask import Ask
from genkan.gateway.door import Door
from genkan.gateway.embeddings import Embedder, RoomEmbedder
from genkan.gateway.errors import TooManyAnswers
from genkan.gateway.examining import Examiner
from genkan.gateway.following import Follower, Progress
from genkan.gateway.identity import Registry
from genkan.gateway.inspector import Inspector
from genkan.gateway.keeping import Keeper
from genkan.gateway.live import LiveAnswers
from genkan.gateway.looking import look_failed
from genkan.gateway.metrics import Exposition, Present
from genkan.gateway.outside import Outside
from genkan.gateway.programs import Programs
from genkan.gateway.reception import Reception
from genkan.gateway.recording import Recorder
from genkan.gateway.room_callers import RoomCallers
from genkan.gateway.store import answers
from genkan.gateway.traces import Traces
from genkan.gateway.writing import Writer
from genkan.governance import Ledger
from genkan.jobs import Queue
from genkan.kit import Clock, new_id
from genkan.providers import Endpoint, ProviderProblem, Session, list_models, open_session, providers
from genkan.storage import Database, after_commit

OPEN_ANSWERS = 8
WRITE_ANSWER = "gateway.write_answer"


class Gateway:
    """The door of one process, whose journal lies in ``folder``. ``start`` before use, ``stop`` at the end.

    ``admission`` counts the calls in flight, by itself where None is given.
    """

    def __init__(
        self,
        database: Database,
        *,
        ledger: Ledger,
        queue: Queue,
        clock: Clock,
        folder: Path,
        admission: Admission | None = None,
    ) -> None:
        self._database = database
        self._queue = queue
        self._clock = clock
        self._live = LiveAnswers(clock)
        self._follower = Follower(database=database, live=self._live)
        self._recorder = Recorder(database=database, ledger=ledger, queue=queue, clock=clock)
        self._reception = Reception(
            database, ledger=ledger, clock=clock, folder=folder, admission=admission or Admission()
        )
        self.inspector = Inspector(self._reception.side_entrance, clock)
        self._exposition = Exposition(self._reception.counts, self._present)
        self.traces: Traces | None = None
        self._session: Session | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._writer: Writer | None = None
        self._door: Door | None = None

    async def start(self) -> None:
        """Open the connections to endpoints and begin to keep running texts."""
        self._session = open_session()
        await self._reception.start(self._session)
        door = Door(
            registry=Registry(self._database),
            entrance=self._reception.entrance,
            keeper=self._reception.keeper,
            recorder=self._recorder,
            providers=providers(self._session),
            clock=self._clock,
        )
        self._door = door
        self._writer = Writer(
            database=self._database, door=door, recorder=self._recorder, live=self._live, clock=self._clock
        )
        self._keeping = asyncio.create_task(Keeper(database=self._database, live=self._live).keep_forever())

    async def stop(self) -> None:
        """Close the connections; the worker has ended the answers before."""
        if self._keeping is not None:
            self._keeping.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeping
        await self.inspector.close()
        await self._reception.stop()
        if self._session is not None:
            await self._session.close()

    @asynccontextmanager
    async def inspecting(self) -> AsyncGenerator[Inspector, None]:
        """The inspector in a process that answers nobody: what it asks is decided, metered and recorded all the same."""
        await self._reception.start_side_entrance()
        try:
            yield self.inspector
        finally:
            await self.inspector.close()
            await self._reception.stop_side_entrance()

    def load_of(self, deployment_id: str) -> Load | None:
        """How full a deployment is as far as this process knows; None where it was not asked yet."""
        return self._reception.load_of(deployment_id)

    async def settle(self) -> None:
        """Bring every call that has ended into the records now."""
        await self._reception.journal.flush()

    def trace(self, traces: Traces) -> None:
        """Send a trace of each call from now on."""
        self.traces = traces
        self._reception.journal.listen(traces.hear)

    def metrics(self) -> bytes:
        """The numbers of this process in the text format of Prometheus."""
        return self._exposition.text()

    @property
    def programs(self) -> Programs:
        """The door for programs; raises ``RuntimeError`` before ``start``."""
        return self._reception.programs

    @property
    def embedder(self) -> Embedder:
        """The door for embeddings; raises ``RuntimeError`` before ``start``."""
        return self._reception.embedder

    @property
    def room_embedder(self) -> RoomEmbedder:
        """The door for embeddings that rooms of the house want; raises ``RuntimeError`` before ``start``."""
        return RoomEmbedder(self._database, self._reception.embedder)

    @property
    def aside(self) -> Aside:
        """The door for short answers that rooms of the house want; raises ``RuntimeError`` before ``start``."""
        return Aside(self._database, self._reception.programs)

    @property
    def examiner(self) -> Examiner:
        """The door for questions of evaluations; raises ``RuntimeError`` before ``start``."""
        return Examiner(self._database, self._reception.programs)

    @property
    def outside(self) -> Outside:
        """The door to registered addresses that are no models; raises ``RuntimeError`` before ``start``."""
        return Outside(
            RoomCallers.of(self._database, self._reception.programs.keeper, self._clock),
            entrance=self._reception.outer_entrance,
            journal=self._reception.journal,
            clock=self._clock,
        )

    @property
    def writer(self) -> Writer:
        """The writer of answers, for the worker; raises ``RuntimeError`` before ``start``."""
        if self._writer is None:
            raise RuntimeError("the gateway has not been started")
        return self._writer

    async def admit(self, ask: Ask) -> None:
        """Let the policy look at a question before anything is written, outside any transaction of the caller.

        Raises :class:`QuestionRefused`, which is recorded, and ``RuntimeError`` before ``start``. The door decides
        again when the question passes it.
        """
        if self._door is None:
            raise RuntimeError("the gateway has not been started")
        await self._door.admit(ask)

    async def ask(self, connection: AsyncConnection, ask: Ask) -> str:
        """Keep a question in the caller's transaction and have it answered; returns the answer's id.

        Raises :class:`TooManyAnswers` where the person waits for so many that others would have to wait.
        """
        if await answers.count_open(connection, ask.person_id) >= OPEN_ANSWERS:
            raise TooManyAnswers(limit=OPEN_ANSWERS)
        answer_id = new_id(self._clock)
        await answers.add(connection, answer_id, ask, now=self._clock())
        await self._queue.enqueue(connection, WRITE_ANSWER, payload={"answer_id": answer_id})
        return answer_id

    async def stop_answer(self, connection: AsyncConnection, answer_id: str) -> None:
        """End an answer that is being written, in whichever process."""
        await answers.ask_to_stop(connection, answer_id)
        live = self._live.find(answer_id)
        if live is not None:
            after_commit(connection, live.stop)

    async def read(self, connection: AsyncConnection, answer_id: str) -> Answer:
        """The answer as it stands in the records; raises :class:`AnswerUnknown`."""
        return await answers.find(connection, answer_id)

    async def read_many(self, connection: AsyncConnection, answer_ids: Sequence[str]) -> dict[str, Answer]:
        """The answers that exist, by id."""
        return await answers.find_many(connection, answer_ids)

    async def read_courses(self, connection: AsyncConnection, answer_ids: Sequence[str]) -> dict[str, Course]:
        """How the answers that exist came, by id, without reading their texts."""
        return await answers.find_courses(connection, answer_ids)

    async def read_question(self, connection: AsyncConnection, answer_id: str) -> str:
        """What was asked, without what stood before it; raises :class:`AnswerUnknown`."""
        return (await answers.find_ask(connection, answer_id)).messages[-1].content

    def follow(self, answer_id: str) -> AsyncGenerator[Progress, None]:
        """Yield the answer as it grows, at most ten times a second; the last progress has ended."""
        return self._follower.follow(answer_id)

    def place_in_line(self, answer: Answer) -> int:
        """How many are served up to and including an answer that waits for its model, else 0.

        As of now where this process writes it, otherwise as the one that does wrote it down lately.
        """
        live = self._live.find(answer.id)
        return live.position if live is not None else answer.place_in_line

    async def forget(self, connection: AsyncConnection, answer_ids: Sequence[str]) -> None:
        """Delete the texts of answers and of what was asked; metering and ledger stay."""
        await answers.delete(connection, answer_ids)

    async def discover(self, address: str, secret_reference: str) -> tuple[str, ...]:
        """The models that an OpenAI-compatible server offers; raises ``SecretProblem`` and ``LookFailed``."""
        endpoint = Endpoint(address=address, secret=resolve_secret(secret_reference))
        try:
            return await self._list_models(endpoint)
        except ProviderProblem as problem:
            raise look_failed(problem, address=address) from problem

    def _present(self) -> Present:
        return self._reception.present(open_answers=len(self._live))

    async def _list_models(self, endpoint: Endpoint) -> tuple[str, ...]:
        if self._session is not None:
            return await list_models(self._session, endpoint=endpoint)
        async with open_session() as session:
            return await list_models(session, endpoint=endpoint)
