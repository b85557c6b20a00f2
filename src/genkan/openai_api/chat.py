"""``POST /v1/chat/completions``: whole or as a stream."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager

from genkan.catalogue import InformationClass
from genkan.gateway import ChatRequest, Gateway, KeyHolder, Passage, Speech, read_chat_request
from genkan.openai_api.errors import ProgramLeft
from genkan.openai_api.exchange import Exchange, Header
from genkan.openai_api.identity import classify, identify

_PATIENCE_SECONDS = 0.25
_DONE = b"data: [DONE]\n\n"


async def answer_chat(exchange: Exchange, gateway: Gateway) -> None:
    """Have the request answered; a program that leaves ends the call at the endpoint."""
    programs = gateway.programs
    holder = identify(exchange, programs)
    request = read_chat_request(await exchange.body())
    information_class = classify(exchange, programs, holder)
    say = _stream if request.streams else _answer
    await converse(exchange, gateway, holder, request, information_class=information_class, say=say)


async def converse(
    exchange: Exchange,
    gateway: Gateway,
    holder: KeyHolder,
    request: ChatRequest,
    *,
    information_class: InformationClass,
    say: Callable[[Exchange, Speech], Awaitable[None]],
) -> None:
    """Have the request answered and let ``say`` write the answer, whatever form it has."""
    watch = Watch(exchange)
    try:
        speech = await gateway.programs.chat(holder, request, information_class=information_class)
        _remember_trace(exchange, gateway, speech)
        try:
            await say(exchange, speech)
        except asyncio.CancelledError:
            speech.check_cut()
            raise
        finally:
            await speech.close()
    except asyncio.CancelledError:
        if not watch.program_left:
            raise
        raise ProgramLeft from None
    finally:
        watch.end()


@asynccontextmanager
async def watched(exchange: Exchange) -> AsyncGenerator[None, None]:
    """What is done here ends in ``ProgramLeft`` once the program has left."""
    watch = Watch(exchange)
    try:
        yield
    except asyncio.CancelledError:
        if not watch.program_left:
            raise
        raise ProgramLeft from None
    finally:
        watch.end()


class Watch:
    """Cancels the present task once the program has left; looks only at calls that take a while."""

    def __init__(self, exchange: Exchange) -> None:
        self.program_left = False
        self._exchange = exchange
        self._task = asyncio.current_task()
        self._looking: asyncio.Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_later(_PATIENCE_SECONDS, self._begin)

    def end(self) -> None:
        """Watch no more."""
        self._timer.cancel()
        if self._looking is not None:
            self._looking.cancel()

    def _begin(self) -> None:
        self._looking = asyncio.create_task(self._look())

    async def _look(self) -> None:
        await self._exchange.left()
        self.program_left = True
        if self._task is not None:
            self._task.cancel()


def _remember_trace(exchange: Exchange, gateway: Gateway, speech: Speech) -> None:
    """Let the span of the call be a part of the program's trace, where traces are sent and it has one."""
    if gateway.traces is not None and (parent := exchange.header(b"traceparent")):
        gateway.traces.remember_parent(speech.passage.row.id, parent)


async def _answer(exchange: Exchange, speech: Speech) -> None:
    await exchange.answer(speech.whole(), headers=call_headers(speech))


async def _stream(exchange: Exchange, speech: Speech) -> None:
    await exchange.begin_events(headers=call_headers(speech))
    while documents := await speech.next(exchange.send_at_once):
        await exchange.send_events(_framed(documents))
    await exchange.end_events(_DONE)


def _framed(documents: list[bytes]) -> bytes:
    if len(documents) == 1:
        return b"data: " + documents[0] + b"\n\n"
    return b"data: " + b"\n\ndata: ".join(documents) + b"\n\n"


def call_headers(speech: Speech) -> list[Header]:
    """What :func:`passage_headers` says of the answer."""
    return passage_headers(speech.passage)


def passage_headers(passage: Passage) -> list[Header]:
    """Which deployment answered, under which id the call is recorded, and which model could not be had."""
    headers = [
        (b"x-genkan-call", passage.row.id.encode()),
        (b"x-genkan-deployment", passage.deployment.id.encode()),
    ]
    if wanted := passage.call.fallback_from:
        headers.append((b"x-genkan-fallback-from", wanted.encode()))
    return headers
