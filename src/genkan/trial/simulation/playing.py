"""A trial played by simulated people, as columns (模擬試行)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from genkan.trial.evidence.details import Mode
from genkan.trial.protocol.document import Protocol
from genkan.trial.simulation.designing import Asked, designed, name_of_trial
from genkan.trial.simulation.source import Numbers, Places, Source
from genkan.trial.simulation.world import World, log_odds
from genkan.trial.statistics.votes import VoteTable, arm_label

Truths = NDArray[np.bool_]
_USUAL_LENGTH = 500.0
_MOST_VOTES = 400


@dataclass(frozen=True, eq=False)
class Played:
    """What happened, one exposure a row, in the order of persons and moments.

    ``moment`` is the share of the trial that has passed. ``sides`` (rows, 2) are places of arms in the protocol, the second
    -1 where one arm answers; ``eras``, ``failed``, ``lengths`` and ``correct`` follow it. ``block`` and ``place`` are where in
    the design they stand. ``choice`` is that of ``CHOICES``, -1 without a vote; ``audited`` are those that experts mark.
    """

    person: Places
    organisation: Places
    task: Places
    information_class: Places
    moment: Numbers
    sides: Places
    block: Places
    place: Places
    eras: Places
    failed: Truths
    lengths: Places
    choice: Places
    audited: Truths
    correct: Truths


def played(protocol: Protocol, world: World, *, seed: int) -> Played:
    """One trial. Raises ``ValueError`` for a protocol with fewer than two arms at every information class."""
    source = Source(seed)
    activity = source.normal(world.people)
    person = np.repeat(np.arange(world.people), _votes(world, activity, source))
    count = len(person)
    organisation = source.chosen(world.people, [max(1, row.staff) for row in protocol.organisations])[person]
    classes = source.chosen(count, world.classes or [1.0] * len(protocol.information_classes))
    moment = _within_persons(person, source.uniform(count))
    task = source.chosen(count, [row.weight for row in protocol.tasks])
    paired = _is_pair(protocol, task, source)
    asked = Asked(organisation, task, classes, paired, moment)
    design = designed(protocol, asked, trial=name_of_trial(seed))
    sides, eras = design.sides, _eras(protocol, world, design.sides, moment)
    failed = _failed(protocol, world, sides, source)
    lengths = _lengths(protocol, world, sides, failed, source)
    choice = _choices(protocol, world, person, activity, sides, eras, failed, lengths, source)
    return Played(
        person=person,
        organisation=organisation,
        task=task,
        information_class=np.array(protocol.information_classes)[classes],
        moment=moment,
        **design._asdict(),
        eras=eras,
        failed=failed,
        lengths=lengths,
        choice=choice,
        audited=source.uniform(count) < protocol.audit_share,
        correct=_correct(protocol, world, person, sides, failed, source),
    )


def _votes(world: World, activity: Numbers, source: Source) -> Places:
    """How often each person asks: at least once, unequally often."""
    wish = world.votes * np.exp(world.unequal * activity - world.unequal**2 / 2)
    return np.clip((wish + source.uniform(len(wish))).astype(np.int64), 1, _MOST_VOTES)


def _within_persons(person: Places, moments: Numbers) -> Numbers:
    """The moments in order within each person."""
    return moments[np.lexsort((moments, person))]


def _is_pair(protocol: Protocol, task: Places, source: Source) -> Truths:
    share = {Mode.PAIR: 1.0, Mode.CONVERSATION: protocol.pair_share, Mode.PERSON: 0.0}
    return source.uniform(len(task)) < np.array([share[row.mode] for row in protocol.tasks])[task]


def _eras(protocol: Protocol, world: World, sides: Places, moment: Numbers) -> Places:
    eras = np.ones_like(sides)
    names = [arm.name for arm in protocol.arms]
    for drift in world.drifts:
        eras += (sides == names.index(drift.arm)) & (moment >= drift.after)[:, None]
    return eras


def _by_arm(protocol: Protocol, values: Mapping[str, float], usual: float = 0.0) -> Numbers:
    """A number for each arm, and 0 for no arm, which stands last."""
    return np.array([*(values.get(arm.name, usual) for arm in protocol.arms), 0.0])


def _failed(protocol: Protocol, world: World, sides: Places, source: Source) -> Truths:
    chance = _by_arm(protocol, world.failures)[sides]
    return source.uniform(sides.size).reshape(sides.shape) < chance


def _correct(
    protocol: Protocol, world: World, person: Places, sides: Places, failed: Truths, source: Source
) -> Truths:
    """Which answers are correct (rows, 2): the questions of some people are harder, whoever answers."""
    easy = world.difficulty * source.normal(world.people)
    odds = np.array([*(log_odds(world.correct_of(arm.name)) for arm in protocol.arms), 0.0])[sides]
    chance = 1 / (1 + np.exp(-odds - easy[person][:, None]))
    return (source.uniform(sides.size).reshape(sides.shape) < chance) & ~failed


def _lengths(protocol: Protocol, world: World, sides: Places, failed: Truths, source: Source) -> Places:
    doubled = _by_arm(protocol, world.lengths)[sides] + 0.5 * source.normal(sides.size).reshape(sides.shape)
    lengths = np.maximum(20, _USUAL_LENGTH * 2.0**doubled).astype(np.int64)
    return np.where(failed, lengths // 10, lengths)


def _choices(
    protocol: Protocol,
    world: World,
    person: Places,
    activity: Numbers,
    sides: Places,
    eras: Places,
    failed: Truths,
    lengths: Places,
    source: Source,
) -> Places:
    """The vote on each pair by Davidson's model with the person's tastes, position, length and failures."""
    difference = _worth(protocol, world, person, activity, sides, eras, source) @ np.array([1.0, -1.0])
    difference += world.position + world.length * np.log2(lengths[:, 0] / lengths[:, 1])
    difference += 3.0 * (failed[:, 1].astype(float) - failed[:, 0])
    odds = np.stack(
        [np.exp(difference / 2), np.exp(-difference / 2), np.full(len(person), world.tie)], axis=1
    )
    ends = np.cumsum(odds, axis=1) / odds.sum(axis=1, keepdims=True)
    choice = (source.uniform(len(person))[:, None] >= ends[:, :2]).sum(axis=1)
    bad = source.uniform(len(person)) < np.where(failed.all(axis=1), 0.95, world.both_bad)
    choice = np.where((choice == 2) & bad, 3, choice)
    silent = np.where(failed.any(axis=1), world.missing_failed, world.missing)
    unvoted = (source.uniform(len(person)) < silent) | (sides[:, 1] < 0)
    return np.where(unvoted, -1, choice)


def _worth(
    protocol: Protocol,
    world: World,
    person: Places,
    activity: Numbers,
    sides: Places,
    eras: Places,
    source: Source,
) -> Numbers:
    """What both arms are worth to the person (rows, 2)."""
    arms = len(protocol.arms)
    tastes = np.zeros((world.people, arms + 1))
    tastes[:, :arms] = world.personal * source.normal(world.people * arms).reshape(-1, arms)
    tastes[:, 0] += world.heavy_taste * activity
    worth = _by_arm(protocol, world.strengths)[sides] + tastes[person[:, None], sides]
    names = [arm.name for arm in protocol.arms]
    for number, drift in enumerate(world.drifts):
        later = sum(other.arm == drift.arm for other in world.drifts[:number]) + 2
        worth += drift.change * ((sides == names.index(drift.arm)) & (eras >= later))
    return worth


def table_of(protocol: Protocol, trial: Played) -> VoteTable:
    """The votes of a played trial, as the analysis takes them from evidence."""
    on = trial.choice >= 0
    labels = [
        [arm_label(arm.name, era + 1) for arm in protocol.arms]
        for era in range(int(trial.eras.max(initial=1)))
    ]
    shown = _labels(labels, trial.sides[on], trial.eras[on])
    names, codes = np.unique(shown, return_inverse=True)
    codes = codes.reshape(shown.shape)
    _, person = np.unique(trial.person[on], return_inverse=True)
    organisations, organisation = _sorted_codes(
        [row.organisation for row in protocol.organisations], trial.organisation[on]
    )
    tasks, task = _sorted_codes([row.task for row in protocol.tasks], trial.task[on])
    return VoteTable(
        arms=tuple(map(str, names)),
        organisations=organisations,
        tasks=tasks,
        person=person.astype(np.int64),
        left=codes[:, 0].astype(np.int16),
        right=codes[:, 1].astype(np.int16),
        choice=trial.choice[on].astype(np.int8),
        organisation=organisation.astype(np.int16),
        task=task.astype(np.int16),
        information_class=trial.information_class[on].astype(np.int8),
        left_length=trial.lengths[on, 0].astype(np.int32),
        right_length=trial.lengths[on, 1].astype(np.int32),
        persons=int(person.max(initial=-1)) + 1,
    )


def _labels(labels: Sequence[Sequence[str]], sides: Places, eras: Places) -> NDArray[np.str_]:
    return np.array(labels)[eras - 1, sides] if len(sides) else np.empty((0, 2), dtype=str)


def _sorted_codes(names: Sequence[str], codes: Places) -> tuple[tuple[str, ...], Places]:
    """The names that occur, in order, and the place of each row among them."""
    found, places = np.unique(np.array(names)[codes], return_inverse=True)
    return tuple(map(str, found)), places
