"""The arms of a protocol: what they are, whether they stand as stated, and when they are there."""

from collections.abc import Iterator
from datetime import date, timedelta

from genkan.catalogue import Deployment, InformationClass, WireProtocol
from genkan.kit import canonical_json
from genkan.trial.protocol.check.days import day_of
from genkan.trial.protocol.check.finding import Finding, found
from genkan.trial.protocol.check.rule import Rule
from genkan.trial.protocol.check.surroundings import Surroundings
from genkan.trial.protocol.document import Protocol, TrialArm
from genkan.trial.protocol.item import Item

LONGEST_NAME = 40
LONGEST_BUILD = 300
FEWEST_ARMS = 2
_OFFERED = (InformationClass.ONE, InformationClass.TWO)


def check_arms(protocol: Protocol, known: Surroundings) -> Iterator[Finding]:
    """Each arm by itself, then all of them together."""
    if len(protocol.arms) < FEWEST_ARMS:
        yield found(Rule.TOO_FEW_ARMS, Item.ARMS, count=len(protocol.arms))
    for number, arm in enumerate(protocol.arms, start=1):
        before = protocol.arms[: number - 1]
        yield from _names(arm, before, f"arm.{number}.name")
        if not _has_left(arm, known.today):
            yield from _standing(arm, known.deployments.get(arm.deployment), f"arm.{number}.")
        yield from _period(arm, protocol, f"arm.{number}.")
    yield from _kinds(protocol, known)
    yield from _classes(protocol)
    yield from _few_on_a_day(protocol)


def _has_left(arm: TrialArm, today: date) -> bool:
    """Whether an arm is over, so that its deployment may be what it likes."""
    return bool(arm.leaves_on) and arm.leaves_on <= today.isoformat()


def _names(arm: TrialArm, before: tuple[TrialArm, ...], field: str) -> Iterator[Finding]:
    if not arm.name:
        yield found(Rule.ARM_UNNAMED, field)
    if len(arm.name) > LONGEST_NAME:
        yield found(Rule.TEXT_TOO_LONG, field, item=Item.ARM_NAME, limit=LONGEST_NAME)
    if arm.name and arm.name in {each.name for each in before}:
        yield found(Rule.ARM_NAME_TWICE, field, value=arm.name)
    if exact(arm) in {exact(each) for each in before}:
        yield found(Rule.ARM_TWICE, field, value=arm.name)


def exact(arm: TrialArm) -> tuple[str, str, str]:
    """What an arm is: deployment, build, parameters."""
    return arm.deployment, arm.build, canonical_json(arm.parameters)


def _standing(arm: TrialArm, deployment: Deployment | None, row: str) -> Iterator[Finding]:
    if deployment is None:
        yield found(Rule.DEPLOYMENT_UNKNOWN, row + "deployment", value=arm.name or arm.deployment)
        return
    if not deployment.active:
        yield found(Rule.DEPLOYMENT_AT_REST, row + "deployment", value=arm.name)
    if deployment.embeds:
        yield found(Rule.DEPLOYMENT_EMBEDS, row + "deployment", value=arm.name)
    yield from _build(arm, deployment, row)
    if canonical_json(arm.parameters) != canonical_json(dict(deployment.parameters)):
        yield found(Rule.PARAMETERS_DIFFER, row + "parameters", value=arm.name)
    if arm.highest_class > deployment.ceiling:
        yield found(
            Rule.CLASS_ABOVE_CEILING, row + "highest_class", value=arm.name, ceiling=deployment.ceiling.label
        )
    yield from _prices(arm, deployment, row)


def _build(arm: TrialArm, deployment: Deployment, row: str) -> Iterator[Finding]:
    if len(arm.build) > LONGEST_BUILD:
        yield found(Rule.TEXT_TOO_LONG, row + "build", item=Item.ARM_BUILD, limit=LONGEST_BUILD)
    if arm.build != deployment.build:
        yield found(
            Rule.BUILD_DIFFERS, row + "build", value=arm.name, stated=arm.build, actual=deployment.build
        )
    elif not arm.build:
        yield found(Rule.BUILD_MISSING, row + "build", value=arm.name)


