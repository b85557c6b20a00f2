"""A request in the form of the Responses API (https://platform.openai.com/docs/api-reference/responses)."""

from typing import Annotated, Any, Literal

import msgspec

from genkan.gateway import RequestInvalid
from genkan.openai_api.errors import ParameterNotOffered, StateNotKept

Count = Annotated[int, msgspec.Meta(ge=1, le=10**7)]


class Format(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True):
    """The form that the answer shall have."""

    type: str = "text"
    name: str | None = None
    schema: dict[str, Any] | None = None
    strict: bool | None = None
    description: str | None = None


class TextOptions(msgspec.Struct, forbid_unknown_fields=True):
    """What the text of the answer shall be like."""

    format: Format | None = None
    verbosity: Literal["low", "medium", "high"] | None = None


class Reasoning(msgspec.Struct, forbid_unknown_fields=True):
    """How much the model shall think."""

    effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | None = None
    summary: str | None = None
    generate_summary: str | None = None


class ResponsesRequest(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The whole request; what is None was not asked for."""

    model: Annotated[str, msgspec.Meta(min_length=1)]
    input: Annotated[str, msgspec.Meta(min_length=1)] | list[dict[str, Any]]
    instructions: str | None = None
    stream: bool | None = None
    stream_options: dict[str, Any] | None = None
    max_output_tokens: Count | None = None
    temperature: float | None = None
    top_p: float | None = None
    text: TextOptions | None = None
    tools: list[dict[str, Any]] | None = None
    tool_choice: str | dict[str, Any] | None = None
    parallel_tool_calls: bool | None = None
    reasoning: Reasoning | None = None
    metadata: dict[str, str] | None = None
    store: bool | None = None
    background: bool | None = None
    previous_response_id: str | None = None
    conversation: str | dict[str, Any] | None = None
    prompt: dict[str, Any] | None = None
    include: list[str] | None = None
    truncation: str | None = None
    top_logprobs: int | None = None
    max_tool_calls: int | None = None
    user: str | None = None
    safety_identifier: str | None = None
    service_tier: str | None = None
    prompt_cache_key: str | None = None
    prompt_cache_retention: str | None = None

    @property
    def streams(self) -> bool:
        """Whether the answer is wanted as a stream of events."""
        return bool(self.stream)


_decode = msgspec.json.Decoder(ResponsesRequest).decode


def read_responses_request(body: bytes) -> ResponsesRequest:
    """The request in a body.

    Raises ``RequestInvalid`` naming the place that is wrong, and ``ParameterNotOffered`` for what would need a
    memory or an ability that this API has not.
    """
    try:
        request = _decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RequestInvalid(reason=str(error)) from error
    for name in ("store", "background", "previous_response_id", "conversation", "prompt"):
        if getattr(request, name):
            raise StateNotKept(parameter=name)
    if request.truncation not in (None, "disabled"):
        raise ParameterNotOffered(parameter="truncation")
    for name in ("include", "top_logprobs", "max_tool_calls"):
        if getattr(request, name):
            raise ParameterNotOffered(parameter=name)
    if request.reasoning and (request.reasoning.summary or request.reasoning.generate_summary):
        raise ParameterNotOffered(parameter="reasoning.summary")
    return request
