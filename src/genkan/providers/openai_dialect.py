"""What the documents of OpenAI Chat Completions mean, one after another."""

from collections.abc import Iterator

from genkan.providers import openai_message
from genkan.providers.events import Finished, ProviderEvent

_DONE = "[DONE]"


class OpenAIDialect:
    """See :class:`~genkan.providers.answer.Dialect`."""

    def __init__(self) -> None:
        self.understood = False
        self.complete = False

    def read(self, document: str | bytes, *, name: str, spoke: bool) -> Iterator[ProviderEvent]:
        """See :class:`~genkan.providers.answer.Dialect`."""
        if isinstance(document, str) and document.strip() == _DONE:
            self.complete = self.understood = True
            return
        completion = openai_message.decode(document)
        if completion.choices is not None:
            self.understood = True
        usage = openai_message.usage(completion)
        if usage is not None:
            yield usage
        if completion.failed:
            yield openai_message.failed(completion, after_text=spoke)
            self.understood = True
            return
        yield from openai_message.said(completion)
        reason = openai_message.reason(completion)
        if reason is not None:
            yield Finished(reason, served_by=completion.served_by)
