"""OpenAI Chat Completions (``POST {base}/chat/completions``), streamed, as many servers really speak it."""

from collections.abc import AsyncGenerator
from functools import partial

from genkan.providers import openai_message
from genkan.providers.answer import Answer
from genkan.providers.capabilities import check_request, read_capabilities, wanted
from genkan.providers.destination import openai_destination
from genkan.providers.events import Endpoint, ProviderEvent, SpeakRequest
from genkan.providers.http import call_to
from genkan.providers.line import Line, Prepared
from genkan.providers.openai_dialect import OpenAIDialect
from genkan.providers.text_frames import TextFrames


class OpenAIChat:
    """Speaks to any OpenAI-compatible server."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def speak(self, endpoint: Endpoint, request: SpeakRequest) -> AsyncGenerator[ProviderEvent, None]:
        """See :class:`~genkan.providers.events.Provider`."""
        return self._line.ask(partial(self._prepare, endpoint, request))

    async def _prepare(self, endpoint: Endpoint, request: SpeakRequest) -> Prepared:
        capabilities = read_capabilities(endpoint.capabilities)
        parameters = wanted(endpoint, request, **openai_message.stream_defaults(capabilities))
        check_request(capabilities, request, parameters=parameters)
        document = openai_message.compose(request, parameters=parameters, capabilities=capabilities)
        destination = openai_destination(endpoint)
        call = call_to(
            endpoint,
            destination.url,
            capabilities=capabilities,
            headers=destination.headers,
            body=openai_message.encode({**document, "model": request.model}),
        )
        return Prepared(call, openai_answer(self._line))


def openai_answer(line: Line) -> Answer:
    """An answer in OpenAI's protocol, streamed or not."""
    return Answer(TextFrames(line.limits), OpenAIDialect(), limits=line.limits)
