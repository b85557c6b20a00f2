"""The documents that Amazon Bedrock's Converse takes."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

import msgspec

from genkan.providers.errors import NotSupported
from genkan.providers.events import Message, SpeakRequest, ToolCall
from genkan.providers.translation import stop_sequences

KNOWN = {
    "max_tokens": "maxTokens",
    "temperature": "temperature",
    "top_p": "topP",
    "stop": "stopSequences",
    "tool_choice": "toolChoice",
}
_CHOICES: Mapping[str, dict[str, object]] = {"auto": {"auto": {}}, "required": {"any": {}}}


def compose(request: SpeakRequest, *, parameters: Mapping[str, object], extra: object) -> dict[str, object]:
    """The document of a request; ``extra`` are fields that only the model behind knows. Raises ``NotSupported``."""
    inference = {name: value for name, value in parameters.items() if name != "toolChoice"}
    if "stopSequences" in inference:
        inference["stopSequences"] = stop_sequences(inference["stopSequences"])
    system = [{"text": message.content} for message in request.messages if message.role == "system"]
    parts = {
        "messages": _turns(message for message in request.messages if message.role != "system"),
        "system": [part for part in system if part["text"].strip()],
        "inferenceConfig": inference,
        "toolConfig": _tools(request, choice=parameters.get("toolChoice")),
        "additionalModelRequestFields": extra,
    }
    return {name: part for name, part in parts.items() if part}


def _turns(messages: Iterator[Message]) -> list[dict[str, object]]:
    """The turns, user and assistant by turns as Converse wants them: what follows in one role is one turn."""
    turns: list[tuple[str, list[dict[str, object]]]] = []
    for message in messages:
        role = "assistant" if message.role == "assistant" else "user"
        if not turns or turns[-1][0] != role:
            turns.append((role, []))
        turns[-1][1].extend(_blocks(message))
    return [{"role": role, "content": blocks} for role, blocks in turns if blocks]


def _blocks(message: Message) -> Iterator[dict[str, object]]:
    if message.role == "tool":
        result = {"toolUseId": message.tool_call_id, "content": [{"text": message.content}]}
        yield {"toolResult": result}
        return
    if message.content.strip():
        yield {"text": message.content}
    for call in message.tool_calls:
        yield {"toolUse": {"toolUseId": call.id, "name": call.name, "input": _arguments(call)}}


def _arguments(call: ToolCall) -> dict[str, object]:
    """The arguments as a document; what a model wrote that is none, as one text."""
    try:
        return msgspec.json.decode(call.arguments or "{}", type=dict[str, object])
    except msgspec.DecodeError:
        return {"arguments": call.arguments}


def _tools(request: SpeakRequest, *, choice: object) -> dict[str, object]:
    if not request.tools:
        return {}
    tools: dict[str, object] = {"tools": [{"toolSpec": _tool(tool)} for tool in request.tools]}
    return tools if choice is None else {**tools, "toolChoice": _choice(choice)}


def _tool(tool: Mapping[str, object]) -> dict[str, object]:
    function = cast("Mapping[str, Any]", tool.get("function", {}))
    schema = {"json": function.get("parameters", {"type": "object"})}
    described = {"description": function["description"]} if function.get("description") else {}
    return {"name": function.get("name", ""), **described, "inputSchema": schema}


def _choice(value: object) -> dict[str, object]:
    if isinstance(value, str) and value in _CHOICES:
        return _CHOICES[value]
    if isinstance(value, dict):
        function = cast("Mapping[str, Any]", value).get("function", {})
        return {"tool": {"name": function.get("name", "")}}
    raise NotSupported(parameter="tool_choice", given=str(value)[:20], allowed="auto、required、function")
