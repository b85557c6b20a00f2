"""Answers from recordings, for demonstrations and tests, and the recorder that makes them."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from pathlib import Path
from urllib.parse import unquote, urlsplit

from genkan.providers.errors import AddressNotFolder, ProviderProblem, StreamBroken
from genkan.providers.events import Endpoint, Finished, Provider, ProviderEvent, SpeakRequest
from genkan.providers.recording import Moment, read_recording, request_digest, write_recording

_LONGEST_WAIT = 60.0


class Replay:
    """Repeats what was recorded.

    The address of the endpoint is the folder, as ``file:///…``. Its parameter ``pace`` multiplies the
    recorded delays (1 as recorded, the default; 0 at once).
    """

    async def speak(self, endpoint: Endpoint, request: SpeakRequest) -> AsyncGenerator[ProviderEvent, None]:
        """See :class:`~genkan.providers.events.Provider`. Raises ``RecordingMissing`` and ``RecordingUnreadable``."""
        folder, pace = _folder(endpoint.address), _pace(endpoint)
        moments = await asyncio.to_thread(read_recording, folder, request_digest(request))
        event = None
        for after, event in moments:
            await asyncio.sleep(min(after * pace, _LONGEST_WAIT))
            if isinstance(event, ProviderProblem):
                raise event
            yield event
        if not isinstance(event, Finished):
            raise StreamBroken(reason="the recording has no end")


class Recorder:
    """A provider that lets another one answer and writes down what it said, also the error at the end.

    An answer that the listener did not hear to its end is not written. ``timer`` gives seconds.
    """

    def __init__(
        self, provider: Provider, *, folder: Path, timer: Callable[[], float] = time.monotonic
    ) -> None:
        self._provider = provider
        self._folder = folder
        self._timer = timer

    async def speak(self, endpoint: Endpoint, request: SpeakRequest) -> AsyncGenerator[ProviderEvent, None]:
        """See :class:`~genkan.providers.events.Provider`."""
        moments: list[Moment] = []
        before = self._timer()
        try:
            async with aclosing(self._provider.speak(endpoint, request)) as events:
                async for event in events:
                    before = self._note(moments, event, before=before)
                    yield event
        except ProviderProblem as problem:
            self._note(moments, problem, before=before)
            await self._write(request, moments)
            raise
        await self._write(request, moments)

    def _note(self, moments: list[Moment], event: ProviderEvent | ProviderProblem, *, before: float) -> float:
        now = self._timer()
        moments.append(Moment(round(now - before, 4), event))
        return now

    async def _write(self, request: SpeakRequest, moments: list[Moment]) -> None:
        await asyncio.to_thread(write_recording, self._folder, request_digest(request), moments)


def _folder(address: str) -> Path:
    parts = urlsplit(address)
    if parts.scheme != "file" or parts.netloc or not parts.path.startswith("/"):
        raise AddressNotFolder
    return Path(unquote(parts.path))


def _pace(endpoint: Endpoint) -> float:
    pace = endpoint.parameters.get("pace", 1.0)
    return float(pace) if isinstance(pace, int | float) and pace >= 0 else 1.0
