"""How each model can be connected, and how its deployments are, as the page shows it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from genkan.catalogue.deployment import SPOKEN_PROTOCOLS, Deployment, DeploymentState, WireProtocol
from genkan.catalogue.health import Load, Probe, Saturation
from genkan.catalogue.model import Model
from genkan.catalogue.offering import Offering, load_offerings

_NO_ENDPOINT = frozenset({WireProtocol.EXTRACT, WireProtocol.REPLAY})


class PublishedProtocol(NamedTuple):
    """A protocol that the maker publishes; ``label`` is a message id."""

    name: str
    label: str
    spoken: bool


class ConnectionView(NamedTuple):
    """The published protocols, the services known to serve the model, and what to ask the maker before connecting."""

    protocols: tuple[PublishedProtocol, ...]
    offerings: tuple[Offering, ...]
    questions: tuple[str, ...]


class HealthView(NamedTuple):
    """What the last look at a deployment found, and how full it is; ``None`` where nobody knows."""

    deployment: Deployment
    probe: Probe | None
    load: Load | None


def connections_of(models: Iterable[Model]) -> dict[str, ConnectionView]:
    """How each model can be connected, by model."""
    offerings = load_offerings()
    return {
        model.id: ConnectionView(
            tuple(_published(name) for name in model.protocols.value),
            tuple(each for each in offerings if model.id in each.models),
            model.protocols.ask_maker,
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
