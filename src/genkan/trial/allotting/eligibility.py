"""Which arms of a protocol may answer a question now, and why each of the others may not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from genkan.catalogue import Deployment, DeploymentState, InformationClass
from genkan.gateway import Purpose, writes
from genkan.governance import Role
from genkan.policy import Rules, may_be_offered
from genkan.trial.protocol import TrialArm


class Restriction(StrEnum):
    """Why an arm could not be given (割付けの制限); the value stands in the record."""

    NOT_JOINED = "not_joined"
    LEFT = "left"
    CLASS = "class"
    MISSING = "missing"
    INACTIVE = "inactive"
    BUILD_CHANGED = "build_changed"
    PARAMETERS_CHANGED = "parameters_changed"
    APP = "app"
    POLICY = "policy"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What decides besides the protocol: who asks, in which class and for what, the rules, and the day in Japan.

    ``models`` are the catalogue's ids of those that an app admits, empty for all.
    """

    roles: frozenset[Role]
    rules: Rules
    information_class: InformationClass
    today: date
    purpose: Purpose = Purpose.COMPARISON
    models: tuple[str, ...] = ()


@dataclass(frozen=True)
class Eligibility:
    """``deployments`` by the names of the arms that may be given, ``restricted`` the reasons by the names of the others."""

    deployments: Mapping[str, Deployment]
    restricted: Mapping[str, Restriction]

    @property
    def names(self) -> tuple[str, ...]:
        """The arms that may be given, in the order of their names."""
        return tuple(sorted(self.deployments))


def eligibility(
    arms: Sequence[TrialArm], deployments: Iterable[Deployment], situation: Situation
) -> Eligibility:
    """Which arms may be given; an arm that fails often stays among them."""
    by_id = {deployment.id: deployment for deployment in deployments}
    found = {arm.name: _restriction(arm, by_id.get(arm.deployment), situation) for arm in arms}
    return Eligibility(
        {arm.name: by_id[arm.deployment] for arm in arms if found[arm.name] is None},
        {name: reason for name, reason in found.items() if reason is not None},
    )


def _restriction(arm: TrialArm, deployment: Deployment | None, situation: Situation) -> Restriction | None:
    day = situation.today.isoformat()
    if arm.joins_on and day < arm.joins_on:
        return Restriction.NOT_JOINED
    if arm.leaves_on and day >= arm.leaves_on:
        return Restriction.LEFT
    if situation.information_class > arm.highest_class:
        return Restriction.CLASS
    return _of_deployment(arm, deployment, situation)


def _of_deployment(arm: TrialArm, deployment: Deployment | None, situation: Situation) -> Restriction | None:
    if deployment is None or deployment.embeds:
        return Restriction.MISSING
    if deployment.state is not DeploymentState.ACTIVE:
        return Restriction.INACTIVE
    if deployment.build != arm.build:
        return Restriction.BUILD_CHANGED
    if arm.parameters and dict(arm.parameters) != dict(deployment.parameters):
        return Restriction.PARAMETERS_CHANGED
    if situation.purpose is Purpose.APP and not _is_admitted(deployment, situation):
        return Restriction.APP
    return None if _is_allowed(deployment, situation) else Restriction.POLICY


def _is_admitted(deployment: Deployment, situation: Situation) -> bool:
    """Whether the app lets it do its work: a language model, and one of those that it names."""
    return writes(deployment) and (not situation.models or deployment.model_id in situation.models)


def _is_allowed(deployment: Deployment, situation: Situation) -> bool:
    return may_be_offered(
        deployment,
        roles=situation.roles,
        rules=situation.rules,
        information_class=situation.information_class,
        purpose=situation.purpose,
    )
