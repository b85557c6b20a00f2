"""What the ledger records of the knowledge room."""

from enum import StrEnum


class KnowledgeEvent(StrEnum):
    """Kinds of ledger events; the object is a document or a collection, or the vectors of all."""

    COLLECTION_ADDED = "knowledge:collection:added"
    COLLECTION_CHANGED = "knowledge:collection:changed"
    COLLECTION_RENAMED = "knowledge:collection:renamed"
    DOCUMENT_LOADED = "knowledge:document:loaded"
    DOCUMENT_WITHDRAWN = "knowledge:document:withdrawn"
    DOCUMENT_ERASED = "knowledge:document:erased"
    VECTORS_CHOSEN = "knowledge:vectors:chosen"
    VECTORS_ENDED = "knowledge:vectors:ended"
