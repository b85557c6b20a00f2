"""Chat completions as on Azure: the deployment stands in the path, the version in the query, the key in a header."""

from collections.abc import AsyncGenerator
from functools import partial

from genkan.providers import openai_message
from genkan.providers.capabilities import check_request, read_capabilities, wanted
from genkan.providers.destination import AZURE_VERSION, azure_destination
from genkan.providers.events import Endpoint, ProviderEvent, SpeakRequest
from genkan.providers.http import call_to
from genkan.providers.line import Line, Prepared
from genkan.providers.openai_chat import openai_answer
from genkan.providers.translation import without_settings


class AzureChat:
    """Speaks to Azure OpenAI and Microsoft Foundry; the endpoint has the parameter ``api_version``.

    The name of the model is that of the deployment. The address is that of the resource, with or without
    ``/openai`` at its end.
    """

    def __init__(self, line: Line) -> None:
        self._line = line

    def speak(self, endpoint: Endpoint, request: SpeakRequest) -> AsyncGenerator[ProviderEvent, None]:
        """See :class:`~genkan.providers.events.Provider`."""
        return self._line.ask(partial(self._prepare, endpoint, request))

    async def _prepare(self, endpoint: Endpoint, request: SpeakRequest) -> Prepared:
        capabilities = read_capabilities(endpoint.capabilities)
        defaults = openai_message.stream_defaults(capabilities)
        parameters = wanted(without_settings(endpoint, AZURE_VERSION), request, **defaults)
        check_request(capabilities, request, parameters=parameters)
        document = openai_message.compose(request, parameters=parameters, capabilities=capabilities)
        destination = azure_destination(endpoint, deployment=request.model)
        call = call_to(
            endpoint,
            destination.url,
            capabilities=capabilities,
            headers=destination.headers,
            body=openai_message.encode(document),
        )
        return Prepared(call, openai_answer(self._line))
