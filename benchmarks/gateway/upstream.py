"""A model endpoint that costs next to nothing: ``python benchmarks/gateway/upstream.py PORT [--rate 20]``.

It speaks OpenAI's chat completions on loopback. A plain request is answered at once; a streamed one gets
``max_tokens`` tokens, the first at once and the others at the given rate, then a chunk with usage. As all streams
have the same pace, one queue in order of time serves thousands of them with one timer.
"""

import argparse
import asyncio
import json
import re
from collections import deque
from typing import cast

import uvloop

WORDS = ("申請", "は", "窓口", "で", "受け付け", "、", "担当", "課", "が", "確認", "します", "。")
LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
STREAM = re.compile(rb'"stream": *true')
TOKENS = re.compile(rb'"max_tokens": *(\d+)')
PROMPT_TOKENS = 24
ANSWER_TOKENS = 12
DEFAULT_TOKENS = 100


def words(tokens: int) -> str:
    """The text of an answer of so many tokens."""
    return "".join(WORDS[number % len(WORDS)] for number in range(tokens))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _usage(tokens: int) -> dict[str, int]:
    return {
        "prompt_tokens": PROMPT_TOKENS,
        "completion_tokens": tokens,
        "total_tokens": PROMPT_TOKENS + tokens,
    }


def _answer(value: object, status: str = "200 OK") -> bytes:
    body = _json(value)
    head = f"HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


def _completion() -> bytes:
    message = {"role": "assistant", "content": words(ANSWER_TOKENS), "refusal": None}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    return _answer(
        {
            "id": "chatcmpl-0123456789abcdef",
            "object": "chat.completion",
            "created": 1795000000,
            "model": "benchmark-model",
            "choices": [choice],
            "usage": _usage(ANSWER_TOKENS),
        }
    )


def _chunk(choices: list[dict[str, object]], usage: dict[str, int] | None = None) -> bytes:
    value = {
        "id": "chatcmpl-0123456789abcdef",
        "object": "chat.completion.chunk",
        "created": 1795000000,
        "model": "benchmark-model",
        "choices": choices,
        "usage": usage,
    }
    return _framed(b"data: " + _json(value) + b"\n\n")


def _framed(event: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(event), event)


def _delta(delta: dict[str, object], finish: str | None = None) -> bytes:
    return _chunk([{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}])


COMPLETION = _completion()
MODELS = _answer(
    {"object": "list", "data": [{"id": "benchmark-model", "object": "model", "owned_by": "local"}]}
)
UNKNOWN = _answer({"error": {"message": "not here", "type": "invalid_request_error"}}, "404 Not Found")
OPENING = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
FIRST = OPENING + _delta({"role": "assistant", "content": ""})
TOKEN_CHUNKS = [_delta({"content": word}) for word in WORDS]
FINISH = _delta({}, "stop")
END = _framed(b"data: [DONE]\n\n") + b"0\r\n\r\n"


class Pace:
    """Sends the next token of every stream when it is due."""

    def __init__(self, interval: float) -> None:
        self.interval = interval
        self._due: deque[tuple[float, Endpoint]] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._loop = asyncio.get_running_loop()

    def add(self, stream: "Endpoint") -> None:
        """One interval from now."""
        self._due.append((self._loop.time() + self.interval, stream))
        if self._timer is None:
            self._timer = self._loop.call_later(self.interval, self._tick)

    def _tick(self) -> None:
        now, due = self._loop.time(), self._due
        while due and due[0][0] <= now:
            at, stream = due.popleft()
            if stream.next_token():
                due.append((at + self.interval, stream))
        self._timer = self._loop.call_later(max(0.001, due[0][0] - now), self._tick) if due else None


class Endpoint(asyncio.Protocol):
    """One connection."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._buffer = b""
        self._sent = self._tokens = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to answer."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Answer every request that is whole."""
        self._buffer = self._buffer + data if self._buffer else data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end]
            length = LENGTH.search(head)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self._buffer) < whole:
                return
            body, self._buffer = self._buffer[end + 4 : whole], self._buffer[whole:]
            self._answer(head, body)

    def next_token(self) -> bool:
        """Send one; false after the last."""
        if self._transport.is_closing():
            return False
        token = TOKEN_CHUNKS[self._sent % len(TOKEN_CHUNKS)]
        self._sent += 1
        if self._sent < self._tokens:
            self._transport.write(token)
            return True
        self._transport.write(token + FINISH + _chunk([], _usage(self._tokens)) + END)
        return False

    def _answer(self, head: bytes, body: bytes) -> None:
        if head.startswith(b"GET "):
            self._transport.write(MODELS if b"/models" in head.split(b"\r\n", 1)[0] else UNKNOWN)
        elif STREAM.search(body):
            self._start(body)
        else:
            self._transport.write(COMPLETION)

    def _start(self, body: bytes) -> None:
        tokens = TOKENS.search(body)
        self._sent, self._tokens = 1, int(tokens[1]) if tokens else DEFAULT_TOKENS
        self._transport.write(FIRST + TOKEN_CHUNKS[0])
        self._pace.add(self)


async def serve(port: int, rate: float) -> None:
    """Until ended from outside."""
    pace = Pace(1 / rate)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Endpoint(pace), "127.0.0.1", port, backlog=8192)
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("port", type=int)
    parser.add_argument("--rate", type=float, default=20.0, help="tokens a second of one stream")
    options = parser.parse_args()
    uvloop.run(serve(options.port, options.rate))
