"""All rules on one protocol."""

from genkan.trial.protocol.check.amendment import check_amendment
from genkan.trial.protocol.check.arms import check_arms
from genkan.trial.protocol.check.days import check_days
from genkan.trial.protocol.check.finding import Finding
from genkan.trial.protocol.check.plan import check_exclusions, check_plan, check_promises
from genkan.trial.protocol.check.scope import check_scope
from genkan.trial.protocol.check.surroundings import Surroundings
from genkan.trial.protocol.document import Protocol


def check_protocol(
    protocol: Protocol, known: Surroundings, *, before: Protocol | None = None
) -> tuple[Finding, ...]:
    """Every broken rule, in the order of the form; ``before`` is the protocol in force that this one would amend."""
    amends = before is not None
    return (
        *check_days(protocol, today=known.today, amends=amends),
        *check_scope(protocol, known),
        *check_arms(protocol, known),
        *check_plan(protocol),
        *check_exclusions(
            protocol, kept=protocol.exclusions.vendors_staff in known.vendors_lists, before=before
        ),
        *check_promises(protocol, before=before),
        *(check_amendment(before, protocol, today=known.today) if before else ()),
    )
