"""``GET /v1/models``: the models that the key opens."""

import msgspec

from genkan.gateway import Gateway, Route
from genkan.openai_api.exchange import Exchange
from genkan.openai_api.identity import identify

_PREFIX = "/v1/models/"


async def answer_models(exchange: Exchange, gateway: Gateway) -> None:
    """All of them."""
    programs = gateway.programs
    holder = identify(exchange, programs)
    models = [_model(route) for route in programs.routes(holder)]
    await exchange.answer(msgspec.json.encode({"object": "list", "data": models}))


async def answer_model(exchange: Exchange, gateway: Gateway) -> None:
    """One of them."""
    programs = gateway.programs
    holder = identify(exchange, programs)
    route = programs.route(holder, exchange.path.removeprefix(_PREFIX))
    await exchange.answer(msgspec.json.encode(_model(route)))


def _model(route: Route) -> dict[str, object]:
    """``owned_by`` is who operates the endpoint, as far as it is known."""
    first = route.deployments[0]
    return {
        "id": route.name,
        "object": "model",
        "created": int(first.created_at.timestamp()),
        "owned_by": first.operator or "unknown",
    }
