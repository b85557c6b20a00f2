"""A request in OpenAI's form (https://platform.openai.com/docs/api-reference/chat), checked as it is read."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal

import msgspec

from genkan.gateway.errors import RequestInvalid

Count = Annotated[int, msgspec.Meta(ge=1, le=10**7)]
Penalty = Annotated[float, msgspec.Meta(ge=-2, le=2)]
Text = Annotated[str, msgspec.Meta(min_length=1)]
_NOT_SENT = frozenset(
    {"user", "metadata", "store", "safety_identifier", "service_tier", "prompt_cache_key", "stream_options"}
)
_LENGTHS = ("max_tokens", "max_completion_tokens")


class Part(msgspec.Struct, omit_defaults=True):
    """A part of a message; only text can be checked, so only text passes."""

    type: str
    text: str | None = None
    refusal: str | None = None
    image_url: object = None
    input_audio: object = None
    file: object = None


class Function(msgspec.Struct):
    """A call of a function as the model wrote it."""

    name: str
    arguments: str = "{}"


class ToolCall(msgspec.Struct, kw_only=True):
    """A call of a tool in an earlier turn."""

    id: str
    type: str = "function"
    function: Function

    def __post_init__(self) -> None:
        if self.type != "function":
            raise ValueError("only tools of type function are supported")


class ChatMessage(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """One turn of the conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = None
    name: str | None = None
    tool_calls: list[ToolCall] | None = None
    function_call: Function | None = None
    tool_call_id: str | None = None
    refusal: str | None = None
    reasoning_content: str | None = None
    audio: object = None
    annotations: object = None


class StreamOptions(msgspec.Struct, omit_defaults=True):
    """What the stream shall hold besides the answer."""

    include_usage: bool = False
    include_obfuscation: bool | None = None


class ChatRequest(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """The whole request; what is None was not asked for."""

    model: Text
    messages: Annotated[list[ChatMessage], msgspec.Meta(min_length=1)]
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    max_tokens: Count | None = None
    max_completion_tokens: Count | None = None
    n: Annotated[int, msgspec.Meta(ge=1, le=128)] | None = None
    stop: str | list[str] | None = None
    seed: Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)] | None = None
    temperature: Annotated[float, msgspec.Meta(ge=0, le=2)] | None = None
    top_p: Annotated[float, msgspec.Meta(ge=0, le=1)] | None = None
    frequency_penalty: Penalty | None = None
    presence_penalty: Penalty | None = None
    logit_bias: dict[str, float] | None = None
    logprobs: bool | None = None
    top_logprobs: Annotated[int, msgspec.Meta(ge=0, le=20)] | None = None
    tools: list[dict[str, Any]] | None = None
    tool_choice: str | dict[str, Any] | None = None
    parallel_tool_calls: bool | None = None
    functions: list[dict[str, Any]] | None = None
    function_call: str | dict[str, Any] | None = None
    response_format: dict[str, Any] | None = None
    reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | None = None
    verbosity: Literal["low", "medium", "high"] | None = None
    prediction: dict[str, Any] | None = None
    modalities: list[Literal["text"]] | None = None
    user: str | None = None
    metadata: object = None
    store: bool | None = None
    safety_identifier: str | None = None
    service_tier: str | None = None
    prompt_cache_key: str | None = None

    @property
    def streams(self) -> bool:
        """Whether the answer is wanted as a stream."""
        return bool(self.stream)

    @property
    def wants_usage(self) -> bool:
        """Whether the stream shall end with the usage."""
        return self.stream_options is not None and self.stream_options.include_usage

    @property
    def longest_answer(self) -> int | None:
        """The tokens that the answer may have, where that was said."""
        return self.max_completion_tokens or self.max_tokens

    @property
    def says_one_length(self) -> bool:
        """Whether both names of the longest answer, where both are given, have one value."""
        both = self.max_tokens is not None and self.max_completion_tokens is not None
        return not both or self.max_tokens == self.max_completion_tokens

    def parameters(self) -> dict[str, object]:
        """What goes to the endpoint besides the messages; what identifies the program's users does not."""
        asked = ((name, getattr(self, name)) for name in _parameters())
        return {name: value for name, value in asked if value is not None}


@cache
def _parameters() -> tuple[str, ...]:
    left_out = _NOT_SENT | {"model", "messages", "stream"}
    return tuple(name for name in ChatRequest.__struct_fields__ if name not in left_out)


_decode = msgspec.json.Decoder(ChatRequest).decode


def read_chat_request(body: bytes) -> ChatRequest:
    """The request in a body. Raises ``RequestInvalid`` naming the place that is wrong."""
    try:
        request = _decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RequestInvalid(reason=str(error)) from error
    if request.modalities not in (None, ["text"]):
        raise RequestInvalid(reason="only the modality text is supported - at `$.modalities`")
    if not request.says_one_length:
        raise RequestInvalid(
            reason="max_tokens and max_completion_tokens differ; give one of them - at `$.max_completion_tokens`"
        )
    return request


def encode_for_endpoint(
    request: ChatRequest,
    *,
    model: str | None,
    fixed: Mapping[str, object],
    include_usage: bool,
    length_name: object = None,
) -> bytes:
    """The body for an endpoint; ``fixed`` are its own parameters, which the request overrides.

    ``model`` is None where the address names it. ``length_name`` is how the endpoint calls the longest answer, None where it knows both names.
    """
    named = {} if model is None else {"model": model}
    body: dict[str, object] = {**fixed, **request.parameters(), **named, "messages": request.messages}
    if length_name in _LENGTHS and request.longest_answer is not None:
        body = {name: value for name, value in body.items() if name not in _LENGTHS}
        body[str(length_name)] = request.longest_answer
    if request.streams:
        body["stream"] = True
        if include_usage:
            body["stream_options"] = {"include_usage": True}
    return msgspec.json.encode(body)
