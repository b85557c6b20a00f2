"""What an amendment may change: never what the result depends on once it has begun to show."""

from collections.abc import Iterator
from datetime import date

from genkan.trial.protocol.check.finding import Finding, found
from genkan.trial.protocol.check.rule import Rule
from genkan.trial.protocol.document import Protocol, TrialArm
from genkan.trial.protocol.item import Item

FIXED = (
    Item.OPENS_ON,
    Item.PRIMARY,
    Item.SECONDARY,
    Item.TIE_RULE,
    Item.EXCLUSIONS,
    Item.PLANNED_HALF_WIDTH,
    Item.STOPPING,
    Item.LOOK_EVERY_DAYS,
    Item.WHEN_MET,
    Item.GRACE_DAYS,
    Item.SIGNERS,
    Item.CONFIDENCE,
    Item.PROMPT,
    Item.WITHDRAWAL,
    Item.SEED,
    Item.DRAWS,
    Item.ANALYSIS,
)


# More may be asked for, as arms join; never less.
NEVER_LESS = (Item.LEAST_VOTES, Item.LEAST_PERSONS, Item.REPLY_DAYS)


def check_amendment(before: Protocol, after: Protocol, *, today: date) -> Iterator[Finding]:
    """What of ``after`` may not take the place of ``before``, the protocol in force."""
    if after.document() == before.document():
        yield found(Rule.NOTHING_AMENDED)
    for item in FIXED:
        if getattr(before, item.value) != getattr(after, item.value):
            yield found(Rule.AMENDED_WHAT_STAYS, item, item=item)
    for item in NEVER_LESS:
        if getattr(after, item.value) < getattr(before, item.value):
            yield found(Rule.AMENDED_TO_LESS, item, item=item)
    earlier, later = ({arm.name: arm for arm in each.arms} for each in (before, after))
    for name in earlier.keys() - later.keys():
        yield found(Rule.ARM_TAKEN_AWAY, Item.ARMS, value=name)
    for number, arm in enumerate(after.arms, start=1):
        yield from _movement(arm, earlier.get(arm.name), f"arm.{number}.", today.isoformat())


def changed_builds(before: Protocol, after: Protocol) -> tuple[TrialArm, ...]:
    """The arms of ``after`` that are something else than they were under the same name: each begins another era."""
    earlier = {arm.name: arm for arm in before.arms}
    same = ("deployment", "build", "parameters")
    return tuple(
        arm
        for arm in after.arms
        if arm.name in earlier and any(getattr(arm, one) != getattr(earlier[arm.name], one) for one in same)
    )


def _movement(arm: TrialArm, earlier: TrialArm | None, row: str, today: str) -> Iterator[Finding]:
    """Nobody joins or leaves in the past."""
    joined = earlier.joins_on if earlier else None
    if arm.joins_on != joined and arm.joins_on < today:
        yield found(Rule.ARM_JOINS_EARLIER, row + "joins_on", value=arm.name)
    left = earlier.leaves_on if earlier else ""
    if arm.leaves_on != left and arm.leaves_on and arm.leaves_on < today:
        yield found(Rule.ARM_LEFT_EARLIER, row + "leaves_on", value=arm.name)
