"""Groups that are too small to be published (秘匿する少人数の組), and others that go with them.

Who knows the whole and all groups but one knows that one too. A group of fewer than ten persons therefore never goes
alone: the next smallest go with it, until two groups with ten persons together are not told.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

LEAST_PERSONS = 10
Key = TypeVar("Key", bound=Hashable)


def too_small(
    persons: Mapping[Key, int], *, least: int = LEAST_PERSONS, hidden: Iterable[Key] = ()
) -> frozenset[Key]:
    """The groups that are not told, of all groups of one whole with their persons; ``hidden`` ones are not told anyway."""
    gone = {key for key, count in persons.items() if count < least} | set(hidden)
    for key in sorted(persons, key=lambda each: (persons[each], str(each))):
        enough = len(gone) > 1 and sum(persons[each] for each in gone) >= least
        if not gone or enough:
            break
        gone.add(key)
    return frozenset(gone)


def hidden_cells(
    persons: Mapping[Key, int],
    *wholes: Callable[[Key], Hashable],
    least: int = LEAST_PERSONS,
    hidden: Iterable[Key] = (),
) -> frozenset[Key]:
    """The cells that are not told where the sums of the cells of each whole can be known; ``hidden`` ones are not anyway."""
    gone, before = frozenset(hidden), None
    while gone != before:
        before = gone
        for whole in wholes:
            for cells in _together(persons, whole):
                gone |= too_small(cells, least=least, hidden=[key for key in cells if key in gone])
    return gone


def _together(persons: Mapping[Key, int], whole: Callable[[Key], Hashable]) -> Iterable[Mapping[Key, int]]:
    found = dict[Hashable, dict[Key, int]]()
    for key, count in persons.items():
        found.setdefault(whole(key), {})[key] = count
    return found.values()
