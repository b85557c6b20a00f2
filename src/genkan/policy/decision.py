"""What the policy is asked and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from genkan.catalogue import Answer, Deployment, InformationClass
from genkan.governance import Role
from genkan.policy.memo import Memo
from genkan.policy.organisation_rules import Rules


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
    ismap: Answer = Answer.UNKNOWN


class Circumstances(msgspec.Struct, frozen=True, eq=False):
    """Who asks what, of which deployment, when and for what.

    ``texts`` are all that would leave, in any fixed order: every turn, instruction, source, file, and the arguments
    and results of tools. ``now`` is an aware moment; where it is ``None``, an organisation with opening hours is
    closed. ``purpose`` and ``app_id`` are empty where there is none. ``memo`` may be shared by all that is asked about
    one call.
    """

    roles: frozenset[Role]
    organisation_rules: Rules
    information_class: InformationClass
    deployment: DeploymentFacts
    texts: tuple[str, ...]
    now: datetime | None = None
    purpose: str = ""
    app_id: str = ""
    memo: Memo = msgspec.field(default_factory=Memo)


@dataclass(frozen=True, slots=True)
class Allow:
    """The texts may go as they are; ``notice`` warns the person in Japanese, and is empty where nothing is to be said."""

    notice: str = ""


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
        ismap=deployment.ismap,
    )
