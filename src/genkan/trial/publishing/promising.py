"""What the protocol promised about the report: the time in which vendors reply, and who signs."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

import msgspec

from genkan.gateway import day_in_japan
from genkan.governance import Person
from genkan.trial.protocol import Protocol, Signers, Trial, read_protocol
from genkan.trial.publishing.drafted import Reply, TrialReport


class _Arm(msgspec.Struct):
    arm: str


class _Analysis(msgspec.Struct):
    arms: tuple[_Arm, ...]


class _Facts(msgspec.Struct):
    protocol: str


class _Promised(msgspec.Struct):
    """The parts of the numbers that are looked at here."""

    analysis: _Analysis
    facts: _Facts


class Promise(NamedTuple):
    """The protocol in force at the end, and the arms whose vendors reply."""

    protocol: Protocol
    arms: frozenset[str]


def promise_of(report: TrialReport) -> Promise:
    """What was promised for a report that is ready."""
    told = msgspec.json.decode(report.numbers, type=_Promised)
    return Promise(read_protocol(told.facts.protocol), frozenset(each.arm for each in told.analysis.arms))


def last_day_of_replies(protocol: Protocol, disclosed_at: datetime) -> date | None:
    """The last day in Japan on which a reply is taken; ``None`` where the protocol names no time."""
    if not protocol.reply_days:
        return None
    return day_in_japan(disclosed_at) + timedelta(days=protocol.reply_days)


def may_be_signed(promise: Promise, report: TrialReport, replies: Iterable[Reply], *, now: datetime) -> bool:
    """Whether the time of the replies is over, or every vendor has replied to this version."""
    last = last_day_of_replies(promise.protocol, report.disclosed_at) if report.disclosed_at else None
    if last is None or day_in_japan(now) > last:
        return True
    return bool(promise.arms) and promise.arms <= {each.arm for each in replies if not each.answers}


def may_sign_together(promise: Promise, trial: Trial, signers: Sequence[Person]) -> bool:
    """Whether two persons are those whom the protocol wants."""
    wanted = promise.protocol.signers
    if wanted is Signers.DIFFERENT_OFFICES:
        return len({(each.organisation_id, each.bureau_id) for each in signers}) == len(signers)
    if wanted is Signers.ONE_OUTSIDE:
        inside = {trial.organisation_id, *(each.organisation for each in promise.protocol.organisations)}
        return any(each.organisation_id not in inside for each in signers)
    return True
