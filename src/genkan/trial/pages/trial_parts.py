"""What the routes of trials ask for in their signatures, and how findings are told."""

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request

from genkan.apps import Apps
from genkan.governance import Ledger, Now, Viewer, part
from genkan.kit import Clock
from genkan.trial.protocol import (
    Finding,
    ProtocolDraft,
    Surroundings,
    TrialOffice,
    TrialState,
    read_surroundings,
)
from genkan.ui import Pages

AppsPart = Annotated[Apps, part(Apps)]
STATE_KINDS = {
    TrialState.DRAFT: "neutral",
    TrialState.FROZEN: "info",
    TrialState.OPEN: "success",
    TrialState.ENDED: "info",
    TrialState.CLOSED: "neutral",
    TrialState.PUBLISHED: "success",
}
# Groups of boxes have no control of their own name.
_FIRST_BOX = {"information_classes": "information_classes-1", "secondary": "secondary-1"}
_LONGEST_NUMBER = 9


class Told(NamedTuple):
    """A finding in the reader's language, and the control that it is about."""

    control: str
    field: str
    sentence: str


async def _office(ledger: Annotated[Ledger, part(Ledger)], clock: Now) -> TrialOffice:
    return TrialOffice(ledger, clock)


OfficePart = Annotated[TrialOffice, Depends(_office)]


async def surroundings_of(
    connection: AsyncConnection,
    apps: Apps,
    viewer: Viewer,
    draft: ProtocolDraft,
    *,
    clock: Clock,
    trial_id: str = "",
) -> Surroundings:
    """What a draft is checked against, with the apps that the viewer could name."""
    return await read_surroundings(
        connection, apps.offers, now=clock(), draft=draft, viewer=viewer, trial_id=trial_id
    )


def tell(request: Request, pages: Pages, findings: Sequence[Finding]) -> list[Told]:
    """The findings in the reader's language."""
    language = pages.language(request)

    def said(value: object) -> object:
        return pages.translate(language, value) if isinstance(value, str) and value else value

    return [
        Told(
            _FIRST_BOX.get(each.field, each.field),
            each.field,
            pages.translate(language, each.rule.label).format_map(
                {name: said(value) for name, value in each.details.items()}
            ),
        )
        for each in findings
    ]


def seen_version(text: str) -> int:
    """The version that a page carried, 0 where it is none."""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_NUMBER else 0
