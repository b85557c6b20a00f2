"""What the routes of inquiries ask for in their signatures, and the words of their forms."""

from typing import Annotated

from fastapi import Form
from pydantic import BaseModel, Field

from genkan.apps import Apps
from genkan.governance import part
from genkan.inquiry.assigning import Decision
from genkan.inquiry.errors import UrgencyMissing
from genkan.inquiry.room import Inquiries
from genkan.inquiry.sorting.proposal import Flag
from genkan.inquiry.urgency import Urgency
from genkan.ui import Pages

InquiriesPart = Annotated[Inquiries, part(Inquiries)]
AppsPart = Annotated[Apps, part(Apps)]
PagesPart = Annotated[Pages, part(Pages)]


class DeedForm(BaseModel):
    """What an officer sent with a deed; ``version`` is what was on the page."""

    version: str = ""
    words: str = ""
    destination: str = ""
    earlier: str = ""
    deadline: str = ""
    topic: str = ""
    office: str = ""
    owner: str = ""
    urgency: str = ""
    flags: list[str] = Field(default_factory=lambda: list[str]())

    @property
    def seen(self) -> int:
        """The version as a number, 0 where it is none."""
        return int(self.version) if self.version.isdecimal() and len(self.version) < 10 else 0

    @property
    def decision(self) -> Decision:
        """What was decided about a case. Raises ``UrgencyMissing``."""
        if self.urgency not in set(Urgency):
            raise UrgencyMissing
        return Decision(
            seen=self.seen,
            topic_id=self.topic,
            office_id=self.office,
            owner_id=self.owner,
            urgency=Urgency(self.urgency),
            flags=tuple(flag for flag in Flag if flag in self.flags),
        )


DeedFields = Annotated[DeedForm, Form()]
