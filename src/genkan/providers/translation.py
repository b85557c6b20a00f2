"""From OpenAI's parameters, in which everything is asked, to those of another protocol."""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from genkan.providers.capabilities import Capabilities, check_request, is_harmless, read_capabilities, wanted
from genkan.providers.errors import DeploymentIncomplete, NotSupported
from genkan.providers.events import Endpoint, SpeakRequest

_OF_THE_STREAM = frozenset({"stream", "stream_options"})


def setting(endpoint: Endpoint, name: str, default: str | None = None) -> str:
    """A parameter that says how the endpoint is reached. Raises ``DeploymentIncomplete`` where it has none."""
    value = endpoint.parameters.get(name, default)
    if not isinstance(value, str | int) or not str(value).strip():
        raise DeploymentIncomplete(parameter=name)
    return str(value).strip()


def without_settings(endpoint: Endpoint, *names: str) -> Endpoint:
    """The endpoint without these parameters, which are no part of a request."""
    kept = {name: value for name, value in endpoint.parameters.items() if name not in names}
    return replace(endpoint, parameters=kept)


def checked(
    endpoint: Endpoint, request: SpeakRequest, *, known: Mapping[str, str], tools: bool = True
) -> tuple[Capabilities, dict[str, object]]:
    """What is declared of the endpoint, and the parameters by the names in ``known``, which is all the protocol has.

    ``tools``: whether the protocol has tools. Raises ``NotSupported`` where it, or the endpoint, does not take one.
    """
    capabilities, parameters = (
        read_capabilities(endpoint.capabilities),
        _one_length(wanted(endpoint, request)),
    )
    protocol = Capabilities(accepts=frozenset([*known, "tools"] if tools else known))
    check_request(protocol, request, parameters={name: parameters[name] for name in _asking(parameters)})
    check_request(capabilities, request, parameters=parameters)
    return capabilities, {known[name]: parameters[name] for name in _asking(parameters)}


def stop_sequences(value: object) -> list[str]:
    """One stop text or several, as a list. Raises ``NotSupported``."""
    texts = cast("list[object]", value) if isinstance(value, list) else [value]
    if not all(isinstance(text, str) for text in texts):
        raise NotSupported(parameter="stop", given=str(texts)[:20], allowed="文字列")
    return [str(text) for text in texts]


def _asking(parameters: Mapping[str, object]) -> list[str]:
    return [
        name
        for name, value in parameters.items()
        if name not in _OF_THE_STREAM and not is_harmless(name, value)
    ]


def _one_length(parameters: dict[str, object]) -> dict[str, object]:
    if "max_completion_tokens" in parameters:
        parameters.setdefault("max_tokens", parameters.pop("max_completion_tokens"))
    return parameters
