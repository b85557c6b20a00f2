"""How to speak to a model: one file for each wire protocol, all giving the same events."""

from genkan.providers.address import CheckHost, check_address, check_beyond, check_literal, check_public
from genkan.providers.capabilities import Capabilities, check_request, read_capabilities, room_for_answer
from genkan.providers.document import Choice, Document, Usage, Words
from genkan.providers.embedding import embed
from genkan.providers.errors import (
    AddressRefused,
    AnswerTooLarge,
    CapabilityUnreadable,
    CertificateRefused,
    ContentRefused,
    ContextExceeded,
    DeploymentIncomplete,
    EndpointRefused,
    EndpointTimedOut,
    EndpointUnreachable,
    ModelNotServed,
    NotSupported,
    ProviderProblem,
    SecretMalformed,
    SecretRefused,
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
from genkan.providers.listing import list_models
from genkan.providers.registry import providers
from genkan.providers.relay import Relay, Relayed, Said, TakeEvents
from genkan.providers.session import Session, open_session
from genkan.providers.timing import Limits, Timeouts
from genkan.providers.vectors import Embeddings
from genkan.providers.wire.connections import Connections

__all__ = [
    "AddressRefused",
    "AnswerTooLarge",
    "Capabilities",
    "CapabilityUnreadable",
    "CertificateRefused",
    "CheckHost",
    "Choice",
    "Connections",
    "ContentRefused",
    "ContextExceeded",
    "DeploymentIncomplete",
    "Document",
    "Embeddings",
    "Endpoint",
    "EndpointRefused",
    "EndpointTimedOut",
    "EndpointUnreachable",
    "Finished",
    "Limits",
    "Message",
    "ModelNotServed",
    "NotSupported",
    "Provider",
    "ProviderEvent",
    "ProviderProblem",
    "Relay",
    "Relayed",
    "Said",
    "SecretMalformed",
    "SecretRefused",
    "Session",
    "Source",
    "SpeakRequest",
    "StreamBroken",
    "TakeEvents",
    "TextDelta",
    "Timeouts",
    "ToolCall",
    "ToolCallDelta",
    "Usage",
    "UsageReport",
    "Words",
    "assemble_tool_calls",
    "check_address",
    "check_beyond",
    "check_literal",
    "check_public",
    "check_request",
    "embed",
    "list_models",
    "open_session",
    "providers",
    "read_capabilities",
    "room_for_answer",
]
