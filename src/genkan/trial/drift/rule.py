"""When a look says that another build answers: a pure rule with stated tests.

* The connection names another build, or the server another fingerprint, than at the look before.
* The answers agree less often with the first look of the era than those of the looks before: Fisher's exact test, one-sided.
* The answers are longer or shorter than those of the looks before by ``LEAST_SHIFT`` and more: the exact test that flips the
  signs of the differences of the logarithms, question by question, two-sided.

Each test is made at the level ``LEVEL``. A trial of seven arms and sixty days makes 840 tests, so fewer than one false alarm
is expected in it.
"""

from collections.abc import Sequence
from enum import StrEnum
from math import comb, exp, log

from genkan.trial.drift.look import Agreement, Heard, Look, agreement_of

LEVEL = 0.0005
LEAST_COMPARED = 6
LEAST_SHIFT = 0.15
_TINY = 1e-9


class Alarm(StrEnum):
    """Why a look ends its era."""

    BUILD = "build"
    FINGERPRINT = "fingerprint"
    AGREEMENT = "agreement"
    LENGTH = "length"


def alarm_of(earlier: Sequence[Look], heard: Heard) -> Alarm | None:
    """Why the answers do not belong to the era of the looks ``earlier``, oldest first; ``None`` where they do."""
    if not earlier or not heard.says_something:
        return None
    before = earlier[-1].heard
    if before.build != heard.build:
        return Alarm.BUILD
    if _told_apart(earlier, heard):
        return Alarm.FINGERPRINT
    if agreement_p(earlier, heard) < LEVEL:
        return Alarm.AGREEMENT
    shift, p = length_shift(earlier, heard)
    if p < LEVEL and max(exp(shift), exp(-shift)) >= 1 + LEAST_SHIFT:
        return Alarm.LENGTH
    return None


def _told_apart(earlier: Sequence[Look], heard: Heard) -> bool:
    """Whether the server names another fingerprint than when it last named one."""
    named = [look.heard.fingerprint for look in earlier if look.heard.fingerprint]
    return bool(named and heard.fingerprint) and named[-1] != heard.fingerprint


def agreement_p(earlier: Sequence[Look], heard: Heard) -> float:
    """How likely so little agreement would be, if this look agreed as often as those before; 1 where too little is known."""
    today = agreement_of(earlier[0].heard.answers, heard.answers)
    past = Agreement(
        sum(look.agreement.agreed for look in earlier), sum(look.agreement.compared for look in earlier)
    )
    if min(today.compared, past.compared) < LEAST_COMPARED:
        return 1.0
    return _fisher(today, past)


def _fisher(today: Agreement, past: Agreement) -> float:
    """The probability of as few agreements today, given those of both together: a hypergeometric tail."""
    agreed, compared = today.agreed + past.agreed, today.compared + past.compared
    least = max(0, agreed - past.compared)
    ways = sum(
        comb(agreed, count) * comb(compared - agreed, today.compared - count)
        for count in range(least, today.agreed + 1)
    )
    return ways / comb(compared, today.compared)


def length_shift(earlier: Sequence[Look], heard: Heard) -> tuple[float, float]:
    """The mean difference of the logarithms of the lengths, and how likely one as large would be by chance."""
    differences = [
        log(length) - sum(past) / len(past)
        for place, length in enumerate(heard.lengths)
        if length and (past := _logarithms(earlier, place))
    ]
    if len(differences) < LEAST_COMPARED:
        return 0.0, 1.0
    return sum(differences) / len(differences), _sign_flips(differences)


def _logarithms(earlier: Sequence[Look], place: int) -> list[float]:
    return [log(look.heard.lengths[place]) for look in earlier if look.heard.lengths[place]]


def _sign_flips(differences: Sequence[float]) -> float:
    """The share of all ways to choose the signs whose sum is at least as far from zero."""
    sums = [0.0]
    for difference in differences:
        sums = [total + signed for total in sums for signed in (difference, -difference)]
    observed = abs(sum(differences))
    return sum(abs(total) >= observed - _TINY for total in sums) / len(sums)
