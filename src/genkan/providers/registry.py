"""Which provider speaks which protocol."""

from collections.abc import Mapping

import aiohttp

from genkan.providers.events import Provider
from genkan.providers.extract import Extract
from genkan.providers.openai_chat import OpenAIChat
from genkan.providers.replay import Replay
from genkan.providers.timing import Limits, Timeouts


def providers(
    session: aiohttp.ClientSession,
    *,
    timeouts: Timeouts | None = None,
    limits: Limits | None = None,
    extract_pause: float = 0.02,
) -> Mapping[str, Provider]:
    """The provider of each protocol by its name in the catalogue; all calls go over ``session``.

    ``extract_pause``: seconds between two pieces of an extracted answer.
    """
    return {
        "openai_chat": OpenAIChat(session, timeouts=timeouts, limits=limits),
        "extract": Extract(pause=extract_pause),
        "replay": Replay(),
    }
