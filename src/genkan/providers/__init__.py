"""How to speak to a model: one file for each wire protocol, all giving the same events."""

from genkan.providers.errors import (
    AddressRefused,
    AnswerTooLarge,
    EndpointRefused,
    EndpointTimedOut,
    EndpointUnreachable,
    ProviderProblem,
    StreamBroken,
)
from genkan.providers.events import (
    Endpoint,
    Finished,
    Message,
    Provider,
    ProviderEvent,
    Source,
    SpeakRequest,
    TextDelta,
    ToolCall,
    ToolCallDelta,
    UsageReport,
    assemble_tool_calls,
)
from genkan.providers.openai_chat import list_models
from genkan.providers.registry import providers
from genkan.providers.session import Session, open_session
from genkan.providers.timing import Limits, Timeouts

__all__ = [
    "AddressRefused",
    "AnswerTooLarge",
    "Endpoint",
    "EndpointRefused",
    "EndpointTimedOut",
    "EndpointUnreachable",
    "Finished",
    "Limits",
    "Message",
    "Provider",
    "ProviderEvent",
    "ProviderProblem",
    "Session",
    "Source",
    "SpeakRequest",
    "StreamBroken",
    "TextDelta",
    "Timeouts",
    "ToolCall",
    "ToolCallDelta",
    "UsageReport",
    "assemble_tool_calls",
    "list_models",
    "open_session",
    "providers",
]
