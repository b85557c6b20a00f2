"""The object ``response``: what was asked for, and how far the answer is."""

from typing import Any

import msgspec

from genkan.openai_api.responses.request import ResponsesRequest
from genkan.openai_api.responses.said import Usage

_INCOMPLETE = {"length": "max_output_tokens", "content_filter": "content_filter"}


class Outline:
    """Writes the response of one call at any moment."""

    def __init__(self, request: ResponsesRequest, *, call_id: str, created: int) -> None:
        self.call_id = call_id
        text = request.text
        self._frame: dict[str, Any] = {
            "id": f"resp_{call_id}",
            "object": "response",
            "created_at": created,
            "model": request.model,
            "background": False,
            "instructions": request.instructions,
            "max_output_tokens": request.max_output_tokens,
            "max_tool_calls": None,
            "metadata": request.metadata or {},
            "parallel_tool_calls": request.parallel_tool_calls is not False,
            "previous_response_id": None,
            "reasoning": {
                "effort": request.reasoning.effort if request.reasoning else None,
                "summary": None,
            },
            "store": False,
            "temperature": request.temperature,
            "text": {
                "format": msgspec.to_builtins(text.format) if text and text.format else {"type": "text"}
            },
            "tool_choice": request.tool_choice or "auto",
            "tools": request.tools or [],
            "top_p": request.top_p,
            "truncation": "disabled",
            "user": request.user,
        }
        self._frame["text"]["format"].setdefault("type", "text")

    def begun(self) -> dict[str, Any]:
        """Nothing was said yet."""
        return self._document("in_progress", [])

    def ended(self, reason: str | None, output: list[dict[str, Any]], usage: Usage | None) -> dict[str, Any]:
        """The answer came to its end, by itself or because it was cut off."""
        cut = _INCOMPLETE.get(reason or "")
        document = self._document("incomplete" if cut else "completed", output)
        return document | {"incomplete_details": {"reason": cut} if cut else None, "usage": _usage(usage)}

    def failed(self, error: dict[str, Any], output: list[dict[str, Any]]) -> dict[str, Any]:
        """The answer broke off."""
        code = "rate_limit_exceeded" if error["type"] == "rate_limit_error" else "server_error"
        return self._document("failed", output) | {"error": {"code": code, "message": error["message"]}}

    def _document(self, status: str, output: list[dict[str, Any]]) -> dict[str, Any]:
        state = {"status": status, "output": output, "error": None, "incomplete_details": None, "usage": None}
        return {**self._frame, **state}


def status_of(reason: str | None) -> str:
    """How an item ended whose answer ended for this reason."""
    return "incomplete" if reason in _INCOMPLETE else "completed"


def message_item(call_id: str, content: list[dict[str, Any]], *, status: str) -> dict[str, Any]:
    """What the model said."""
    return {
        "id": f"msg_{call_id}",
        "type": "message",
        "role": "assistant",
        "status": status,
        "content": content,
    }


def call_item(answer_id: str, number: int, /, *, status: str, **said: str) -> dict[str, Any]:
    """A function that the model calls; ``said``: ``call_id``, ``name`` and ``arguments``."""
    return {"id": f"fc_{answer_id}_{number}", "type": "function_call", "status": status, **said}


def part_of(kind: str, text: str) -> dict[str, Any]:
    """A part of what the model said: ``output_text`` or ``refusal``."""
    if kind == "refusal":
        return {"type": kind, "refusal": text}
    return {"type": kind, "text": text, "annotations": [], "logprobs": []}


def _usage(usage: Usage | None) -> dict[str, Any] | None:
    if usage is None or usage.prompt_tokens is None:
        return None
    read, written = usage.prompt_tokens, usage.completion_tokens or 0
    return {
        "input_tokens": read,
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens": written,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": read + written,
    }
