"""Which endpoints get a request in OpenAI's form and answer in it, so that nothing of either is rebuilt."""

from genkan.catalogue import Deployment, WireProtocol
from genkan.gateway.chat import ChatRequest
from genkan.gateway.chat.request import encode_for_endpoint

_OF_THE_ADDRESS = "api_version"
_IN_OPENAI_FORM = frozenset({WireProtocol.OPENAI_CHAT, WireProtocol.AZURE_OPENAI})


def is_relayed(request: ChatRequest, deployment: Deployment) -> bool:
    """Whether it is; an endpoint that does not stream has its whole answer rebuilt as a stream where one is wanted."""
    streams = deployment.capabilities.get("streams", True) is True
    return deployment.protocol in _IN_OPENAI_FORM and (streams or not request.streams)


def body_for(request: ChatRequest, deployment: Deployment) -> bytes:
    """The body for the endpoint; in Azure's style the address says which model and which version."""
    azure = deployment.protocol == WireProtocol.AZURE_OPENAI
    fixed = {
        name: value for name, value in deployment.parameters.items() if not azure or name != _OF_THE_ADDRESS
    }
    return encode_for_endpoint(
        request,
        model=None if azure else deployment.remote_model,
        fixed=fixed,
        include_usage=deployment.capabilities.get("include_usage", True) is True,
        length_name=deployment.capabilities.get("max_tokens_name"),
    )
