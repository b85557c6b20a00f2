"""What the workspace writes into the audit ledger; never a word of what was asked or answered."""

from enum import StrEnum


class WorkspaceEvent(StrEnum):
    """Kinds of event; the object is the conversation, the turn or the answer that the kind names."""

    STARTED = "workspace:conversation:started"
    RENAMED = "workspace:conversation:renamed"
    DELETED = "workspace:conversation:deleted"
    ASKED = "workspace:question:asked"
    EDITED = "workspace:question:edited"
    REGENERATED = "workspace:answer:regenerated"
    STOPPED = "workspace:answer:stopped"
    CHECKED = "workspace:answer:checked"
    JUDGED = "workspace:answer:judged"
