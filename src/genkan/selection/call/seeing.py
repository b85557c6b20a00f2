"""Calls are fetched through who may see them."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Viewer
from genkan.selection.call.call import Call
from genkan.selection.call.errors import CallUnknown
from genkan.selection.call.store.calls import find_call


async def see_call(connection: AsyncConnection, viewer: Viewer, call_id: str, *, lock: bool = False) -> Call:
    """The call, if it is of the viewer's organisation. Raises ``CallUnknown``."""
    call = await find_call(connection, call_id, organisation_id=viewer.organisation.id, lock=lock)
    if call is None:
        raise CallUnknown
    return call


async def see_public_call(connection: AsyncConnection, call_id: str, *, lock: bool = False) -> Call:
    """The call, if everybody may read it. Raises ``CallUnknown``."""
    call = await find_call(connection, call_id, lock=lock)
    if call is None or not call.is_public:
        raise CallUnknown
    return call
