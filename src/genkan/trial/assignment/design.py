"""The design (割付け計画): what stands at each place of a stratum, block by block, as the seed of the protocol decides."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from genkan.trial.assignment.numbers import Numbers
from genkan.trial.assignment.pairs import pairs_of_block
from genkan.trial.assignment.stratum import Stratum
from genkan.trial.evidence import Mode

_BLOCKS_KEPT = 4096


class Sides(NamedTuple):
    """The names of the arms; ``left`` is shown as answer A, and ``right`` is empty where one arm answers."""

    left: str
    right: str = ""


def sides_at(stratum: Stratum, number: int, *, seed: str) -> Sides:
    """What stands at the place with that number, counted from 0 in the stratum.

    Raises ``ValueError`` where there are too few arms: two are needed for a pair, otherwise one.
    """
    block, place = divmod(number, block_length(stratum))
    return block_of(stratum, block, seed=seed)[place]


def block_length(stratum: Stratum) -> int:
    """How many places a block has: each ordered pair once, or each arm once. Raises ``ValueError`` as above."""
    arms = len(set(stratum.arms))
    length = arms * (arms - 1) if stratum.mode is Mode.PAIR else arms
    if not length:
        raise ValueError(f"{arms} arms are too few for the mode {stratum.mode.value}")
    return length


def block_of(stratum: Stratum, block: int, *, seed: str) -> Sequence[Sides]:
    """All places of one block, which is counted from 0."""
    arms = tuple(sorted(set(stratum.arms)))
    return _laid_out(arms, stratum.mode is Mode.PAIR, seed, stratum.key, block)


@lru_cache(maxsize=_BLOCKS_KEPT)
def _laid_out(arms: tuple[str, ...], paired: bool, seed: str, stratum: str, block: int) -> tuple[Sides, ...]:
    numbers = Numbers(seed=seed, stratum=stratum, block=block)
    if paired:
        return tuple(Sides(*pair) for pair in pairs_of_block(arms, numbers))
    return tuple(Sides(arm) for arm in numbers.shuffled(arms))
