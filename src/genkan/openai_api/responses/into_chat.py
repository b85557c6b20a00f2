"""A request of the Responses API as a request for a chat completion."""

from typing import Any

import msgspec

from genkan.gateway import ChatRequest, RequestInvalid
from genkan.openai_api.errors import ToolNotOffered
from genkan.openai_api.responses.items import messages_of
from genkan.openai_api.responses.request import Format, ResponsesRequest

_OF_A_FUNCTION = ("name", "description", "parameters", "strict")


def chat_request_of(request: ResponsesRequest) -> ChatRequest:
    """The same request. Raises ``RequestInvalid``, ``ToolNotOffered`` and as ``messages_of``."""
    text, reasoning = request.text, request.reasoning
    asked: dict[str, Any] = {
        "model": request.model,
        "messages": [*_instructions(request), *messages_of(request.input)],
        "stream": request.stream,
        "stream_options": {"include_usage": True} if request.streams else None,
        "max_tokens": request.max_output_tokens,
        "temperature": request.temperature,
        "top_p": request.top_p,
        "tools": [_tool(number, tool) for number, tool in enumerate(request.tools or ())] or None,
        "tool_choice": _tool_choice(request.tool_choice),
        "parallel_tool_calls": request.parallel_tool_calls,
        "response_format": _response_format(text.format) if text and text.format else None,
        "verbosity": text.verbosity if text else None,
        "reasoning_effort": reasoning.effort if reasoning else None,
    }
    try:
        return msgspec.convert(
            {name: value for name, value in asked.items() if value is not None}, ChatRequest
        )
    except msgspec.ValidationError as error:
        raise RequestInvalid(reason=str(error)) from error


def _instructions(request: ResponsesRequest) -> list[dict[str, Any]]:
    return [{"role": "system", "content": request.instructions}] if request.instructions else []


def _tool(number: int, tool: dict[str, Any]) -> dict[str, Any]:
    if tool.get("type") != "function":
        raise ToolNotOffered(parameter=f"tools[{number}].type", given=str(tool.get("type"))[:40])
    function = {name: tool[name] for name in _OF_A_FUNCTION if tool.get(name) is not None}
    return {"type": "function", "function": function}


def _tool_choice(choice: str | dict[str, Any] | None) -> str | dict[str, Any] | None:
    if choice is None or isinstance(choice, str):
        return choice
    if choice.get("type") != "function":
        raise ToolNotOffered(parameter="tool_choice", given=str(choice.get("type"))[:40])
    return {"type": "function", "function": {"name": choice.get("name", "")}}


def _response_format(wanted: Format) -> dict[str, Any] | None:
    """What every endpoint does anyway is not asked for."""
    if wanted.type == "text":
        return None
    if wanted.type != "json_schema":
        return {"type": wanted.type}
    schema: dict[str, Any] = msgspec.to_builtins(wanted)
    del schema["type"]
    return {"type": "json_schema", "json_schema": schema}
