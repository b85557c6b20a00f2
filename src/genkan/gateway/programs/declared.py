"""Which deployments of a route are declared to take a request, before anything is sent to one of them."""

from genkan.gateway.chat.reply import speak_request
from genkan.gateway.chat.request import ChatRequest
from genkan.gateway.errors import ModelOfOtherKind
from genkan.gateway.route import Route
from genkan.providers import NotSupported, check_request, read_capabilities


def undeclared(request: ChatRequest, route: Route) -> set[str]:
    """The deployments that do not take the request, by their ids.

    Raises ``ModelOfOtherKind``, and ``NotSupported`` or ``ContextExceeded`` where none takes it.
    """
    declaring = [deployment for deployment in route.deployments if deployment.capabilities]
    if not declaring:
        return set()
    if route.embeds:
        raise ModelOfOtherKind(model=request.model, parameter="model", allowed="/v1/embeddings")
    refused: dict[str, NotSupported] = {}
    asked = speak_request(request, model=request.model)
    for deployment in declaring:
        parameters = {**deployment.parameters, **asked.parameters}
        try:
            check_request(read_capabilities(deployment.capabilities), asked, parameters=parameters)
        except NotSupported as problem:
            refused[deployment.id] = problem
    if len(refused) == len(route.deployments):
        raise next(iter(refused.values()))
    return set(refused)
