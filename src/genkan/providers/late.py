"""A provider that is loaded with its first question."""

from collections.abc import AsyncGenerator, Callable

from genkan.providers.events import Endpoint, Provider, ProviderEvent, SpeakRequest


class Late:
    """Speaks as the provider that ``make`` gives, which is called once, and not before somebody asks."""

    def __init__(self, make: Callable[[], Provider]) -> None:
        self._make = make
        self._provider: Provider | None = None

    def speak(self, endpoint: Endpoint, request: SpeakRequest) -> AsyncGenerator[ProviderEvent, None]:
        """See :class:`~genkan.providers.events.Provider`."""
        if self._provider is None:
            self._provider = self._make()
        return self._provider.speak(endpoint, request)
