"""Asking the build behind an arm the fixed questions, as everything else is asked: decided, metered and recorded."""

from typing import TypeGuard

from genkan.catalogue import InformationClass
from genkan.gateway import ExamAsk, Examiner, Given, Message, Outcome
from genkan.kit import Problem
from genkan.trial.drift.look import FAILED, Heard, digest_of
from genkan.trial.drift.probes import ProbeSet
from genkan.trial.protocol import TrialArm

DRIFT_APP = "trial-drift"
APP_TITLE = "試行の定点観測"
_WHOLE = frozenset({Outcome.COMPLETED, Outcome.TRUNCATED})


async def hear(examiner: Examiner, arm: TrialArm, probes: ProbeSet, *, organisation_id: str) -> Heard:
    """One round of all questions, one after another, with the parameters of the protocol."""
    given = [
        await _put(examiner, _ask(arm, probes, text=probe.text, organisation_id=organisation_id))
        for probe in probes.probes
    ]
    told = [one for one in given if one is not None]
    return Heard(
        build=told[-1].build if told else "",
        fingerprint=next((one.served_by for one in reversed(told) if one.served_by), ""),
        answers=tuple(digest_of(one.text) if _is_whole(one) else FAILED for one in given),
        lengths=tuple(len(one.text.strip()) if _is_whole(one) else 0 for one in given),
    )


def _ask(arm: TrialArm, probes: ProbeSet, *, text: str, organisation_id: str) -> ExamAsk:
    return ExamAsk(
        organisation_id=organisation_id,
        information_class=InformationClass.ONE,
        deployment_id=arm.deployment,
        messages=(Message("user", text),),
        longest=probes.longest,
        seconds=probes.seconds,
        parameters=arm.parameters,
        app=DRIFT_APP,
    )


async def _put(examiner: Examiner, ask: ExamAsk) -> Given | None:
    """What came of a question; ``None`` where it was not let through, which counts as a failure of the look."""
    try:
        return await examiner.put(ask)
    except Problem:
        return None


def _is_whole(given: Given | None) -> TypeGuard[Given]:
    return given is not None and given.outcome in _WHOLE and bool(given.text.strip())
