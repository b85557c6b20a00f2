"""Writing into the audit ledger what a person did in the workspace."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger
from genkan.workspace.conversation import Conversation
from genkan.workspace.events import WorkspaceEvent


async def record(
    ledger: Ledger,
    connection: AsyncConnection,
    kind: WorkspaceEvent,
    *,
    conversation: Conversation,
    object_id: str,
    **details: str | int | bool,
) -> None:
    """Record a deed of the conversation's owner; ``details`` hold counts and ids, never a word that was written."""
    await ledger.record(
        connection,
        kind,
        actor=conversation.person_id,
        organisation_id=conversation.organisation_id,
        object_id=object_id,
        details={"conversation": conversation.id, **details},
    )
