"""Clients that send one after the other on a kept connection, and send again elsewhere what nobody answered."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from votes.replicas import Replicas

_FORM = (
    "POST /compare/{comparison}/vote HTTP/1.1\r\n"
    "host: 127.0.0.1:{{port}}\r\n"
    "cookie: genkan_session={token}\r\n"
    "content-type: application/x-www-form-urlencoded\r\n"
    "sec-fetch-site: same-origin\r\n"
    "content-length: {length}\r\n\r\n"
    "{body}"
)
_THANKS = b"HTTP/1.1 303 "


def vote_of(comparison: str, token: str, choice: str) -> str:
    """The request of a browser that sends the form of a vote; ``{port}`` is the port that it goes to."""
    body = urlencode({"choice": choice, "reasons": "correct", "comment": "根拠が明確でした。", "seen": "0"})
    return _FORM.format(comparison=comparison, token=token, length=len(body), body=body)


@dataclass
class Sent:
    """What became of it: seconds until all were thanked and until the kill, what was sent again, what was refused.

    ``longest`` is the longest time that one waited for an answer.
    """

    seconds: float = 0.0
    until_kill: float = 0.0
    repeated: int = 0
    refused: list[str] = field(default_factory=list)
    longest: float = 0.0


@dataclass
class Clients:
    """So many clients of some replicas; ``kill_at`` is the request before which the first replica is killed."""

    replicas: Replicas
    clients: int
    kill_at: int = -1

    async def send(self, requests: list[str], *, end: bytes, thanks: bytes) -> Sent:
        """Send each until it is answered with ``thanks``; an answer reaches to ``end``."""
        sent, waiting, began = Sent(), iter(enumerate(requests)), time.perf_counter()
        await asyncio.gather(
            *(
                self._client(number % len(self.replicas.ports), waiting, sent, end=end, thanks=thanks)
                for number in range(self.clients)
            )
        )
        sent.seconds = time.perf_counter() - began
        return sent

    async def _client(
        self, place: int, waiting: Iterator[tuple[int, str]], sent: Sent, *, end: bytes, thanks: bytes
    ) -> None:
        began, request = time.perf_counter(), None
        while True:
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", self.replicas.ports[place])
                while request is not None or (request := next(waiting, None)) is not None:
                    if request[0] == self.kill_at and not sent.until_kill:
                        sent.until_kill = time.perf_counter() - began
                        self.replicas.kill_first()
                    asked = time.perf_counter()
                    writer.write(request[1].replace("{port}", str(self.replicas.ports[place]), 1).encode())
                    answer = await reader.readuntil(end)
                    sent.longest = max(sent.longest, time.perf_counter() - asked)
                    if not answer.startswith(thanks):
                        sent.refused.append(answer.decode(errors="replace")[:200])
                        raise ConnectionResetError
                    request = None
                writer.close()
                return
            except (OSError, asyncio.IncompleteReadError):
                sent.repeated += request is not None
                place = (place + 1) % len(self.replicas.ports)
                if len(sent.refused) > self.clients:
                    raise SystemExit(f"votes were refused: {sent.refused[-1]}") from None


def send_votes(replicas: Replicas, votes: list[str], *, clients: int, kill_at: int = -1) -> Sent:
    """Send votes; half-way one replica may be killed."""
    sending = Clients(replicas, clients, kill_at).send(votes, end=b"\r\n\r\n", thanks=_THANKS)
    return asyncio.run(sending)


def send_lines(replicas: Replicas, lines: list[str], *, clients: int) -> Sent:
    """Send lines, each answered with one."""
    return asyncio.run(Clients(replicas, clients).send(lines, end=b"\n", thanks=b"written"))