def _prices(arm: TrialArm, deployment: Deployment, row: str) -> Iterator[Finding]:
    """An arm that is free, or whose price nobody stated, needs prices to compare by."""
    prices = (arm.shadow_price_in, arm.shadow_price_out)
    for name, price in zip(("shadow_price_in", "shadow_price_out"), prices, strict=True):
        if price is not None and price < 0:
            item = Item(f"arm.{name}")
            yield found(Rule.NUMBER_OUTSIDE, row + name, item=item, least=0, most="1,000,000")
    if (prices[0] is None) != (prices[1] is None):
        yield found(Rule.SHADOW_PRICE_HALF, row + "shadow_price_in", value=arm.name)
    elif prices[0] is None and deployment.costs and not (deployment.input_price and deployment.output_price):
        yield found(Rule.SHADOW_PRICE_MISSING, row + "shadow_price_in", value=arm.name)


def _period(arm: TrialArm, protocol: Protocol, row: str) -> Iterator[Finding]:
    joins, leaves = day_of(arm.joins_on), day_of(arm.leaves_on)
    texts = (("joins_on", arm.joins_on, joins), ("leaves_on", arm.leaves_on, leaves))
    for name, text, day in texts:
        item = Item(f"arm.{name}")
        if text and day is None:
            yield found(Rule.DAY_UNFIT, row + name, item=item)
        elif day and not protocol.opens_on <= text <= protocol.closes_on:
            yield found(Rule.ARM_OUTSIDE_PERIOD, row + name, item=item, value=arm.name)
    if joins and leaves and leaves <= joins:
        yield found(Rule.ARM_NEVER_THERE, row + "leaves_on", value=arm.name)


def _kinds(protocol: Protocol, known: Surroundings) -> Iterator[Finding]:
    there = [
        known.deployments[arm.deployment] for arm in protocol.arms if arm.deployment in known.deployments
    ]
    if len({each.protocol == WireProtocol.EXTRACT for each in there}) > 1:
        yield found(Rule.EXTRACT_AMONG_MODELS, Item.ARMS)


def _classes(protocol: Protocol) -> Iterator[Finding]:
    if not protocol.information_classes:
        yield found(Rule.CLASS_MISSING, Item.INFORMATION_CLASSES)
    if set(protocol.information_classes) - set(map(int, _OFFERED)):
        yield found(Rule.CLASS_THREE, Item.INFORMATION_CLASSES)
    for level in _OFFERED:
        able = [arm for arm in protocol.arms if arm.highest_class >= level]
        if level in protocol.information_classes and protocol.arms and len(able) < FEWEST_ARMS:
            yield found(Rule.CLASS_WITHOUT_ARMS, Item.INFORMATION_CLASSES, value=level.label)


def _few_on_a_day(protocol: Protocol) -> Iterator[Finding]:
    """Whether fewer than two arms are there on a day: the first such day is told."""
    if len(protocol.arms) < FEWEST_ARMS:
        return
    for day in _days_of_change(protocol):
        if len([arm for arm in protocol.arms if is_there(arm, day)]) < FEWEST_ARMS:
            yield found(Rule.ARMS_TOO_FEW_ON_A_DAY, Item.ARMS, day=day.isoformat())
            return


def is_there(arm: TrialArm, day: date) -> bool:
    """Whether an arm may be assigned on a day in Japan: from the day it joins until the day before it leaves."""
    text = day.isoformat()
    return (not arm.joins_on or arm.joins_on <= text) and (not arm.leaves_on or text < arm.leaves_on)


def _days_of_change(protocol: Protocol) -> list[date]:
    """The first and the last day, and each on which an arm joins or leaves, and its eve."""
    opens, closes = day_of(protocol.opens_on), day_of(protocol.closes_on)
    if opens is None or closes is None:
        return []
    changes = [day_of(text) for arm in protocol.arms for text in (arm.joins_on, arm.leaves_on)]
    days = {opens, closes, *(day for day in changes if day), *(_eve(day) for day in changes if day)}
    return sorted(day for day in days if opens <= day <= closes)


def _eve(day: date) -> date:
    return day - timedelta(days=1) if day > date.min else day
