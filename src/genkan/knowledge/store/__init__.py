"""Collections, documents and articles in the database."""

from genkan.knowledge.store.collections import (
    add_collection,
    collection_by_title,
    collections_of,
    find_collection,
    next_revision,
    readable_collections,
    revisions,
)
from genkan.knowledge.store.documents import (
    all_documents,
    anchors_of,
    articles_of,
    document_by_name,
    entries_of,
    find_article,
    find_document,
    list_documents,
    put_document,
    withdraw_document,
)

__all__ = [
    "add_collection",
    "all_documents",
    "anchors_of",
    "articles_of",
    "collection_by_title",
    "collections_of",
    "document_by_name",
    "entries_of",
    "find_article",
    "find_collection",
    "find_document",
    "list_documents",
    "next_revision",
    "put_document",
    "readable_collections",
    "revisions",
    "withdraw_document",
]
