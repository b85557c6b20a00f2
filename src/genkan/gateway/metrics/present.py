"""What goes on in this process at one moment."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from genkan.gateway.admission import LaneCount


@dataclass(frozen=True)
class Present:
    """``lanes`` with the public name of their model; ``waiting`` by model; ``knowledge_age`` in seconds, if there is any."""

    lanes: tuple[tuple[str, LaneCount], ...]
    waiting: Mapping[str, int]
    in_flight: int
    unrecorded: int
    knowledge_age: float | None
    open_answers: int


def by_model(waiting: Mapping[str, int], *, models: Iterable[str]) -> dict[str, int]:
    """The calls that wait, by model: a line to a part of its deployments is named for it and for them."""
    counted = Counter(dict.fromkeys(models, 0))
    for line, number in waiting.items():
        parts = (name for name in counted if line == name or line.startswith(f"{name}:"))
        counted[max(parts, key=len, default=line)] += number
    return dict(counted)
