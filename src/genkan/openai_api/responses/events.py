"""The stream of a response: typed events, numbered in their order."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from genkan.openai_api.responses.outline import Outline, status_of
from genkan.openai_api.responses.pieces import CallPiece, Event, MessagePiece, TextDelta
from genkan.openai_api.responses.said import Call, Usage, read_said


class EventWriter:
    """Turns the chunks of a chat completion into events, framed for the stream."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._number = 0
        self._pieces: list[MessagePiece | CallPiece] = []
        self._message: MessagePiece | None = None
        self._calls: dict[int, CallPiece] = {}
        self._reason: str | None = None
        self._usage: Usage | None = None

    def begin(self) -> bytes:
        """The first events."""
        response = self._outline.begun()
        kinds = ("response.created", "response.in_progress")
        return self._framed({"type": kind, "response": response} for kind in kinds)

    def take(self, documents: Iterable[bytes]) -> bytes:
        """The events that the chunks make; none where they say nothing new."""
        return b"".join(self._framed(self._heard(document)) for document in documents)

    def word(self, text: str) -> bytes:
        """The event that a word more makes; empty where more than that would have to be told."""
        event = self._message.more(text) if self._message is not None else None
        return b"" if event is None else self._frame(event)

    def end(self) -> bytes:
        """The last events of an answer that came to its end."""
        added = b"" if self._pieces else self._framed([self._new_message()])
        status = status_of(self._reason)
        done = added + b"".join(self._framed(piece.end(status)) for piece in self._pieces)
        output = [piece.item(status) for piece in self._pieces]
        response = self._outline.ended(self._reason, output, self._usage)
        return done + self._framed([{"type": f"response.{response['status']}", "response": response}])

    def fail(self, error: dict[str, Any]) -> bytes:
        """The last event of an answer that broke off."""
        output = [piece.item("incomplete") for piece in self._pieces]
        response = self._outline.failed(error, output)
        return self._framed([{"type": "response.failed", "response": response}])

    def _heard(self, document: bytes) -> Iterator[Event]:
        said = read_said(document)
        words = said.words
        for kind, text in (("output_text", words.content), ("refusal", words.refusal)):
            if text:
                yield from self._hear_text(kind, text)
        for call in words.tool_calls or ():
            yield from self._hear_call(call)
        self._reason = said.reason or self._reason
        self._usage = said.usage or self._usage

    def _hear_text(self, kind: str, text: str) -> Iterator[Event]:
        if self._message is None:
            yield self._new_message()
        if self._message is not None:
            yield from self._message.hear(kind, text)

    def _new_message(self) -> Event:
        self._message = MessagePiece(self._outline.call_id, len(self._pieces))
        self._pieces.append(self._message)
        return self._message.begin()

    def _hear_call(self, call: Call) -> Iterator[Event]:
        if call.index not in self._calls:
            number = len(self._calls)
            tool_call_id = call.id or f"call_{number}"
            piece = CallPiece(self._outline.call_id, number, len(self._pieces), tool_call_id=tool_call_id)
            self._calls[call.index] = piece
            self._pieces.append(piece)
            yield piece.begin(call.function.name or "")
        if call.function.arguments:
            yield self._calls[call.index].hear(call.function.arguments)

    def _framed(self, events: Iterable[Event]) -> bytes:
        return b"".join(map(self._frame, events))

    def _frame(self, event: Event) -> bytes:
        if isinstance(event, TextDelta):
            kind, event.sequence_number = event.type, self._number
            data = msgspec.json.encode(event)
        else:
            kind, data = event["type"], msgspec.json.encode({**event, "sequence_number": self._number})
        self._number += 1
        return b"event: " + kind.encode() + b"\ndata: " + data + b"\n\n"
