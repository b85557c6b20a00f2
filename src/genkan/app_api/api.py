"""``POST /gennai/apps/{id}``, and the address at which an answer that takes longer is asked for."""

import asyncio
from contextlib import aclosing
from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from genkan.app_api.telling import told_at_first, told_at_once, told_later
from genkan.apps import Apps, FormFaulty, OutsideCall, read_request, write_failure
from genkan.gateway import Gateway, KeyHolder, KeyMissing
from genkan.governance import DatabasePart, part
from genkan.kit import Problem

router = APIRouter(prefix="/gennai/apps")
GatewayPart = Annotated[Gateway, part(Gateway)]
AppsPart = Annotated[Apps, part(Apps)]
PATIENCE_SECONDS = 20.0
_ACCEPTED = 202


@router.post("/{app_id}")
async def run_app(
    request: Request, app_id: str, gateway: GatewayPart, database: DatabasePart, apps: AppsPart
) -> Response:
    """Run an app: its answer where it comes soon, else the promise of one."""
    try:
        holder = _identify(request, gateway)
        call = _call(request, await request.body(), gateway, holder)
        async with database.read() as connection:
            lent = await apps.lending.lent(connection, holder, app_id)
        async with database.write() as connection:
            await apps.lending.admit(connection, holder, lent)
        filled = await apps.lending.fill(lent, call)
        async with database.write() as connection:
            run_id = await apps.lending.run(connection, holder, lent, call, filled)
        if not await _ends_soon(apps, run_id):
            return JSONResponse(told_at_first(app_id, run_id), status_code=_ACCEPTED)
        async with database.read() as connection:
            told = await apps.lending.outcome(connection, holder, run_id)
        return JSONResponse(*told_at_once(told))
    except Problem as problem:
        return _refused(problem)


@router.get("/{app_id}/requests/{run_id}")
async def show_standing(
    request: Request, app_id: str, run_id: str, gateway: GatewayPart, database: DatabasePart, apps: AppsPart
) -> Response:
    """How far a run is that the same key began, and in the end its answer."""
    try:
        holder = _identify(request, gateway)
        async with database.read() as connection:
            told = await apps.lending.outcome(connection, holder, run_id)
        return JSONResponse(told_later(told))
    except Problem as problem:
        return _refused(problem)


def _identify(request: Request, gateway: Gateway) -> KeyHolder:
    secret = request.headers.get("x-api-key", "").strip()
    if not secret:
        raise KeyMissing
    address = request.client.host if request.client else ""
    return gateway.programs.identify(secret, address=address)


def _call(request: Request, body: bytes, gateway: Gateway, holder: KeyHolder) -> OutsideCall:
    received = read_request(body)
    stated = request.headers.get("x-genkan-information-class")
    return OutsideCall(
        values=received.values,
        files=dict(received.files),
        information_class=gateway.programs.classify(holder, stated),
        session=received.session_id,
        user=request.headers.get("x-user-id", "")[:200],
        turns=received.turns,
    )


async def _ends_soon(apps: Apps, run_id: str) -> bool:
    """Wait for the end of a run, no longer than a host waits for an answer."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS), aclosing(apps.following.follow(run_id)) as looks:
            async for _run in looks:
                continue
    except TimeoutError:
        return False
    return True


def _refused(problem: Problem) -> Response:
    """The error as hosts understand it, with each fault of the form."""
    faults = problem.faults if isinstance(problem, FormFaulty) else ()
    lines = [str(problem), *(f"{fault.key}: {fault.sentence.format_map(fault.details)}" for fault in faults)]
    wait = getattr(problem, "retry_after", None)
    headers = {} if wait is None else {"retry-after": str(wait)}
    return JSONResponse(write_failure("\n".join(lines)), status_code=problem.status, headers=headers)
