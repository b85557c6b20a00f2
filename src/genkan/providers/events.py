"""What is asked of an endpoint and what comes back, the same for every wire protocol."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

Role = Literal["system", "user", "assistant", "tool"]
Reason = Literal["stop", "length", "content_filter", "tool_calls"]


@dataclass(frozen=True, slots=True)
class ToolCall:
    """One whole call of a tool; ``arguments`` is the JSON text as the model wrote it, valid or not."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation."""

    role: Role
    content: str
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A passage that an answer may cite as ``[number]``; ``anchor`` is the path of its page.

    ``found`` are names and values that tell people how it was found; they never leave.
    """

    number: int
    label: str
    text: str
    anchor: str
    found: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SpeakRequest:
    """One question to one model.

    ``sources`` are for providers that quote (``extract``). A language model sees ``messages`` only: whoever
    builds them writes the passages into a message that is not the last one of the user.
    ``parameters`` win over the parameters of the endpoint; a parameter that is ``None`` is left out.
    ``watched``: whether somebody reads while the words come; else a provider that could answer at once does so.
    """

    model: str
    messages: tuple[Message, ...]
    sources: tuple[Source, ...] = ()
    parameters: Mapping[str, object] = field(default_factory=dict[str, object])
    tools: tuple[Mapping[str, object], ...] = ()
    watched: bool = True


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to speak: the address, the secret in clear (never shown or logged) and its fixed parameters.

    ``capabilities`` is what is declared of it, with the keys of
    :class:`~genkan.providers.capabilities.Capabilities`; empty where nothing is.
    """

    address: str
    secret: str = field(default="", repr=False)
    parameters: Mapping[str, object] = field(default_factory=dict[str, object])
    capabilities: Mapping[str, object] = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True)
class TextDelta:
    """The next piece of the answer; never empty."""

    text: str


@dataclass(frozen=True, slots=True)
class ToolCallDelta:
    """The next piece of the tool call at ``index``; join with :func:`assemble_tool_calls`."""

    index: int
    id: str = ""
    name: str = ""
    arguments: str = ""


@dataclass(frozen=True, slots=True)
class UsageReport:
    """Tokens as the endpoint counted them; at most one per answer, just before ``Finished``."""

    input_tokens: int
    output_tokens: int


@dataclass(frozen=True, slots=True)
class Finished:
    """The last event of an answer that came to its end; ``length`` means that it was cut off.

    ``served_by`` is what the endpoint says of itself, its model and its fingerprint; empty where it says nothing.
    """

    reason: Reason
    served_by: str = field(default="", compare=False)


ProviderEvent = TextDelta | ToolCallDelta | UsageReport | Finished


class Provider(Protocol):
    """One wire protocol."""

    def speak(self, endpoint: Endpoint, request: SpeakRequest) -> AsyncGenerator[ProviderEvent, None]:
        """Yield the events of one answer, ``Finished`` last.

        Raises :class:`~genkan.providers.errors.ProviderProblem`, also after some text. Closing the generator
        (``aclose``, best through ``contextlib.aclosing``) ends the call at the endpoint.
        """
        ...


def assemble_tool_calls(deltas: tuple[ToolCallDelta, ...]) -> tuple[ToolCall, ...]:
    """The whole tool calls that the deltas of one answer make, in the order of their indices."""
    indices = sorted({delta.index for delta in deltas})
    return tuple(_assemble([delta for delta in deltas if delta.index == index]) for index in indices)


def _assemble(deltas: list[ToolCallDelta]) -> ToolCall:
    return ToolCall(
        id=next((delta.id for delta in deltas if delta.id), ""),
        name="".join(delta.name for delta in deltas),
        arguments="".join(delta.arguments for delta in deltas),
    )
