"""What the policy is asked and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from genkan.catalogue import Answer, Deployment, InformationClass
from genkan.governance import Role


@dataclass(frozen=True, slots=True)
class Rules:
    """What one organisation decided: its own ceiling, and what it does not use."""

    ceiling: InformationClass = InformationClass.TWO
    disallowed_deployments: frozenset[str] = frozenset()
    disallowed_models: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DeploymentFacts:
    """The facts of a deployment that decide; ``place`` is an ISO 3166 country code or empty."""

    id: str
    model_id: str | None
    active: bool
    place: str
    government_cloud: Answer
    vendor_logging: Answer
    learning: Answer
    ceiling: InformationClass


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Who asks what, of which deployment.

    ``texts`` are those of all messages, sources and tools, in any fixed order.
    """

    roles: frozenset[Role]
    organisation_rules: Rules
    information_class: InformationClass
    deployment: DeploymentFacts
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Allow:
    """The texts may go as they are."""


@dataclass(frozen=True, slots=True)
class Mask:
    """``texts`` may go in place of those asked about, in the same order.

    ``originals`` maps each placeholder (「〔電話番号1〕」) to what it stands for, for :func:`restore`;
    ``notice`` tells the person in Japanese what was masked.
    """

    texts: tuple[str, ...]
    originals: Mapping[str, str] = field(repr=False)
    notice: str


@dataclass(frozen=True, slots=True)
class Refuse:
    """Nothing may go. ``rule`` is the identifier for records; the rest is for the person, in Japanese."""

    rule: str
    sentence: str
    next_step: str


Decision = Allow | Mask | Refuse


def facts_of(deployment: Deployment) -> DeploymentFacts:
    """The facts that decide, of a deployment."""
    return DeploymentFacts(
        id=deployment.id,
        model_id=deployment.model_id,
        active=deployment.active,
        place=deployment.place,
        government_cloud=deployment.government_cloud,
        vendor_logging=deployment.vendor_logging,
        learning=deployment.learning,
        ceiling=deployment.ceiling,
    )
