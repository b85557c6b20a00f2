"""One trial as its commands read it, with its draft, what surrounds it and what is to be mended, and deeds on it."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from genkan.asgi import Parts
    from genkan.trial import Examined, ProtocolDraft, Surroundings, Trial, TrialOffice

TRIAL = (
    "試行のID（genkan trial protocol list に表示）",
    "Id of the trial, as genkan trial protocol list shows it",
)
PERSON = ("署名する人のサインイン名", "Sign-in name of the person who signs")
REASON = ("理由", "Reason")
Deed = Callable[["TrialOffice", "AsyncConnection", "Trial", "Surroundings"], Awaitable[str]]


def done(trial_id: str, deed: Deed, *, typed: "ProtocolDraft | None" = None) -> str:
    """What a deed on a trial gives, done in one transaction."""
    from genkan.cli.opening import with_parts
    from genkan.trial import TrialOffice, read_draft

    async def do(parts: "Parts") -> str:
        async with parts.database.write() as connection:
            found = await found_trial(connection, trial_id)
            draft = typed or read_draft(found.draft)
            known = await surroundings_of(parts, connection, draft, trial_id=found.id)
            return await deed(TrialOffice(parts.ledger, parts.clock), connection, found, known)

    return with_parts(do)


async def found_trial(connection: "AsyncConnection", trial_id: str) -> "Trial":
    """The trial of an id. Raises ``TrialUnknown``."""
    from genkan.trial import TrialUnknown, find_trial

    found = await find_trial(connection, trial_id)
    if found is None:
        raise TrialUnknown
    return found


async def surroundings_of(
    parts: "Parts", connection: "AsyncConnection", draft: "ProtocolDraft", *, trial_id: str = ""
) -> "Surroundings":
    """What a draft is checked against."""
    from genkan.trial import read_surroundings

    return await read_surroundings(
        connection, parts.apps.offers, now=parts.clock(), draft=draft, trial_id=trial_id
    )


async def examined_draft(parts: "Parts", connection: "AsyncConnection", trial_id: str) -> "Examined":
    """The draft as it was checked. Raises ``TrialUnknown``."""
    from genkan.trial import examine, protocol_in_force, read_draft

    found = await found_trial(connection, trial_id)
    draft, signed = read_draft(found.draft), await protocol_in_force(connection, trial_id)
    known = await surroundings_of(parts, connection, draft, trial_id=found.id)
    return examine(draft, known, before=signed.protocol if signed else None)
