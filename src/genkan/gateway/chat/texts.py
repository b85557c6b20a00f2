"""Every text of a request that would leave: all turns, tool calls, tools and formats, and putting masked ones in place."""

from dataclasses import dataclass
from typing import Any

import msgspec

from genkan.gateway.chat.escapes import closed, has_escapes, is_json, opened
from genkan.gateway.chat.request import ChatMessage, ChatRequest, Part
from genkan.gateway.errors import PartNotChecked

_DOCUMENTS = (
    "tools",
    "tool_choice",
    "functions",
    "function_call",
    "response_format",
    "prediction",
    "stop",
    "logit_bias",
)


@dataclass(slots=True)
class _Place:
    """Where a text stands.

    ``value``: the text is the JSON of the attribute; ``document``: the attribute is itself a text of JSON, which
    is opened also where it holds no character by its number.
    """

    holder: Any
    attribute: str
    value: bool = False
    document: bool = False
    _opened: bool = False

    def read(self) -> str:
        """The text as the policy reads it; where escapes hid something, it stands so from now on."""
        text = self._standing()
        if not (self.value or self.document or has_escapes(text)):
            return text
        self._opened = is_json(text)
        plain = opened(text)
        if plain != text:
            self.write(plain)
        return plain

    def write(self, text: str) -> None:
        """Put this in its place. Raises ``RequestInvalid`` where it would be no document any more."""
        whole = closed(text) if self._opened else text
        setattr(self.holder, self.attribute, msgspec.json.decode(whole) if self.value else whole)

    def _standing(self) -> str:
        value = getattr(self.holder, self.attribute)
        return msgspec.json.encode(value).decode() if self.value else value


class RequestTexts:
    """The texts of one request in a fixed order. Raises ``PartNotChecked`` for anything that is no text."""

    def __init__(self, request: ChatRequest) -> None:
        self._places = [place for message in request.messages for place in _places(message)]
        for name in _DOCUMENTS:
            if getattr(request, name) is not None:
                self._places.append(_Place(request, name, value=True))
        self.texts = tuple(place.read() for place in self._places)
        self._standing = self.texts

    def replace(self, texts: tuple[str, ...]) -> None:
        """Put these in the place of the texts, in the same order."""
        for place, before, after in zip(self._places, self._standing, texts, strict=True):
            if before != after:
                place.write(after)
        self._standing = texts

    @property
    def characters(self) -> int:
        """How long all of them are."""
        return sum(map(len, self.texts))


def _places(message: ChatMessage) -> list[_Place]:
    found = [] if message.content is None else _content_places(message)
    for attribute in ("name", "refusal", "reasoning_content", "tool_call_id"):
        if getattr(message, attribute) is not None:
            found.append(_Place(message, attribute))
    for call in message.tool_calls or ():
        found += [
            _Place(call, "id"),
            _Place(call.function, "name"),
            _Place(call.function, "arguments", document=True),
        ]
    if message.function_call is not None:
        found += [
            _Place(message.function_call, "name"),
            _Place(message.function_call, "arguments", document=True),
        ]
    if message.audio is not None or message.annotations:
        raise PartNotChecked(kind="audio" if message.audio is not None else "annotations")
    return found


def _content_places(message: ChatMessage) -> list[_Place]:
    if isinstance(message.content, str):
        return [_Place(message, "content")]
    for part in message.content or ():
        if part.type not in {"text", "refusal"} or part.image_url or part.input_audio or part.file:
            raise PartNotChecked(kind=part.type)
    found: list[_Place] = []
    message.content = _joined(message.content or [])
    for part in message.content:
        found += [_Place(part, name) for name in ("text", "refusal") if getattr(part, name) is not None]
    return found


def _joined(parts: list[Part]) -> list[Part]:
    """Parts of one kind that follow one another are one, so that no value is split between two checks."""
    joined: list[Part] = []
    for part in parts:
        if joined and joined[-1].type == part.type:
            last = joined.pop()
            part = Part(part.type, _sum(last.text, part.text), _sum(last.refusal, part.refusal))
        joined.append(part)
    return joined


def _sum(one: str | None, other: str | None) -> str | None:
    return None if one is None and other is None else (one or "") + (other or "")
