"""A whole answer as a response."""

from typing import Any

import msgspec

from genkan.openai_api.responses.outline import Outline, call_item, message_item, part_of, status_of
from genkan.openai_api.responses.said import read_said


def whole_response(outline: Outline, answer: bytes) -> bytes:
    """The response that says what the chat completion says."""
    said = read_said(answer)
    words, status = said.words, status_of(said.reason)
    texts = {"output_text": words.content, "refusal": words.refusal}
    parts = [part_of(kind, text) for kind, text in texts.items() if text]
    output: list[dict[str, Any]] = []
    if parts or not words.tool_calls:
        output.append(message_item(outline.call_id, parts, status=status))
    for number, call in enumerate(words.tool_calls or ()):
        item = call_item(
            outline.call_id,
            number,
            status=status,
            call_id=call.id or f"call_{number}",
            name=call.function.name or "",
            arguments=call.function.arguments or "",
        )
        output.append(item)
    return msgspec.json.encode(outline.ended(said.reason, output, said.usage))
