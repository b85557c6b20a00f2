"""A model endpoint that answers every question after a fixed time: ``python benchmarks/exam/mock.py PORT SECONDS``."""

import asyncio
import json
import re
import sys

LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
WORDS = ("申請は", "窓口で", "受け付けます。", "\n答え：b")
USAGE = {"prompt_tokens": 100, "completion_tokens": 12, "total_tokens": 112}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _chunk(choices: list[object], **more: object) -> bytes:
    return (
        b"data: "
        + _json({"id": "c", "object": "chat.completion.chunk", "choices": choices, **more})
        + b"\n\n"
    )


def _stream() -> bytes:
    pieces = [_chunk([{"index": 0, "delta": {"content": word}, "finish_reason": None}]) for word in WORDS]
    pieces += [_chunk([{"index": 0, "delta": {}, "finish_reason": "stop"}]), _chunk([], usage=USAGE)]
    body = b"".join([*pieces, b"data: [DONE]\n\n"])
    head = f"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


def _whole() -> bytes:
    message = {"role": "assistant", "content": "".join(WORDS)}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    body = _json(
        {
            "id": "c",
            "object": "chat.completion",
            "created": 1,
            "model": "m",
            "choices": [choice],
            "usage": USAGE,
        }
    )
    head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


STREAM, WHOLE = _stream(), _whole()


class Endpoint(asyncio.Protocol):
    """One connection; a request is read whole and answered after the time."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._received = b""
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, found, body = self._received.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        if found and length and len(body) >= int(length[1]):
            self._received = b""
            answer = STREAM if re.search(rb'"stream": *true', body) else WHOLE
            asyncio.get_running_loop().call_later(self._seconds, self._answer, answer)

    def _answer(self, answer: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(answer)


async def main(port: int, seconds: float) -> None:
    """Serve until the process ends."""
    server = await asyncio.get_running_loop().create_server(lambda: Endpoint(seconds), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), float(sys.argv[2])))
