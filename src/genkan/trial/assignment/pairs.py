"""The order of pairs in one block, by the circle method of round-robin tournaments.

A block has two halves. In each, every two arms meet once, in rounds in which no arm stands twice; with an odd number of
arms one rests in each round, each in turn. The second half has the sides of the first exchanged, so that after a whole
block every ordered pair came once. Before that, no arm is ahead of another by more than one within a whole round.
"""

from collections.abc import Iterator, Sequence

from genkan.trial.assignment.numbers import Numbers

Pair = tuple[str, str]


def pairs_of_block(arms: Sequence[str], numbers: Numbers) -> list[Pair]:
    """Every ordered pair of two different arms once, in an order that ``numbers`` decide."""
    order = numbers.shuffled(arms)
    first = list(_rounds(order))
    second = [[(right, left) for left, right in pairs] for pairs in first]
    halves = [[numbers.shuffled(pairs) for pairs in numbers.shuffled(half)] for half in (first, second)]
    return [pair for half in numbers.shuffled(halves) for pairs in half for pair in pairs]


def _rounds(order: Sequence[str]) -> Iterator[list[Pair]]:
    """The rounds of one half; each arm stands on the left as often as on the right, or once more or less."""
    circle, seated = (len(order) - 1) | 1, len(order) % 2 == 0
    for resting in range(circle):
        pairs = [_facing(order, resting, step, circle) for step in range(1, circle // 2 + 1)]
        if seated:
            left, right = (resting, -1) if resting % 2 else (-1, resting)
            pairs.append((order[left], order[right]))
        yield pairs


def _facing(order: Sequence[str], resting: int, step: int, circle: int) -> Pair:
    """The two that sit ``step`` places from the one that rests; who sits before the other has the left side."""
    one, other = (resting + step) % circle, (resting - step) % circle
    ahead = (other - one) % circle <= circle // 2
    return (order[one], order[other]) if ahead else (order[other], order[one])
