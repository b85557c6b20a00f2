"""The items of an answer that is being written, and the events that tell of them."""

from collections.abc import Iterator
from typing import Any

from genkan.openai_api.responses.outline import call_item, message_item, part_of

Event = dict[str, Any]


class MessagePiece:
    """What the model says, in one part for each kind of text."""

    def __init__(self, call_id: str, output_index: int) -> None:
        self._call_id = call_id
        self._index = output_index
        self._item_id = f"msg_{call_id}"
        self._texts: dict[str, str] = {}

    def begin(self) -> Event:
        """The item was added."""
        item = message_item(self._call_id, [], status="in_progress")
        return {"type": "response.output_item.added", "output_index": self._index, "item": item}

    def hear(self, kind: str, text: str) -> Iterator[Event]:
        """More text of a kind."""
        if kind not in self._texts:
            self._texts[kind] = ""
            yield self._event("response.content_part.added", kind, part=part_of(kind, ""))
        self._texts[kind] += text
        logprobs: Event = {"logprobs": []} if kind == "output_text" else {}
        yield self._event(f"response.{kind}.delta", kind, delta=text, **logprobs)

    def end(self, status: str) -> Iterator[Event]:
        """Every part and the item are done."""
        for kind, text in self._texts.items():
            done: Event = {"text": text, "logprobs": []} if kind == "output_text" else {"refusal": text}
            yield self._event(f"response.{kind}.done", kind, **done)
            yield self._event("response.content_part.done", kind, part=part_of(kind, text))
        yield {"type": "response.output_item.done", "output_index": self._index, "item": self.item(status)}

    def item(self, status: str) -> dict[str, Any]:
        """The item as far as it is known."""
        parts = [part_of(kind, text) for kind, text in self._texts.items()]
        return message_item(self._call_id, parts, status=status)

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
