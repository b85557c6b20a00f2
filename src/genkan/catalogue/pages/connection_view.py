"""How each model can be connected, and how its deployments are, as the page shows it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from genkan.catalogue.deployment import SPOKEN_PROTOCOLS, Deployment, DeploymentState, WireProtocol
from genkan.catalogue.health import Load, Probe, Saturation
from genkan.catalogue.model import Model

_NO_ENDPOINT = frozenset({WireProtocol.EXTRACT, WireProtocol.REPLAY})


class PublishedProtocol(NamedTuple):
    """A protocol that the maker publishes; ``label`` is a message id."""

    name: str
    label: str
    spoken: bool


class ConnectionView(NamedTuple):
    """The published protocols, and what to ask the maker before connecting."""

    protocols: tuple[PublishedProtocol, ...]
    questions: tuple[str, ...]


class HealthView(NamedTuple):
    """What the last look at a deployment found, and how full it is; ``None`` where nobody knows."""

    deployment: Deployment
    probe: Probe | None
    load: Load | None


def connections_of(models: Iterable[Model]) -> dict[str, ConnectionView]:
    """How each model can be connected, by model."""
    return {
        model.id: ConnectionView(
            tuple(_published(name) for name in model.protocols.value), model.protocols.ask_maker
        )
        for model in models
    }


def health_of(
    deployments: Sequence[Deployment], probes: Mapping[str, Probe], *, saturation: Saturation
) -> tuple[HealthView, ...]:
    """How the deployments are that take questions and have an endpoint."""
    return tuple(
        HealthView(each, probes.get(each.id), saturation.of(each.id))
        for each in deployments
        if each.state is DeploymentState.ACTIVE and each.protocol not in _NO_ENDPOINT
    )


def _published(name: str) -> PublishedProtocol:
    protocol = WireProtocol(name)
    return PublishedProtocol(protocol.value, protocol.label, protocol in SPOKEN_PROTOCOLS)
