"""A played trial as evidence, row for row as a real one leaves it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import numpy as np

from genkan.trial.evidence.details import Mode
from genkan.trial.evidence.rows import (
    AnswerRow,
    EraRow,
    Evidence,
    Exposure,
    GuessRow,
    MarkRow,
    ProtocolRow,
    PulseRow,
    UseRow,
    VoteRow,
)
from genkan.trial.protocol.document import Protocol
from genkan.trial.simulation.designing import eligible_arms, name_of_trial
from genkan.trial.simulation.playing import Played, played
from genkan.trial.simulation.source import Source
from genkan.trial.simulation.world import World
from genkan.trial.statistics.votes import CHOICES

_REASONS = ("accurate", "clear", "usable")


class _Telling:
    """What a row needs to be told: the protocol, the moments, and random numbers of its own."""

    def __init__(self, protocol: Protocol, world: World, trial: Played, *, seed: int) -> None:
        self.protocol, self.world, self.trial = protocol, world, trial
        self.digest = protocol.digest()
        self.opens = datetime.fromisoformat(protocol.opens_on or "2026-09-01").replace(tzinfo=UTC)
        closes = datetime.fromisoformat(protocol.closes_on or "2026-11-30").replace(tzinfo=UTC)
        self.length = max(timedelta(days=1), closes - self.opens)
        numbers = Source(seed + 1).uniform(24 * len(trial.person)).reshape(-1, 24)
        self.chance: list[list[float]] = numbers.tolist()
        self.order = np.argsort(trial.moment, kind="stable")

    def at(self, row: int) -> datetime:
        """The moment of a row, in whole milliseconds."""
        moment = self.opens + self.length * float(self.trial.moment[row])
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    def sides(self, row: int) -> Iterator[tuple[int, str, int]]:
        """Number, name and arm of each side of a row."""
        for number, side in enumerate("ab"):
            arm = int(self.trial.sides[row, number])
            if arm >= 0:
                yield number, side, arm

    def total_ms(self, row: int, number: int) -> int:
        """How long an answer took."""
        return int(400 + 12 * self.trial.lengths[row, number] * (0.8 + 0.4 * self.chance[row][number]))


def simulate(protocol: Protocol, world: World, *, seed: int) -> Evidence:
    """The evidence of one simulated trial; the same protocol, world and seed give the same rows.

    Arms stand in the balanced blocks of a real trial with the seed of the protocol. Persons are named ``p`` and a number. Raises ``ValueError`` where a class has fewer than two arms.
    """
    telling = _Telling(protocol, world, played(protocol, world, seed=seed), seed=seed)
    rows = [int(row) for row in telling.order]
    return Evidence(
        trial=name_of_trial(seed),
        protocols=(ProtocolRow(0, telling.opens, telling.digest, "simulation", "", protocol.document()),),
        exposures=tuple(_exposure(telling, row) for row in rows),
        answers=tuple(answer for row in rows for answer in _answers(telling, row)),
        votes=tuple(vote for row in rows for vote in _votes(telling, row)),
        guesses=tuple(guess for row in rows for guess in _guesses(telling, row)),
        marks=tuple(mark for row in rows for mark in _marks(telling, row)),
        uses=tuple(use for row in rows for use in _uses(telling, row)),
        pulses=tuple(pulse for row in rows for pulse in _pulses(telling, row)),
        eras=tuple(_eras(telling)),
    )


def _id(row: int) -> str:
    return f"e{row:08d}"


def _exposure(telling: _Telling, row: int) -> Exposure:
    trial, protocol = telling.trial, telling.protocol
    level = int(trial.information_class[row])
    able = set(eligible_arms(protocol, level))
    left, right = (int(arm) for arm in trial.sides[row])
    task = protocol.tasks[int(trial.task[row])]
    return Exposure(
        id=_id(row),
        at=telling.at(row),
        protocol=telling.digest,
        person=_person(telling, row),
        organisation=protocol.organisations[int(trial.organisation[row])].organisation,
        task=task.task,
        information_class=level,
        mode=(Mode.PAIR if right >= 0 else task.mode).value,
        left=protocol.arms[left].name,
        right=protocol.arms[right].name if right >= 0 else "",
        left_era=int(trial.eras[row, 0]),
        right_era=int(trial.eras[row, 1]) if right >= 0 else 1,
        block=int(trial.block[row]),
        place=int(trial.place[row]),
        eligible=tuple(arm.name for place, arm in enumerate(protocol.arms) if place in able),
        restricted=tuple(
            f"{arm.name}=information_class" for place, arm in enumerate(protocol.arms) if place not in able
        ),
        conversation=_id(row) if task.mode is Mode.CONVERSATION else "",
        turn=1,
        question_length=int(20 + 200 * telling.chance[row][2]),
    )


def _person(telling: _Telling, row: int) -> str:
    return f"p{int(telling.trial.person[row]):06d}"


def _answers(telling: _Telling, row: int) -> Iterator[AnswerRow]:
    trial, chance = telling.trial, telling.chance[row]
    for number, side, place in telling.sides(row):
        arm = telling.protocol.arms[place]
        failed = bool(trial.failed[row, number])
        length, era = int(trial.lengths[row, number]), int(trial.eras[row, number])
        citations = int(4 * chance[3 + number])
        shadow = None if arm.shadow_price_out is None else round(length * arm.shadow_price_out)
        yield AnswerRow(
            exposure=_id(row),
            side=side,
            arm=arm.name,
            era=era,
            build=arm.build if era == 1 else f"{arm.build}+{era - 1}",
            outcome="timed_out" if failed else "completed",
            characters=length,
            first_token_ms=None if failed else int(200 + 600 * chance[5 + number]),
            total_ms=telling.total_ms(row, number),
            cost_microyen=0,
            shadow_microyen=shadow,
            citations=citations,
            citations_verified=citations - int(citations > 0 and chance[7 + number] < 0.1),
            quotations=1,
            quotations_faithful=int(chance[7 + number] < 0.9),
            style_findings=int(3 * chance[9 + number]),
            personal_data=0,
            japanese=True,
            refused=bool(chance[9 + number] < 0.01),
        )


def _votes(telling: _Telling, row: int) -> Iterator[VoteRow]:
    choice, chance = int(telling.trial.choice[row]), telling.chance[row]
    if choice >= 0:
        took = max(telling.total_ms(row, number) for number, _, _ in telling.sides(row))
        at = telling.at(row) + timedelta(milliseconds=took, seconds=int(5 + 120 * chance[11]))
        reasons = (_REASONS[int(3 * chance[12])],) if chance[13] < 0.5 else ()
        yield VoteRow(_id(row), at, _person(telling, row), 1, CHOICES[choice].value, reasons)


def _guesses(telling: _Telling, row: int) -> Iterator[GuessRow]:
    world, chance = telling.world, telling.chance[row]
    if telling.trial.choice[row] >= 0 and chance[14] < world.guessing:
        names = [arm.name for arm in telling.protocol.arms]
        said = [
            names[place]
            if chance[15 + number] < world.knowing
            else names[int(len(names) * chance[17 + number])]
            for number, _, place in telling.sides(row)
        ]
        yield GuessRow(_id(row), *said)


def _marks(telling: _Telling, row: int) -> Iterator[MarkRow]:
    """Two experts on each answer drawn for the audit, who agree."""
    if not telling.trial.audited[row]:
        return
    chance = telling.chance[row]
    for number, side, _ in telling.sides(row):
        right = bool(telling.trial.correct[row, number])
        for marker in ("marker-1", "marker-2"):
            yield MarkRow(_id(row), side, marker, right, right, right and chance[22] < 0.8, False, False)


def _uses(telling: _Telling, row: int) -> Iterator[UseRow]:
    """The answer that was preferred, or the only one, copied and edited."""
    chance, trial = telling.chance[row], telling.trial
    choice = int(trial.choice[row])
    number = {0: 0, 1: 1, 2: int(2 * chance[16])}.get(choice, 0 if trial.sides[row, 1] < 0 else -1)
    if number < 0 or trial.failed[row, number] or chance[23] >= telling.world.using:
        return
    length = int(trial.lengths[row, number])
    distance = int(length * max(0.0, 0.6 * chance[18] - 0.1))
    seconds = int(30 + 300 * chance[12])
    at = telling.at(row) + timedelta(seconds=seconds)
    yield UseRow(_id(row), "ab"[number], at, "copied", length, length, distance, seconds)


def _pulses(telling: _Telling, row: int) -> Iterator[PulseRow]:
    chance = telling.chance[row]
    if chance[21] < telling.protocol.pulse_share:
        organisation = telling.protocol.organisations[int(telling.trial.organisation[row])].organisation
        minutes, better = int(30 * chance[22]) - 5, 2 + int(4 * chance[12])
        yield PulseRow(telling.at(row), _person(telling, row), organisation, minutes, better)


def _eras(telling: _Telling) -> Iterator[EraRow]:
    """The beginnings of later eras, in order of time."""
    counts: dict[str, int] = {}
    for drift in sorted(telling.world.drifts, key=lambda drift: drift.after):
        counts[drift.arm] = counts.get(drift.arm, 1) + 1
        build = next(arm.build for arm in telling.protocol.arms if arm.name == drift.arm)
        at = telling.opens + telling.length * drift.after
        yield EraRow(at, drift.arm, counts[drift.arm], "drift", f"{build}+{counts[drift.arm] - 1}")
