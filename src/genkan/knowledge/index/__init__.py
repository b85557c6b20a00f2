"""The search index on disk: its form, its builds, and how it is opened."""

from genkan.knowledge.index.build import Builder
from genkan.knowledge.index.crew import Crew, prepared_by_crew
from genkan.knowledge.index.dating import runs_of
from genkan.knowledge.index.extras import EXTRAS, Extra, Extras, contributions
from genkan.knowledge.index.generations import (
    Verified,
    current_name,
    further_build,
    new_build,
    only_builder,
    put_in_force,
)
from genkan.knowledge.index.memo import read_memo
from genkan.knowledge.index.opened import OpenedIndex, ScoredPassage, open_current, within
from genkan.knowledge.index.preparing import (
    DatedArticle,
    PreparedDocument,
    Unprepared,
    context_of,
    prepare,
)
from genkan.knowledge.index.publishing import bring_over, published_revisions
from genkan.knowledge.index.records import (
    ArticleRecord,
    IndexedDocument,
    IndexedVersion,
    Manifest,
    index_document,
)

__all__ = [
    "EXTRAS",
    "ArticleRecord",
    "Builder",
    "Crew",
    "DatedArticle",
    "Extra",
    "Extras",
    "IndexedDocument",
    "IndexedVersion",
    "Manifest",
    "OpenedIndex",
    "PreparedDocument",
    "ScoredPassage",
    "Unprepared",
    "Verified",
    "bring_over",
    "context_of",
    "contributions",
    "current_name",
    "further_build",
    "index_document",
    "new_build",
    "only_builder",
    "open_current",
    "prepare",
    "prepared_by_crew",
    "published_revisions",
    "put_in_force",
    "read_memo",
    "runs_of",
    "within",
]
