"""Extensions of ASGI: a piece of a stream, or a whole response, is written at once, where the client takes what is sent."""

from collections.abc import Callable, Iterable
from weakref import ref

from uvicorn.protocols.http.httptools_impl import HEADER_VALUE_RE, STATUS_LINE, RequestResponseCycle

EXTENSION = "genkan.write_at_once"
WHOLE_EXTENSION = "genkan.answer_at_once"
Headers = Iterable[tuple[bytes, bytes]]


def writing_at_once(cycle: RequestResponseCycle) -> Callable[[bytes], bool]:
    """What writes a piece of the response of a cycle; false, and nothing is written, where it has to go by ``send``.

    It does what ``send`` does with a piece in the middle of a response in chunks, without a coroutine, and keeps no cycle
    alive.
    """
    living, flow, write = ref(cycle), cycle.flow, cycle.transport.write

    def write_at_once(piece: bytes) -> bool:
        present = living()
        if present is None or flow.write_paused or not piece:
            return False
        if present.disconnected or present.response_complete or not present.chunked_encoding:
            return False
        write(b"%x\r\n%b\r\n" % (len(piece), piece))
        return True

    return write_at_once


def answering_at_once(cycle: RequestResponseCycle) -> Callable[[int, Headers, bytes], bool]:
    """What writes the whole response of a cycle, given its status, headers in small letters and body, in one piece.

    It does what ``send`` does with the head and with the body, its length added; false, and nothing is written, where
    these have to go by ``send``: on a connection that is not kept, or that does not take what is sent.
    """
    living = ref(cycle)

    def answer_at_once(status: int, headers: Headers, body: bytes) -> bool:
        present = living()
        if present is None or not _takes_whole_responses(present):
            return False
        head = [STATUS_LINE[status]]
        for name, value in (*present.default_headers, *headers):
            if HEADER_VALUE_RE.search(value):
                return False
            head += (name, b": ", value, b"\r\n")
        present.transport.write(b"%bcontent-length: %d\r\n\r\n%b" % (b"".join(head), len(body), body))
        present.response_started = present.response_complete = True
        present.waiting_for_100_continue = False
        present.message_event.set()
        present.on_response()
        return True

    return answer_at_once


def _takes_whole_responses(cycle: RequestResponseCycle) -> bool:
    return not (
        cycle.flow.write_paused
        or cycle.disconnected
        or cycle.response_started
        or cycle.access_log
        or not cycle.keep_alive
        or cycle.scope["method"] == "HEAD"
    )
