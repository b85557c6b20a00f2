"""Which models an endpoint serves."""

from genkan.providers.events import Endpoint
from genkan.providers.session import Session
from genkan.providers.timing import Timeouts


async def list_models(
    session: Session, *, endpoint: Endpoint, timeouts: Timeouts | None = None
) -> tuple[str, ...]:
    """The names of the models that the server at the endpoint serves (``GET {base}/models``), sorted.

    Raises the errors of this room; ``NotTheProtocol`` where the answer is not such a list.
    """
    await session.prepare()
    from genkan.providers.openai_models import read_models  # needs the HTTP client, which a start does not

    return await read_models(session, endpoint=endpoint, timeouts=timeouts)
