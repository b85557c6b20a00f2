"""What is measured, on how much, and when it may end."""

from collections.abc import Iterator
from math import ceil

from genkan.evaluation import items_for
from genkan.trial.protocol.check.finding import Finding, found
from genkan.trial.protocol.check.looks import days_of_looks
from genkan.trial.protocol.check.rule import Rule
from genkan.trial.protocol.document import Measure, Protocol, Stopping
from genkan.trial.protocol.item import Item

LONGEST_TITLE = 200
LONGEST_TEXT = 20_000
FEWEST_PERSONS = 20
REPLY_DAYS = (1, 90)
_TEXTS = {Item.TITLE: LONGEST_TITLE, Item.PURPOSE: LONGEST_TEXT, Item.CONSENT: LONGEST_TEXT}
_BOUNDS: dict[Item, tuple[float, float]] = {
    Item.PLANNED_HALF_WIDTH: (0.005, 0.25),
    Item.CONFIDENCE: (0.8, 0.999),
    Item.PAIR_SHARE: (0, 1),
    Item.AUDIT_SHARE: (0, 1),
    Item.PULSE_SHARE: (0, 1),
    Item.DRAWS: (200, 20_000),
    Item.RETENTION_DAYS: (1, 3650),
    Item.LEAST_PERSONS: (FEWEST_PERSONS, 1_000_000),
    Item.LEAST_VOTES: (0, 100_000_000),
    Item.GRACE_DAYS: (0, 60),
}


def check_plan(protocol: Protocol) -> Iterator[Finding]:
    """Texts, bounds, measures, sample, stopping."""
    yield from _texts(protocol)
    yield from _numbers(protocol)
    yield from _measures(protocol)
    yield from _sample(protocol)
    yield from _stopping(protocol)


def votes_for_width(protocol: Protocol) -> int:
    """How many votes in the whole trial give each arm's win rate the planned half width, by the closed form.

    As if votes were independent, and every pair equally often: a bound from below.
    """
    each = items_for(protocol.planned_half_width, 0.5, level=protocol.confidence)
    return ceil(each * len(protocol.arms) / 2)


def _texts(protocol: Protocol) -> Iterator[Finding]:
    for item, limit in _TEXTS.items():
        text = str(getattr(protocol, item.value))
        if not text:
            yield found(Rule.TEXT_NEEDED, item, item=item)
        if len(text) > limit:
            yield found(Rule.TEXT_TOO_LONG, item, item=item, limit=limit)
    if len(protocol.prompt) > LONGEST_TEXT:
        yield found(Rule.TEXT_TOO_LONG, Item.PROMPT, item=Item.PROMPT, limit=LONGEST_TEXT)


def _numbers(protocol: Protocol) -> Iterator[Finding]:
    for item, (least, most) in _BOUNDS.items():
        if not least <= getattr(protocol, item.value) <= most:
            yield found(Rule.NUMBER_OUTSIDE, item, item=item, least=least, most=most)
    for item in (Item.FASTEST_VOTE_SECONDS, Item.MOST_VOTES_PER_PERSON):
        if not 0 <= getattr(protocol.exclusions, item.value.partition(".")[2]) <= 1_000_000:
            yield found(Rule.NUMBER_OUTSIDE, item, item=item, least=0, most=1_000_000)


def check_exclusions(protocol: Protocol, *, kept: bool, before: Protocol | None) -> Iterator[Finding]:
    """Nobody can be left out of whom no list is ``kept``; a protocol that was signed with it may keep it."""
    declared = protocol.exclusions.without_vendors_staff
    if declared and not kept and not (before and before.exclusions.without_vendors_staff):
        yield found(Rule.VENDORS_STAFF_UNKNOWN, Item.VENDORS_STAFF)


def check_promises(protocol: Protocol, *, before: Protocol | None) -> Iterator[Finding]:
    """The looks, and the time in which vendors reply; a protocol that was signed without them goes on without."""
    if before is None or before.look_every_days:
        yield from _looks(protocol)
    least, most = REPLY_DAYS
    if (before is None or before.reply_days) and not least <= protocol.reply_days <= most:
        yield found(Rule.NUMBER_OUTSIDE, Item.REPLY_DAYS, item=Item.REPLY_DAYS, least=least, most=most)


def _looks(protocol: Protocol) -> Iterator[Finding]:
    item = Item.LOOK_EVERY_DAYS
    if protocol.stopping is Stopping.SEQUENTIAL and not days_of_looks(protocol):
        yield found(Rule.LOOKS_MISSING, item, item=item)
    if protocol.stopping is Stopping.FIXED and protocol.look_every_days:
        yield found(Rule.LOOKS_WITHOUT_RULE, item, item=item)


def _measures(protocol: Protocol) -> Iterator[Finding]:
    wanted = {protocol.primary, *protocol.secondary}
    if protocol.primary in protocol.secondary:
        yield found(Rule.PRIMARY_IS_SECONDARY, Item.SECONDARY)
    if protocol.audit_share == 0 and any(measure.is_marked for measure in wanted):
        yield found(Rule.NOTHING_MARKED, Item.AUDIT_SHARE)
    if protocol.pulse_share == 0 and Measure.MINUTES_SAVED in wanted:
        yield found(Rule.NOBODY_ASKED, Item.PULSE_SHARE)


def _sample(protocol: Protocol) -> Iterator[Finding]:
    if not 0 < protocol.planned_half_width < 1 or not 0 < protocol.confidence < 1:
        return
    needed, votes = votes_for_width(protocol), protocol.least_votes
    if protocol.primary is Measure.PREFERENCE and votes < needed:
        width = f"±{protocol.planned_half_width * 100:g}%"
        yield found(Rule.TOO_FEW_VOTES, Item.LEAST_VOTES, width=width, needed=needed, votes=votes)
    staff, most = (
        sum(each.staff for each in protocol.organisations),
        protocol.exclusions.most_votes_per_person,
    )
    if staff and most and staff * most < votes:
        yield found(Rule.VOTES_OUT_OF_REACH, Item.LEAST_VOTES, staff=staff, most=most, votes=votes)
    if 0 < staff < protocol.least_persons:
        yield found(
            Rule.PERSONS_OUT_OF_REACH, Item.LEAST_PERSONS, persons=protocol.least_persons, staff=staff
        )


def _stopping(protocol: Protocol) -> Iterator[Finding]:
    if protocol.stopping is not Stopping.SEQUENTIAL:
        return
    if protocol.primary is not Measure.PREFERENCE:
        yield found(Rule.SEQUENTIAL_WITHOUT_PREFERENCE, Item.STOPPING)
    if protocol.opens_on == protocol.closes_on:
        yield found(Rule.SEQUENTIAL_ON_ONE_DAY, Item.STOPPING)
