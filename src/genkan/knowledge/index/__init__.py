"""The search index on disk: its form, its builds, and how it is opened."""

from genkan.knowledge.index.build import Builder, context_of
from genkan.knowledge.index.generations import current_name, new_build, only_builder, put_in_force
from genkan.knowledge.index.opened import OpenedIndex, ScoredPassage, open_current, within
from genkan.knowledge.index.records import ArticleRecord, IndexedDocument

__all__ = [
    "ArticleRecord",
    "Builder",
    "IndexedDocument",
    "OpenedIndex",
    "ScoredPassage",
    "context_of",
    "current_name",
    "new_build",
    "only_builder",
    "open_current",
    "put_in_force",
    "within",
]
