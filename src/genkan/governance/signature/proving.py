"""A signature on the command line is asked for, its person makes a code, and the code is used once for that very deed.

Every step is in the transaction of the caller, and in the audit ledger.
"""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.events import GovernanceEvent
from genkan.governance.ledger.ledger import COMMAND_LINE, Ledger
from genkan.governance.person import Person, Viewer
from genkan.governance.signature import store
from genkan.governance.signature.code import CODE_LIFE, REQUEST_LIFE, hash_code, new_code
from genkan.governance.signature.deed import SignatureRequest, SignedDeed
from genkan.governance.signature.errors import (
    SignatureCodeNeeded,
    SignatureCodeUnfit,
    SignatureRequestGone,
)
from genkan.kit import Clock, new_id


async def ask_for_code(
    connection: AsyncConnection, deed: SignedDeed, *, ledger: Ledger, clock: Clock
) -> SignatureRequest:
    """Show the deed to its person, who alone can make the code; an earlier request for the same kind and object is void."""
    now = clock()
    await store.void_requests(connection, deed, now=now)
    request = SignatureRequest(new_id(clock), deed, now, now + REQUEST_LIFE)
    await store.add_request(connection, request)
    await _record(connection, ledger, GovernanceEvent.SIGNATURE_AWAITED, deed, actor=COMMAND_LINE)
    return request


async def make_code(
    connection: AsyncConnection, viewer: Viewer, request_id: str, *, ledger: Ledger, clock: Clock
) -> str:
    """A new code for a request of the viewer's own, for ten minutes; an earlier one works no more. Raises ``SignatureRequestGone``."""
    now, code = clock(), new_code()
    found = await store.find_request(connection, request_id, person_id=viewer.person.id, now=now)
    if found is None:
        raise SignatureRequestGone
    await store.keep_code(connection, found.id, code_hash=hash_code(code), expires_at=now + CODE_LIFE)
    kind = GovernanceEvent.SIGNATURE_CODE_MADE
    await _record(connection, ledger, kind, found.deed, actor=viewer.person.id)
    return code


async def prove_signature(
    connection: AsyncConnection, person: Person, deed: SignedDeed, *, code: str, ledger: Ledger, clock: Clock
) -> None:
    """Use the code up for the deed; where the deed is rolled back, so is this.

    Raises ``SignatureCodeNeeded`` where there is none, and ``SignatureCodeUnfit``.
    """
    if not code.strip():
        raise SignatureCodeNeeded(name=person.name)
    if not await store.use_code(connection, deed, code_hash=hash_code(code), now=clock()):
        raise SignatureCodeUnfit(name=person.name)
    await _record(connection, ledger, GovernanceEvent.SIGNATURE_PROVEN, deed, actor=COMMAND_LINE)


async def note_code_refused(connection: AsyncConnection, deed: SignedDeed, *, ledger: Ledger) -> None:
    """Record that a code was refused; in a transaction of its own, for that of the deed is rolled back."""
    await _record(connection, ledger, GovernanceEvent.SIGNATURE_CODE_REFUSED, deed, actor=COMMAND_LINE)


async def note_sample_signature(connection: AsyncConnection, deed: SignedDeed, *, ledger: Ledger) -> None:
    """Record that a deed of the fictional sample is signed without any proof; nobody else may be signed for so."""
    await _record(connection, ledger, GovernanceEvent.SIGNATURE_OF_SAMPLE, deed, actor=COMMAND_LINE)


async def _record(
    connection: AsyncConnection, ledger: Ledger, kind: GovernanceEvent, deed: SignedDeed, *, actor: str
) -> None:
    await ledger.record(
        connection,
        kind,
        actor=actor,
        organisation_id=deed.organisation_id,
        object_id=deed.person_id,
        details={"deed": deed.kind, "object": deed.object_id, "digest": deed.digest},
    )
