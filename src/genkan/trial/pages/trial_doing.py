"""A deed on a trial, in one transaction, and its refusal on the page of the trial."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Form, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.apps import Apps
from genkan.governance import DatabasePart, Now, Viewer
from genkan.kit import Clock
from genkan.storage import Database
from genkan.trial.pages.parts import PagesPart
from genkan.trial.pages.trial_parts import AppsPart, OfficePart, surroundings_of
from genkan.trial.pages.trial_showing import render_trial
from genkan.trial.protocol import (
    ProtocolProblem,
    Surroundings,
    TrialOffice,
    TrialUnknown,
    read_draft,
    see_trial,
)
from genkan.ui import Pages

Deed = Callable[[AsyncConnection, Surroundings], Awaitable[object]]
Typed = Annotated[str, Form()]


@dataclass(frozen=True, kw_only=True)
class Doing:
    """What a deed on the trial of the address needs, and the page to which it leads."""

    request: Request
    trial_id: str
    office: TrialOffice
    database: Database
    pages: Pages
    apps: Apps
    clock: Clock

    async def do(
        self, viewer: Viewer, deed: Deed, *, done: str, reason: str = "", people: str = ""
    ) -> Response:
        """Do it in one transaction; a refusal comes back on the page of the trial with what was typed."""
        try:
            async with self.database.write() as connection:
                trial = await see_trial(connection, viewer, self.trial_id)
                draft = read_draft(trial.draft)
                known = await surroundings_of(
                    connection, self.apps, viewer, draft, clock=self.clock, trial_id=trial.id
                )
                await deed(connection, known)
        except TrialUnknown:
            raise
        except ProtocolProblem as problem:
            return await render_trial(
                self.request,
                self.database,
                self.pages,
                self.apps,
                viewer,
                self.trial_id,
                clock=self.clock,
                problem=problem,
                reason=reason,
                people=people,
            )
        return RedirectResponse(f"/trials/{self.trial_id}?done={done}", status_code=303)


async def _doing(
    request: Request,
    trial_id: str,
    office: OfficePart,
    database: DatabasePart,
    pages: PagesPart,
    apps: AppsPart,
    clock: Now,
) -> Doing:
    return Doing(
        request=request,
        trial_id=trial_id,
        office=office,
        database=database,
        pages=pages,
        apps=apps,
        clock=clock,
    )


DoingPart = Annotated[Doing, Depends(_doing)]
