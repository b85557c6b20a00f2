"""What a deployment is declared to understand, and the check of a request against it before anything is sent.

Endpoints that speak one protocol differ in what they take of it. The differences are declared for each deployment,
as data; no code asks who the vendor is.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Literal

import msgspec

from genkan.providers.errors import CapabilityUnreadable, ContextExceeded, NotSupported
from genkan.providers.events import Endpoint, SpeakRequest

_HARMLESS: Mapping[str, object] = {"n": 1, "logprobs": False, "response_format": {"type": "text"}}
_NOT_CHECKED = frozenset({"model", "messages", "stream", "stream_options"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What is declared; everything else is passed on as it was asked.

    ``accepts``: the only parameters taken, by their OpenAI names, ``tools`` among them (None: any).
    ``refuses``: parameters not taken. ``choices``: the numbers allowed as ``n``.
    ``default_max_tokens``: the length of an answer where none is asked for. ``most_output_tokens``: the longest answer.
    ``context_tokens``: question and answer together. ``characters_per_token``: how many characters a token holds at
    the most, so that a question that cannot fit is told from its length.
    ``max_tokens_name``: how the endpoint calls ``max_tokens``. ``include_usage``: it understands ``stream_options``.
    ``streams``: it streams. ``error_path``: the keys that lead to the text of an error.
    ``missing_key_status``: the status by which it says that no key was sent.
    ``tells_refusals``: it tells a request that it does not take (4xx) from a fault of its own; a verification expects it.
    ``client_id_header``: the header in which cotomi's API wants the identity of the calling system.
    ``kind``: whether it answers in a chat or gives embeddings.
    ``most_inputs``: the texts that one request for embeddings may hold.
    """

    kind: Literal["chat", "embeddings"] = "chat"
    accepts: frozenset[str] | None = None
    refuses: frozenset[str] = frozenset()
    choices: frozenset[int] | None = None
    default_max_tokens: int | None = None
    most_output_tokens: int | None = None
    context_tokens: int | None = None
    characters_per_token: float | None = None
    max_tokens_name: str = "max_tokens"
    include_usage: bool = True
    streams: bool = True
    error_path: tuple[str, ...] = ()
    missing_key_status: int | None = None
    tells_refusals: bool = True
    client_id_header: str = "x-nec-cotomi-client-id"
    most_inputs: int | None = None


_KEYS = frozenset(field.name for field in fields(Capabilities))
_NOTHING_DECLARED = Capabilities()


def read_capabilities(declared: Mapping[str, object]) -> Capabilities:
    """The capabilities in a mapping such as a deployment has. Raises ``CapabilityUnreadable`` naming the key."""
    if not declared:
        return _NOTHING_DECLARED
    for key in sorted(declared.keys() - _KEYS):
        raise CapabilityUnreadable(capability=key)
    try:
        return msgspec.convert(dict(declared), Capabilities)
    except msgspec.ValidationError as error:
        raise CapabilityUnreadable(capability=_place(error)) from error


def wanted(endpoint: Endpoint, request: SpeakRequest, **defaults: object) -> dict[str, object]:
    """The parameters of a request: the defaults, the endpoint's own, then the request's; ``None`` leaves one out."""
    merged = {**defaults, **endpoint.parameters, **request.parameters}
    return {name: value for name, value in merged.items() if value is not None}


def check_request(
    capabilities: Capabilities, request: SpeakRequest, *, parameters: Mapping[str, object]
) -> None:
    """Raise ``NotSupported`` or ``ContextExceeded`` where the endpoint is declared not to take this request."""
    check_names(capabilities, _asked_names(request, parameters=parameters))
    _check_choices(capabilities, parameters.get("n"))
    _check_length(capabilities, request, asked=asked_length(parameters))


def check_names(capabilities: Capabilities, names: Iterable[str]) -> None:
    """Raise ``NotSupported`` for the first of the parameters that is not taken."""
    for name in sorted(names):
        if name in capabilities.refuses:
            raise NotSupported(parameter=name, given=name, allowed="—")
        if capabilities.accepts is not None and name not in capabilities.accepts:
            raise NotSupported(parameter=name, given=name, allowed="、".join(sorted(capabilities.accepts)))


def asked_length(parameters: Mapping[str, object]) -> int | None:
    """The length of the answer that is asked for, by either of its two names."""
    asked = parameters.get("max_tokens", parameters.get("max_completion_tokens"))
    return asked if isinstance(asked, int) else None


def room_for_answer(capabilities: Capabilities, *, wanted: int, characters: int) -> int:
    """How many tokens to ask for: ``wanted``, or as many as the endpoint gives beside a question of so many characters.

    A character counts as a token, which is more than it mostly is, so a quarter of the context is asked for in any case.
    """
    most = min(wanted, capabilities.most_output_tokens or wanted)
    room = capabilities.context_tokens
    return most if room is None else min(most, max(room - characters, room // 4, 1))


def uses_tools(request: SpeakRequest) -> bool:
    """Whether tools are offered, or were called before in this conversation."""
    return bool(request.tools) or any(
        message.tool_calls or message.role == "tool" for message in request.messages
    )


def _asked_names(request: SpeakRequest, *, parameters: Mapping[str, object]) -> set[str]:
    names = {name for name, value in parameters.items() if not is_harmless(name, value)} - _NOT_CHECKED
    if "max_completion_tokens" in names:
        names = names - {"max_completion_tokens"} | {"max_tokens"}
    return names | ({"tools"} if uses_tools(request) else set())


def is_harmless(name: str, value: object) -> bool:
    """Whether this asks for what every endpoint does anyway."""
    return name in _HARMLESS and _HARMLESS[name] == value


def _check_choices(capabilities: Capabilities, asked: object) -> None:
    if asked is None or capabilities.choices is None or asked in capabilities.choices:
        return
    allowed = "、".join(str(choice) for choice in sorted(capabilities.choices))
    raise NotSupported(parameter="n", given=str(asked)[:20], allowed=allowed)


def _check_length(capabilities: Capabilities, request: SpeakRequest, *, asked: int | None) -> None:
    most = capabilities.most_output_tokens
    if asked is not None and most is not None and asked > most:
        raise NotSupported(parameter="max_tokens", given=str(asked), allowed=f"1～{most}")
    room = capabilities.context_tokens
    needed = _fewest_tokens(capabilities, request) + (asked or capabilities.default_max_tokens or 1)
    if room is not None and needed > room:
        raise ContextExceeded(parameter="max_tokens", given=str(needed), allowed=str(room))


def _fewest_tokens(capabilities: Capabilities, request: SpeakRequest) -> int:
    """As few tokens as the messages can possibly be."""
    if capabilities.characters_per_token is None:
        return 1
    characters = sum(len(message.content) for message in request.messages)
    return max(1, math.floor(characters / capabilities.characters_per_token))


def _place(error: msgspec.ValidationError) -> str:
    return str(error).rpartition("$.")[2].rstrip("`").partition("[")[0]
