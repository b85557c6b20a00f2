"""What has to go with hidden cells so that no sum tells them (補完的な秘匿). Pure.

Sums that are known are the nodes of a graph, and a cell is an edge between the two sums in which it stands. A hidden cell can
be computed from the sums if and only if its edge is a bridge of the graph of hidden cells: D. Gusfield, A graph theoretic
approach to statistical data security, SIAM Journal on Computing 17 (1988). On a cycle each second cell may be one more and
the others one less, and every sum stays as it is.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from heapq import heappop, heappush
from typing import NamedTuple, TypeVar

Key = TypeVar("Key", bound=Hashable)
_Around = Mapping[Hashable, list[tuple[Key, Hashable]]]


class Between(NamedTuple):
    """The two sums in which a cell stands, and what hiding it costs (persons)."""

    one: Hashable
    other: Hashable
    cost: int


def completed(cells: Mapping[Key, Between], hidden: Iterable[Key]) -> frozenset[Key]:
    """The hidden cells with the cheapest others that keep each of them from being computed.

    A cell stays alone where nothing else stands in its sums: then the sum itself is the cell.
    """
    gone, given_up = {*hidden}, set[Key]()
    around = _around(cells, cells)
    while open_ones := [key for key in computable(cells, gone) if key not in given_up]:
        for key in open_ones:
            path = _cheapest(cells, around, gone, key)
            gone.update(path)
            given_up.update([] if path else [key])
    return frozenset(gone)


def computable(cells: Mapping[Key, Between], hidden: Iterable[Key]) -> list[Key]:
    """Those hidden cells that follow from the sums, in the order of their names."""
    around = _around(cells, hidden)
    found, depth = set[Key](), dict[Hashable, int]()
    for root in around:
        if root not in depth:
            found.update(_bridges_from(root, around, depth))
    return sorted(found, key=str)


def _around(
    cells: Mapping[Key, Between], chosen: Iterable[Key]
) -> dict[Hashable, list[tuple[Key, Hashable]]]:
    found = dict[Hashable, list[tuple[Key, Hashable]]]()
    for key in sorted(chosen, key=str):
        one, other, _ = cells[key]
        found.setdefault(one, []).append((key, other))
        found.setdefault(other, []).append((key, one))
    return found


def _bridges_from(root: Hashable, around: _Around[Key], depth: dict[Hashable, int]) -> Iterator[Key]:
    """R. Tarjan's search, without recursion: a bridge leads to where nothing reaches back above it."""
    depth[root] = 0
    low = {root: 0}
    way: list[tuple[Hashable, Key | None, Iterator[tuple[Key, Hashable]]]] = [
        (root, None, iter(around[root]))
    ]
    while way:
        node, came_by, ahead = way[-1]
        for key, there in ahead:
            if key == came_by:
                continue
            if there in depth:
                low[node] = min(low[node], depth[there])
                continue
            depth[there] = low[there] = depth[node] + 1
            way.append((there, key, iter(around[there])))
            break
        else:
            way.pop()
            if way:
                above = way[-1][0]
                low[above] = min(low[above], low[node])
                if low[node] > depth[above] and came_by is not None:
                    yield came_by


def _cheapest(
    cells: Mapping[Key, Between], around: _Around[Key], gone: set[Key], closing: Key
) -> tuple[Key, ...]:
    """The cells of the cheapest way between the two sums of a cell that does not use it; empty where there is none."""
    start, goal, _ = cells[closing]
    best: dict[Hashable, int] = {start: 0}
    came: dict[Hashable, tuple[Key, Hashable]] = {}
    waiting: list[tuple[int, str, Hashable]] = [(0, "", start)]
    while waiting:
        so_far, _, node = heappop(waiting)
        if node == goal:
            return _walked(came, start, goal)
        if so_far > best[node]:
            continue
        for key, there in around[node]:
            cost = so_far + (0 if key in gone else max(1, cells[key].cost))
            if key != closing and cost < best.get(there, cost + 1):
                best[there], came[there] = cost, (key, node)
                heappush(waiting, (cost, str(there), there))
    return ()


def _walked(
    came: Mapping[Hashable, tuple[Key, Hashable]], start: Hashable, goal: Hashable
) -> tuple[Key, ...]:
    path, node = list[Key](), goal
    while node != start:
        key, node = came[node]
        path.append(key)
    return tuple(path)
