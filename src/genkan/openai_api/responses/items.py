"""The items of an input as turns of a chat."""

from typing import Any, Literal, TypeVar

import msgspec

from genkan.gateway import PartNotChecked, RequestInvalid
from genkan.openai_api.errors import ItemNotOffered

_TEXTS = frozenset({"input_text", "output_text", "text"})
_ROLES = {"developer": "system"}


class _Part(msgspec.Struct):
    type: str
    text: str | None = None
    refusal: str | None = None


class _Message(msgspec.Struct):
    role: Literal["user", "assistant", "system", "developer"]
    content: str | list[_Part]


class _FunctionCall(msgspec.Struct):
    call_id: str
    name: str
    arguments: str = "{}"


class _FunctionCallOutput(msgspec.Struct):
    call_id: str
    output: str | list[_Part]


_Item = TypeVar("_Item")


def messages_of(items: str | list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The turns; calls that follow one another are one turn of the assistant, as chats have it.

    Raises ``ItemNotOffered``, ``PartNotChecked`` and ``RequestInvalid``, each naming the place.
    """
    if isinstance(items, str):
        return [{"role": "user", "content": items}]
    messages: list[dict[str, Any]] = []
    for number, item in enumerate(items):
        _add(messages, item, place=f"input[{number}]")
    return messages


def _add(messages: list[dict[str, Any]], item: dict[str, Any], *, place: str) -> None:
    match item.get("type", "message"):
        case "message":
            message = _convert(item, _Message, place)
            content = _text(message.content, place=f"{place}.content")
            messages.append({"role": _ROLES.get(message.role, message.role), "content": content})
        case "function_call":
            _add_call(messages, _convert(item, _FunctionCall, place))
        case "function_call_output":
            told = _convert(item, _FunctionCallOutput, place)
            content = _text(told.output, place=f"{place}.output")
            messages.append({"role": "tool", "tool_call_id": told.call_id, "content": content})
        case other:
            raise ItemNotOffered(parameter=f"{place}.type", given=str(other)[:40])


def _add_call(messages: list[dict[str, Any]], call: _FunctionCall) -> None:
    if not messages or messages[-1]["role"] != "assistant":
        messages.append({"role": "assistant", "content": None})
    function = {"name": call.name, "arguments": call.arguments}
    calls: list[dict[str, Any]] = messages[-1].setdefault("tool_calls", [])
    calls.append({"id": call.call_id, "type": "function", "function": function})


def _text(content: str | list[_Part], *, place: str) -> str:
    if isinstance(content, str):
        return content
    for number, part in enumerate(content):
        if part.type not in _TEXTS and part.type != "refusal":
            raise PartNotChecked(kind=part.type[:40], parameter=f"{place}[{number}]")
    return "".join(part.text or part.refusal or "" for part in content)


def _convert(item: dict[str, Any], kind: type[_Item], place: str) -> _Item:
    try:
        return msgspec.convert(item, kind)
    except msgspec.ValidationError as error:
        raise RequestInvalid(reason=f"{place}: {error}", parameter=place) from error
