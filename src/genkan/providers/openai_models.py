"""OpenAI's list of models (``GET {base}/models``), as many servers really give it."""

import msgspec

from genkan.providers.address import check_address
from genkan.providers.destination import bearer
from genkan.providers.errors import NotTheProtocol
from genkan.providers.events import Endpoint
from genkan.providers.http import Call, exchange
from genkan.providers.patience import Patience
from genkan.providers.reading import read_report
from genkan.providers.session import Session
from genkan.providers.timing import Limits, Timeouts

_MOST_MODELS = 1000
_LONGEST_NAME = 300


async def read_models(
    session: Session, *, endpoint: Endpoint, timeouts: Timeouts | None = None
) -> tuple[str, ...]:
    """See :func:`~genkan.providers.listing.list_models`."""
    timeouts = timeouts or Timeouts(connect=3.0, first_token=10.0)
    patience = Patience(timeouts)
    limit = Limits().report
    call = Call(check_address(endpoint.address) / "models", headers=bearer(endpoint.secret))
    async with exchange(
        session.client(), call, patience=patience, timeouts=timeouts, report_limit=limit
    ) as response:
        return _names(await read_report(response, patience=patience, limit=limit))


class _Listed(msgspec.Struct, frozen=True):
    id: str


class _Listing(msgspec.Struct, frozen=True):
    data: list[_Listed]


def _names(body: bytes) -> tuple[str, ...]:
    try:
        listing = msgspec.json.decode(body, type=_Listing)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotTheProtocol(reason="not a list of models") from error
    names = {model.id for model in listing.data if model.id.isprintable()}
    return tuple(sorted(name for name in names if 0 < len(name) <= _LONGEST_NAME))[:_MOST_MODELS]
