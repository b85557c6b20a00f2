"""A deed on a trial, in one transaction, and its refusal on the page of the trial."""

from collections.abc import Awaitable, Callable

from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.apps import Apps
from genkan.governance import Viewer
from genkan.kit import Clock
from genkan.storage import Database
from genkan.trial.pages.trial_parts import surroundings_of
from genkan.trial.pages.trial_showing import render_trial
from genkan.trial.protocol import ProtocolProblem, Surroundings, TrialUnknown, read_draft, see_trial
from genkan.ui import Pages

Deed = Callable[[AsyncConnection, Surroundings], Awaitable[object]]


async def do_deed(
    request: Request,
    trial_id: str,
    viewer: Viewer,
    database: Database,
    pages: Pages,
    apps: Apps,
    clock: Clock,
    deed: Deed,
    *,
    done: str,
    reason: str = "",
    people: str = "",
) -> Response:
    """Do it in one transaction; a refusal comes back on the page of the trial with what was typed."""
    try:
        async with database.write() as connection:
            trial = await see_trial(connection, viewer, trial_id)
            draft = read_draft(trial.draft)
            known = await surroundings_of(connection, apps, viewer, draft, clock=clock, trial_id=trial.id)
            await deed(connection, known)
    except TrialUnknown:
        raise
    except ProtocolProblem as problem:
        return await render_trial(
            request,
            database,
            pages,
            apps,
            viewer,
            trial_id,
            clock=clock,
            problem=problem,
            reason=reason,
            people=people,
        )
    return RedirectResponse(f"/trials/{trial_id}?done={done}", status_code=303)
