"""Whether a deployment may be offered to somebody at all, before there is a text."""

from collections.abc import Collection

from genkan.catalogue import Deployment, InformationClass
from genkan.governance import Role
from genkan.policy.decide import decide
from genkan.policy.decision import Circumstances, Refuse, facts_of
from genkan.policy.organisation_rules import Rules


def may_be_offered(
    deployment: Deployment,
    *,
    roles: Collection[Role],
    rules: Rules,
    information_class: InformationClass,
    purpose: str,
) -> bool:
    """Whether someone with these roles may send something of this class there, at an hour when the rules let them."""
    circumstances = Circumstances(
        roles=frozenset(roles),
        organisation_rules=rules.at_any_hour(),
        information_class=information_class,
        deployment=facts_of(deployment),
        texts=(),
        purpose=purpose,
    )
    return not isinstance(decide(circumstances), Refuse)
