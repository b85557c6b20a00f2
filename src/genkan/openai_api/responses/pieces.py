"""The items of an answer that is being written, and the events that tell of them."""

from collections.abc import Iterator
from typing import Any

import msgspec

from genkan.openai_api.responses.outline import call_item, message_item, part_of


class TextDelta(msgspec.Struct):
    """A word more of the text, the event that is sent most: one object for all words of a message."""

    type: str
    item_id: str
    output_index: int
    content_index: int
    delta: str = ""
    logprobs: tuple[()] = ()
    sequence_number: int = 0


Event = dict[str, Any] | TextDelta


class MessagePiece:
    """What the model says, in one part for each kind of text."""

    def __init__(self, call_id: str, output_index: int) -> None:
        self._call_id = call_id
        self._index = output_index
        self._item_id = f"msg_{call_id}"
        self._texts: dict[str, list[str]] = {}
        self._delta: TextDelta | None = None

    def begin(self) -> Event:
        """The item was added."""
        item = message_item(self._call_id, [], status="in_progress")
        return {"type": "response.output_item.added", "output_index": self._index, "item": item}

    def hear(self, kind: str, text: str) -> Iterator[Event]:
        """More text of a kind."""
        if kind not in self._texts:
            self._texts[kind] = []
            yield self._event("response.content_part.added", kind, part=part_of(kind, ""))
        if kind == "output_text":
            self._delta = self._delta or self._text_delta()
            yield self._said(text, self._delta)
        else:
            self._texts[kind].append(text)
            yield self._event(f"response.{kind}.delta", kind, delta=text)

    def more(self, text: str) -> TextDelta | None:
        """A word more of a text that has begun; None where it has not."""
        return None if self._delta is None else self._said(text, self._delta)

    def end(self, status: str) -> Iterator[Event]:
        """Every part and the item are done."""
        for kind, text in self._joined():
            done: dict[str, Any] = (
                {"text": text, "logprobs": []} if kind == "output_text" else {"refusal": text}
            )
            yield self._event(f"response.{kind}.done", kind, **done)
            yield self._event("response.content_part.done", kind, part=part_of(kind, text))
        yield {"type": "response.output_item.done", "output_index": self._index, "item": self.item(status)}

    def item(self, status: str) -> dict[str, Any]:
        """The item as far as it is known."""
        parts = [part_of(kind, text) for kind, text in self._joined()]
        return message_item(self._call_id, parts, status=status)

    def _said(self, text: str, delta: TextDelta) -> TextDelta:
        self._texts["output_text"].append(text)
        delta.delta = text
        return delta

    def _text_delta(self) -> TextDelta:
        place = list(self._texts).index("output_text")
        return TextDelta("response.output_text.delta", self._item_id, self._index, place)

    def _joined(self) -> Iterator[tuple[str, str]]:
        return ((kind, "".join(texts)) for kind, texts in self._texts.items())

    def _event(self, kind_of_event: str, kind: str, **more: Any) -> Event:
        place = {"item_id": self._item_id, "output_index": self._index}
        return {"type": kind_of_event, **place, "content_index": list(self._texts).index(kind), **more}


class CallPiece:
    """A function that the model calls."""

    def __init__(self, call_id: str, number: int, output_index: int, *, tool_call_id: str) -> None:
        self._call_id = call_id
        self._number = number
        self._index = output_index
        self._tool_call_id = tool_call_id
        self._name = ""
        self._arguments = ""

    def begin(self, name: str) -> Event:
        """The item was added."""
        self._name = name
        item = self.item("in_progress")
        return {"type": "response.output_item.added", "output_index": self._index, "item": item}

    def hear(self, arguments: str) -> Event:
        """More of the arguments."""
        self._arguments += arguments
        return self._event("response.function_call_arguments.delta", delta=arguments)

    def end(self, status: str) -> Iterator[Event]:
        """The arguments and the item are done."""
        yield self._event("response.function_call_arguments.done", name=self._name, arguments=self._arguments)
        yield {"type": "response.output_item.done", "output_index": self._index, "item": self.item(status)}

    def item(self, status: str) -> dict[str, Any]:
        """The item as far as it is known."""
        return call_item(
            self._call_id,
            self._number,
            status=status,
            call_id=self._tool_call_id,
            name=self._name,
            arguments=self._arguments,
        )

    def _event(self, kind: str, **more: str) -> Event:
        place = {"item_id": f"fc_{self._call_id}_{self._number}", "output_index": self._index}
        return {"type": kind, **place, **more}
