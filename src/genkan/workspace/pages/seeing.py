"""Noting that a person saw the end of the last answer, so that the home page does not call it new."""

import logging
from datetime import datetime

from genkan.storage import Database, StorageProblem
from genkan.workspace.reading import ConversationRecord
from genkan.workspace.store import conversations

logger = logging.getLogger(__name__)


async def note_if_seen(database: Database, record: ConversationRecord, *, now: datetime) -> None:
    """Write it down once for each answer; reading goes on when nothing can be written."""
    if not _shows_news(record):
        return
    try:
        async with database.write() as connection:
            await conversations.note_seen(connection, record.conversation.id, at=now)
    except StorageProblem as problem:
        logger.warning("That a conversation was seen could not be noted; check the database: %s", problem)


def _shows_news(record: ConversationRecord) -> bool:
    """Whether the page shows the last answer, ended since the person was here."""
    last = record.turns[-1].answer if record.turns else None
    if last is None or last.ended_at is None or last.id != record.conversation.last_answer_id:
        return False
    return record.conversation.seen_at is None or record.conversation.seen_at < last.ended_at
