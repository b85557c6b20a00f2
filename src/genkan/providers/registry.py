"""Which provider speaks which protocol."""

from collections.abc import Mapping
from functools import partial

from genkan.providers.events import Provider
from genkan.providers.extract import Extract
from genkan.providers.late import Late
from genkan.providers.replay import Replay
from genkan.providers.session import Session
from genkan.providers.timing import Limits, Timeouts

_CALLING = ("openai_chat", "azure_openai", "cotomi", "cohere_chat", "bedrock_converse")


def providers(
    session: Session,
    *,
    timeouts: Timeouts | None = None,
    limits: Limits | None = None,
    extract_pause: float = 0.02,
) -> Mapping[str, Provider]:
    """The provider of each protocol by its name in the catalogue; all calls go over ``session``.

    ``extract_pause``: seconds between two pieces of an extracted answer.
    """

    def speaker_of(protocol: str) -> Provider:
        from genkan.providers.line import Line  # loads the HTTP client, which a start does not need
        from genkan.providers.speakers import speaker

        return speaker(protocol, Line(session, timeouts=timeouts, limits=limits))

    return {
        **{protocol: Late(partial(speaker_of, protocol)) for protocol in _CALLING},
        "extract": Extract(pause=extract_pause),
        "replay": Replay(),
    }
