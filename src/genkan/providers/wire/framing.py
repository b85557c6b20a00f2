"""Taking a stream of server-sent events apart into the JSON documents it carries, as bytes."""

from genkan.providers.errors import AnswerTooLarge, StreamBroken

_DATA = b"data:"


class Framing:
    """Gives the data of every event that is whole; ``rest`` is what has no end yet."""

    def __init__(self, *, limit: int) -> None:
        self._limit = limit
        self.rest = b""

    def feed(self, piece: bytes) -> list[bytes]:
        """The data of the events that this piece completes. Raises ``AnswerTooLarge``."""
        received = self.rest + piece if self.rest else piece
        if b"\r" in received:
            received = received.replace(b"\r\n", b"\n")
        *events, self.rest = received.split(b"\n\n")
        if len(self.rest) > self._limit:
            raise AnswerTooLarge
        return [data for event in events if (data := _data(event))]

    def close(self) -> list[bytes]:
        """The data of a last event that no empty line ended; half of one is found out by its reader."""
        rest, self.rest = self.rest, b""
        return [data] if (data := _data(rest.strip(b"\r\n"))) else []


def plain_events(piece: bytes) -> list[bytes]:
    """The data of the events of a piece that is nothing but whole events of one line, as most are; empty for any other."""
    if not piece.startswith(b"data: ") or not piece.endswith(b"\n\n"):
        return []
    events = piece[6:-2].split(b"\n\ndata: ")
    return events if piece.count(b"\n") == 2 * len(events) else []


def checked_text(data: bytes) -> bytes:
    """The data, known to be UTF-8. Raises ``StreamBroken``."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        raise StreamBroken(reason="not UTF-8") from error
    return data


def _data(event: bytes) -> bytes:
    """The data lines of an event, joined to one line, which JSON allows; comments and other fields are passed over."""
    if event.startswith(_DATA) and b"\n" not in event:
        return event[5:].strip()
    lines = (line for line in event.split(b"\n") if line.startswith(_DATA))
    return b" ".join(line[5:].strip() for line in lines)
