"""Signatures that wait on the command line: who is to sign sees what it is, and makes the code."""

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from genkan.governance.access import DatabasePart, Now, Reading, SignedIn
from genkan.governance.pages.parts import LedgerPart, PagesPart
from genkan.governance.person import Viewer
from genkan.governance.signature.code import CODE_LIFE
from genkan.governance.signature.proving import make_code
from genkan.governance.signature.store import open_requests
from genkan.kit import Clock
from genkan.ui import Pages

router = APIRouter(prefix="/account/signatures")
_SECONDS_A_MINUTE = 60
_NO_STORE = {"cache-control": "no-store"}


@router.get("")
async def show_signatures(
    request: Request, viewer: SignedIn, connection: Reading, pages: PagesPart, clock: Now
) -> Response:
    """What the person is asked to sign on the command line."""
    return await _show(request, connection, viewer, pages, clock)


@router.post("/{request_id}/code")
async def show_code(
    request: Request,
    request_id: str,
    viewer: SignedIn,
    database: DatabasePart,
    pages: PagesPart,
    ledger: LedgerPart,
    clock: Now,
) -> Response:
    """Make the code of one request and show it this once."""
    async with database.write() as connection:
        code = await make_code(connection, viewer, request_id, ledger=ledger, clock=clock)
    async with database.read() as connection:
        page = await _show(request, connection, viewer, pages, clock, code=code, made_for=request_id)
    page.headers.update(_NO_STORE)
    return page


async def _show(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    clock: Clock,
    *,
    code: str = "",
    made_for: str = "",
) -> Response:
    return pages.render(
        request,
        "governance/signatures.html",
        requests=await open_requests(connection, viewer.person.id, now=clock()),
        code=code,
        made_for=made_for,
        minutes=int(CODE_LIFE.total_seconds()) // _SECONDS_A_MINUTE,
    )
