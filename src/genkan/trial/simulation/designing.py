"""Which arms answer, by the balanced blocks of a real trial: each question takes the next place of its stratum."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from genkan.trial.assignment import Stratum, block_length, block_of
from genkan.trial.evidence.details import Mode
from genkan.trial.protocol.document import Protocol
from genkan.trial.simulation.source import Numbers, Places


class Asked(NamedTuple):
    """Questions, one a row: places in the protocol, whether a pair is shown, and the moment."""

    organisation: Places
    task: Places
    information_class: Places
    paired: NDArray[np.bool_]
    moment: Numbers


class Designed(NamedTuple):
    """Places of the arms (rows, 2), the second -1 where one answers, and where in the design they stand."""

    sides: Places
    block: Places
    place: Places


def name_of_trial(seed: int) -> str:
    """What a simulated trial is called; its strata, and so its design, follow from it."""
    return f"simulated-{seed}"


def eligible_arms(protocol: Protocol, information_class: int) -> tuple[int, ...]:
    """The places of the arms that may take a question of a class."""
    return tuple(place for place, arm in enumerate(protocol.arms) if arm.highest_class >= information_class)


def designed(protocol: Protocol, asked: Asked, *, trial: str) -> Designed:
    """What stands at the place of each question. Raises ``ValueError`` where a class has fewer than two arms."""
    count = len(asked.moment)
    found = Designed(np.full((count, 2), -1, np.int64), np.zeros(count, np.int64), np.zeros(count, np.int64))
    places = {arm.name: place for place, arm in enumerate(protocol.arms)}
    for stratum, rows in _strata(protocol, asked, trial):
        block, place = np.divmod(np.arange(len(rows)), block_length(stratum))
        blocks = [
            [
                [places.get(name, -1) for name in sides]
                for sides in block_of(stratum, number, seed=protocol.seed)
            ]
            for number in range(int(block[-1]) + 1)
        ]
        found.sides[rows] = np.array(blocks, dtype=np.int64).reshape(-1, 2)[: len(rows)]
        found.block[rows], found.place[rows] = block, place
    return found


def _strata(protocol: Protocol, asked: Asked, trial: str) -> Iterator[tuple[Stratum, Places]]:
    """Each stratum with its questions in the order of their moments."""
    parts = (asked.organisation, asked.task, asked.information_class, asked.paired.astype(np.int64))
    found, code = np.unique(np.stack(parts, axis=1), axis=0, return_inverse=True)
    order = np.lexsort((asked.moment, code.reshape(-1)))
    starts = np.searchsorted(code.reshape(-1)[order], np.arange(len(found) + 1))
    strata: list[tuple[int, int, int, int]] = found.tolist()
    for number, (organisation, task, place, paired) in enumerate(strata):
        level = protocol.information_classes[place]
        arms = eligible_arms(protocol, level)
        if len(arms) < 2:
            raise ValueError(f"fewer than two arms may take questions of class {level}")
        yield (
            Stratum(
                trial=trial,
                organisation=protocol.organisations[organisation].organisation,
                task=protocol.tasks[task].task,
                information_class=level,
                mode=Mode.PAIR if paired else protocol.tasks[task].mode,
                arms=tuple(protocol.arms[arm].name for arm in arms),
            ),
            order[starts[number] : starts[number + 1]],
        )
