"""An extension of ASGI: a piece of a streamed response is written at once, where the client takes what is sent."""

from collections.abc import Callable
from weakref import ref

from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

EXTENSION = "genkan.write_at_once"


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
