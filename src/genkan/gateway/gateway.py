"""What other rooms do with the door: ask, stop, read, follow, forget, discover."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import resolve_secret
from genkan.gateway.answer import Answer
from genkan.gateway.ask import Ask
from genkan.gateway.door import Door
from genkan.gateway.errors import TooManyAnswers
from genkan.gateway.following import Follower, Progress
from genkan.gateway.identity import Registry
from genkan.gateway.keeping import Keeper
from genkan.gateway.live import LiveAnswers
from genkan.gateway.recording import Recorder
from genkan.gateway.store import answers
from genkan.gateway.writing import Writer
from genkan.governance import Ledger
from genkan.jobs import Queue
from genkan.kit import Clock, new_id
from genkan.providers import Endpoint, Session, list_models, open_session, providers
from genkan.storage import Database, after_commit

OPEN_ANSWERS = 8
WRITE_ANSWER = "gateway.write_answer"


class Gateway:
    """The door of one process. ``start`` before use, ``stop`` at the end."""

    def __init__(self, database: Database, *, ledger: Ledger, queue: Queue, clock: Clock) -> None:
        self._database = database
        self._queue = queue
        self._clock = clock
        self._live = LiveAnswers()
        self._follower = Follower(database=database, live=self._live)
        self._recorder = Recorder(database=database, ledger=ledger, queue=queue, clock=clock)
        self._session: Session | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._writer: Writer | None = None

    async def start(self) -> None:
        """Open the connections to endpoints and begin to keep running texts."""
        self._session = open_session()
        door = Door(
            registry=Registry(self._database),
            recorder=self._recorder,
            providers=providers(self._session),
            clock=self._clock,
        )
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
        if self._session is not None:
            await self._session.close()

    @property
    def writer(self) -> Writer:
        """The writer of answers, for the worker; raises ``RuntimeError`` before ``start``."""
        if self._writer is None:
            raise RuntimeError("the gateway has not been started")
        return self._writer

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

    def follow(self, answer_id: str) -> AsyncGenerator[Progress, None]:
        """Yield the answer as it grows, at most ten times a second; the last progress has ended."""
        return self._follower.follow(answer_id)

    async def forget(self, connection: AsyncConnection, answer_ids: Sequence[str]) -> None:
        """Delete the texts of answers and of what was asked; metering and ledger stay."""
        await answers.delete(connection, answer_ids)

    async def discover(self, address: str, secret_reference: str) -> tuple[str, ...]:
        """The models that an OpenAI-compatible server offers; raises ``ProviderProblem``."""
        endpoint = Endpoint(address=address, secret=resolve_secret(secret_reference))
        if self._session is not None:
            return await list_models(self._session, endpoint=endpoint)
        async with open_session() as session:
            return await list_models(session, endpoint=endpoint)
