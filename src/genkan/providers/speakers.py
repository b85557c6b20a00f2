"""The providers that call an endpoint; importing this module loads the HTTP client, which a start does not need."""

from collections.abc import Callable, Mapping

from genkan.providers.azure_chat import AzureChat
from genkan.providers.bedrock_converse import BedrockConverse
from genkan.providers.cohere_chat import CohereChat
from genkan.providers.cotomi_chat import CotomiChat
from genkan.providers.events import Provider
from genkan.providers.line import Line
from genkan.providers.openai_chat import OpenAIChat

_SPEAKERS: Mapping[str, Callable[[Line], Provider]] = {
    "openai_chat": OpenAIChat,
    "azure_openai": AzureChat,
    "cotomi": CotomiChat,
    "cohere_chat": CohereChat,
    "bedrock_converse": BedrockConverse,
}


def speaker(protocol: str, line: Line) -> Provider:
    """The provider of a protocol, by its name in the catalogue."""
    return _SPEAKERS[protocol](line)
