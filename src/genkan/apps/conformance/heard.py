"""What the twin heard from a host."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from genkan.apps.gennai.objects import Object, as_object, object_in


@dataclass(frozen=True, kw_only=True)
class Heard:
    """One request; header names are in small letters, ``at`` is seconds since the twin began.

    ``told`` is the output with which it was answered at once, empty where that came later or not at all.
    """

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    at: float
    told: str = ""

    @property
    def app(self) -> str:
        """Which of the twin's apps was asked, by the part of the path that names it."""
        parts = self.path.split("/")
        return parts[2] if len(parts) > 2 else ""

    @property
    def request(self) -> Object:
        """The JSON object in the body; empty where there is none."""
        return object_in(self.body) or {}

    @property
    def inputs(self) -> Object:
        """The inputs of the request; empty where there are none."""
        return as_object(self.request.get("inputs")) or {}
