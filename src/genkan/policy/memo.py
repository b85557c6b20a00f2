"""What was found in the texts of one call, so that deciding about several deployments reads them once."""

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

Found = TypeVar("Found")


class Memo:
    """Keeps what was found under everything that it depends on, texts included; lives as long as one call.

    What raises is not kept: it raises again for whoever asks next.
    """

    __slots__ = ("_found",)

    def __init__(self) -> None:
        self._found: dict[Hashable, object] = {}

    def of(self, key: Hashable, find: Callable[[], Found]) -> Found:
        """What ``find`` finds, or found before under this key."""
        found = self._found.get(key, self)
        if found is self:
            found = self._found[key] = find()
        return cast("Found", found)
