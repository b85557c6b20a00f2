"""What the routes of the marking desk ask for in their signatures, and the fields of their forms."""

from typing import Annotated

from fastapi import Form
from pydantic import BaseModel, Field

from genkan.evaluation.marking.errors import PointsUnfit
from genkan.evaluation.marking.room import MarkingRoom
from genkan.evaluation.marking.slot import Points
from genkan.governance import part
from genkan.ui import Pages

MarkingPart = Annotated[MarkingRoom, part(MarkingRoom)]
PagesPart = Annotated[Pages, part(Pages)]
_LONGEST_NUMBER = 4


class MarkForm(BaseModel):
    """A mark as it was sent: the points of each line in order, empty where there are none yet."""

    points: list[str] = Field(default_factory=lambda: list[str]())
    note: str = ""
    version: str = ""
    go: str = ""

    @property
    def seen(self) -> int:
        """The version as a number, 0 where it is none."""
        return int(self.version) if self.version.isdecimal() and len(self.version) < 10 else 0

    @property
    def given(self) -> Points:
        """The points as numbers. Raises ``PointsUnfit``."""
        return tuple(map(_points, self.points))


def _points(written: str) -> int | None:
    if not written:
        return None
    if not (written.isascii() and written.isdecimal()) or len(written) > _LONGEST_NUMBER:
        raise PointsUnfit
    return int(written)


MarkFields = Annotated[MarkForm, Form()]
