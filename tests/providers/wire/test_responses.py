"""Every way in which a response may be framed is read, and what is not one is refused."""

import pytest

from genkan.providers import Connections, ProviderProblem, StreamBroken
from genkan.providers.errors import AnswerTooLarge, NotTheProtocol
from tests.providers.wire.conftest import DOCUMENT, LIMITS, Start, answer, chunked, saying, whole

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
CHUNKED = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
UNFRAMED = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n"

# (what the endpoint writes, whether it then closes)
READ = [
    ([answer()], False),
    ([answer()[:10], answer()[10:]], False),
    ([CHUNKED, chunked(DOCUMENT[:9], DOCUMENT[9:])], False),
    ([CHUNKED + chunked(DOCUMENT, end=False) + b"0\r\nx-trailer: 1\r\n\r\n"], False),
    ([answer(headers=b"connection: close\r\n")], True),
    ([answer(version=b"1.0")], True),
    ([b"HTTP/1.0 200 OK\r\n\r\n", DOCUMENT[:9], DOCUMENT[9:]], True),  # ends with the connection
    ([UNFRAMED + DOCUMENT], True),
    ([CONTINUE, answer()], False),
    ([CONTINUE + b"HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n" + answer()], False),
    ([answer(headers=b"upgrade: h2c\r\n")], False),  # an offer that we do not take up
    ([answer(headers=b"x-long: %s\r\n" % (b"a" * 60_000))], False),
]


@pytest.mark.parametrize(("pieces", "close"), READ)
async def test_a_response_is_read_however_it_is_framed(
    start: Start, connections: Connections, pieces: list[bytes], close: bool
) -> None:
    endpoint = await start(saying(*pieces, close=close, pause=0.02))
    assert await whole(endpoint.relay(connections), endpoint) == DOCUMENT


REFUSED = [
    ([answer(headers=b"x-long: %s\r\n" % (b"a" * 100_000))], False, NotTheProtocol),
    ([b"HTTP/1.1 200 OK\r\nx-long: ", *[b"a" * 10_000] * 20], False, NotTheProtocol),  # a header without end
    ([CONTINUE * 5_000], False, NotTheProtocol),
    (
        [b"HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n"],
        False,
        NotTheProtocol,
    ),
    ([b"SSH-2.0-OpenSSH\r\n"], False, NotTheProtocol),
    ([answer()[:20]], True, NotTheProtocol),
    ([answer()[:-1]], True, StreamBroken),
    ([CHUNKED, chunked(DOCUMENT, end=False)], True, StreamBroken),
    ([UNFRAMED + DOCUMENT[:-1]], True, NotTheProtocol),
    ([UNFRAMED, *[b"a" * 500_000] * 7], False, AnswerTooLarge),
    ([answer(b"a" * (LIMITS.answer + 1))], False, AnswerTooLarge),
]


@pytest.mark.parametrize(("pieces", "close", "problem"), REFUSED)
async def test_what_is_no_response_is_refused_and_its_connection_cut(
    start: Start, connections: Connections, pieces: list[bytes], close: bool, problem: type[ProviderProblem]
) -> None:
    endpoint = await start(saying(*pieces, close=close), saying(answer()))
    relay = endpoint.relay(connections)
    with pytest.raises(problem):
        await whole(relay, endpoint)
    assert await whole(relay, endpoint) == DOCUMENT
    assert endpoint.connections == 2
