"""Putting masked words back into the documents of an answer, for the program that asked."""

from collections.abc import Mapping
from typing import Any

import msgspec

from genkan.gateway.chat.escapes import EscapeReader, settled
from genkan.policy import StreamRestorer, restore

_WORDS = ("content", "refusal", "reasoning_content")
_Key = tuple[object, ...]


class Restoring:
    """Restores chunks in the order in which they come; what may begin a placeholder is held back."""

    def __init__(self, originals: Mapping[str, str]) -> None:
        self._originals = originals
        self._escaped = {name: _escaped(original) for name, original in originals.items()}
        self._restorers: dict[_Key, StreamRestorer | _Arguments] = {}

    def chunk(self, data: bytes) -> bytes:
        """A chunk with its words restored as far as they are known."""
        document: dict[str, Any] = msgspec.json.decode(data)
        for choice in document.get("choices", ()):
            index: object = choice.get("index", 0)
            delta: dict[str, Any] = choice.get("delta") or {}
            self._restore_delta(index, delta)
            if choice.get("finish_reason"):
                choice["delta"] = self._flushed(index, delta)
        return msgspec.json.encode(document)

    def whole(self, data: bytes) -> bytes:
        """A whole answer with its words restored."""
        document: dict[str, Any] = msgspec.json.decode(data)
        for choice in document.get("choices", ()):
            self._restore_message(choice.get("message") or {})
        return msgspec.json.encode(document)

    def _restore_delta(self, index: object, delta: dict[str, Any]) -> None:
        for name in _WORDS:
            if isinstance(delta.get(name), str):
                delta[name] = self._restorer(index, name).feed(delta[name])
        for call in delta.get("tool_calls") or ():
            self._feed(call.get("function") or {}, (index, "tool_calls", call.get("index", 0)))
        self._feed(delta.get("function_call") or {}, (index, "function_call"))

    def _feed(self, function: dict[str, Any], key: _Key) -> None:
        if isinstance(function.get("arguments"), str):
            function["arguments"] = self._restorer(*key).feed(function["arguments"])

    def _flushed(self, index: object, delta: dict[str, Any]) -> dict[str, Any]:
        """The last words of a choice with all that was held back of it."""
        for key, restorer in self._restorers.items():
            if key[0] == index and (held := restorer.flush()):
                _append(delta, key[1:], held)
        return delta

    def _restorer(self, *key: object) -> "StreamRestorer | _Arguments":
        if key not in self._restorers:
            of_words = key[1] in _WORDS
            self._restorers[key] = StreamRestorer(self._originals) if of_words else _Arguments(self._escaped)
        return self._restorers[key]

    def _restore_message(self, message: dict[str, Any]) -> None:
        for name in _WORDS:
            if isinstance(message.get(name), str):
                message[name] = restore(message[name], originals=self._originals)
        for call in message.get("tool_calls") or ():
            self._restore_function(call.get("function") or {})
        self._restore_function(message.get("function_call") or {})

    def _restore_function(self, function: dict[str, Any]) -> None:
        if isinstance(function.get("arguments"), str):
            function["arguments"] = restore(settled(function["arguments"]), originals=self._escaped)


class _Arguments:
    """Restores the arguments of a call, also where the model wrote a placeholder with escapes."""

    def __init__(self, originals: Mapping[str, str]) -> None:
        self._reader = EscapeReader()
        self._restorer = StreamRestorer(originals)

    def feed(self, piece: str) -> str:
        return self._restorer.feed(self._reader.feed(piece))

    def flush(self) -> str:
        return self._restorer.feed(self._reader.flush()) + self._restorer.flush()


def _append(delta: dict[str, Any], place: _Key, held: str) -> None:
    """Put what was held back behind the words of the same place."""
    if place[0] in _WORDS:
        delta[str(place[0])] = (delta.get(str(place[0])) or "") + held
        return
    function = _function(delta, place)
    function["arguments"] = (function.get("arguments") or "") + held


def _function(delta: dict[str, Any], place: _Key) -> dict[str, Any]:
    if place[0] == "function_call":
        holder, name = delta, "function_call"
    else:
        holder, name = _call(delta, place[1]), "function"
    holder[name] = holder.get(name) or {}
    return holder[name]


def _call(delta: dict[str, Any], index: object) -> dict[str, Any]:
    calls: list[dict[str, Any]] = delta.get("tool_calls") or []
    delta["tool_calls"] = calls
    found = next((call for call in calls if call.get("index", 0) == index), None)
    if found is None:
        found = {"index": index}
        calls.append(found)
    return found


def _escaped(text: str) -> str:
    """The text as it stands inside a string of a JSON document."""
    return msgspec.json.encode(text).decode()[1:-1]
