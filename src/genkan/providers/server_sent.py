"""Server-sent events, taken apart as bytes arrive (HTML Living Standard, section 9.2)."""

from collections.abc import Iterator

_END_OF_LINE = b"\n"


class EventTooLarge(ValueError):
    """An event is larger than the limit."""


class EventParser:
    """Gives the data of each event; ``limit`` is the number of bytes that one event may have.

    Lines are decoded one by one, so that a damaged line does not take those before it along.
    ``name`` is the name of the event given last. ``bare``: an event with a name and no data is given too, which the
    standard would leave out and some servers mean as their last word.
    """

    def __init__(self, *, limit: int, bare: bool = False) -> None:
        self.name = ""
        self._bare = bare
        self._next_name = ""
        self._limit = limit
        self._rest = b""
        self._data: list[str] = []
        self._size = 0

    def feed(self, chunk: bytes) -> Iterator[str]:
        """The data of the events that this chunk completes. Raises ``UnicodeDecodeError``, ``EventTooLarge``."""
        received = self._rest + chunk
        held = b"\r" if received.endswith(b"\r") else b""
        if b"\r" in received:
            received = received.removesuffix(held).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        *lines, rest = received.split(_END_OF_LINE)
        self._rest = rest + held
        yield from self._take(lines)
        self._check(len(self._rest))

    def close(self) -> Iterator[str]:
        """The data of a last event that no empty line ended. Raises as :meth:`feed`."""
        yield from self._take([self._rest.removesuffix(b"\r"), b""])

    def _take(self, lines: list[bytes]) -> Iterator[str]:
        for line in lines:
            if line.startswith(b"data"):
                self._add(line)
            elif line.startswith(b"event"):
                self._name(line)
            elif not line and (self._data or self._next_name):
                yield from self._dispatch()

    def _dispatch(self) -> Iterator[str]:
        data, bare = "\n".join(self._data), not self._data
        self.name, self._next_name = self._next_name, ""
        self._data, self._size = [], 0
        if self._bare or not bare:
            yield data

    def _name(self, line: bytes) -> None:
        name, _, value = line.partition(b":")
        if name == b"event":
            self._next_name = value.removeprefix(b" ").decode()

    def _add(self, line: bytes) -> None:
        name, _, value = line.partition(b":")
        if name != b"data":
            return
        self._data.append(value.removeprefix(b" ").decode())
        self._size += len(value)
        self._check(self._size)

    def _check(self, size: int) -> None:
        if size > self._limit:
            raise EventTooLarge(size)
