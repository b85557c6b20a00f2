"""What a planned design can say, as the page of its protocol draws it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

from genkan.evaluation import votes_for
from genkan.trial.protocol import Protocol

if TYPE_CHECKING:
    from genkan.trial.protocol.power import Design, Power

FEWEST, MOST_PERSONS, MOST_VOTES_EACH = 2, 200_000, 1000.0
_STEPS = (0.5, 1.0, 2.0, 4.0)
_PLAYED, _FEWEST_RUNS, _MOST_RUNS = 400_000, 40, 200
_DEFAULT_PERSONS = 100


@dataclass(frozen=True, slots=True)
class Planned:
    """How many people are expected, and how many votes each casts on average."""

    persons: int
    votes_each: float


@dataclass(frozen=True, slots=True)
class Expected:
    """The played designs, from few people to many; ``alone`` is the number of decisive votes by the closed form."""

    planned: Planned
    powers: "tuple[Power, ...]"
    rows: tuple[Mapping[str, object], ...]
    ticks: tuple[tuple[float, str], ...]
    alone: int


def planned_of(protocol: Protocol) -> Planned:
    """A beginning: the least number of votes by as many people as are needed, at least a hundred."""
    persons = max(protocol.least_persons, _DEFAULT_PERSONS)
    return Planned(persons, max(1.0, ceil(protocol.least_votes / persons)))


def read_planned(persons: str, votes: str) -> Planned | None:
    """What was typed; ``None`` where it is none."""
    try:
        read = Planned(int(persons), float(votes))
    except ValueError:
        return None
    fits = FEWEST <= read.persons <= MOST_PERSONS and 0 < read.votes_each <= MOST_VOTES_EACH
    return read if fits else None


def expected_of(protocol: Protocol, planned: Planned) -> Expected:
    """Play the design with half, once, twice and four times the people."""
    from genkan.trial.protocol.power import Design, power_of  # NumPy is slow to load

    base = Design(
        arms=len(protocol.arms), votes_each=planned.votes_each, confidence=_level(protocol.confidence)
    )
    sizes = sorted({max(FEWEST, round(planned.persons * step)) for step in _STEPS})
    powers = tuple(power_of(_with_runs(replace(base, persons=persons))) for persons in sizes)
    widest = max(0.05, min(0.5, ceil(max(each.win_rate for each in powers) * 20) / 20))
    return Expected(
        planned=planned,
        powers=powers,
        rows=tuple(_row(each) for each in powers),
        ticks=tuple((0.5 + step * widest, _percent(0.5 + step * widest)) for step in (-1, -0.5, 0, 0.5, 1)),
        alone=votes_for(base.preference, level=base.confidence),
    )


def _level(confidence: float) -> float:
    return confidence if 0.5 <= confidence < 1 else 0.95


def _with_runs(design: "Design") -> "Design":
    runs = _PLAYED // max(design.votes, 1)
    return replace(design, runs=max(_FEWEST_RUNS, min(_MOST_RUNS, runs)))


def _row(power: "Power") -> Mapping[str, object]:
    return {
        "label": f"{power.design.persons:,}",
        "low": 0.5 - power.win_rate,
        "value": 0.5,
        "high": 0.5 + power.win_rate,
        "count": power.votes,
        "shown": f"±{_percent(power.win_rate)}",
        "interval": f"{_percent(0.5 - power.win_rate)}–{_percent(0.5 + power.win_rate)}",
    }


def _percent(value: float) -> str:
    return f"{value * 100:.1f}%"
