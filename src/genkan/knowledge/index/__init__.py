"""The search index: what every engine gives, and the embedded one on disk with its form and its builds."""

from genkan.knowledge.index.crew import Crew, prepared_by_crew
from genkan.knowledge.index.dating import runs_of
from genkan.knowledge.index.engine import Build, Engine, OpenedIndex, VectorRows, Workshop
from genkan.knowledge.index.extras import EXTRAS, Extra, Extras, contributions
from genkan.knowledge.index.folder import FolderEngine
from genkan.knowledge.index.generations import current_name, only_builder
from genkan.knowledge.index.ordinals import ScoredPassage
from genkan.knowledge.index.preparing import (
    DatedArticle,
    PreparedDocument,
    Unprepared,
    context_of,
    prepare,
)
from genkan.knowledge.index.publishing import bring_over
from genkan.knowledge.index.records import (
    ArticleRecord,
    IndexedDocument,
    IndexedVersion,
    Manifest,
    index_document,
)
from genkan.knowledge.index.schema import day_number
from genkan.knowledge.index.wanted import Wanted, WantedByMeaning, Weighted

__all__ = [
    "EXTRAS",
    "ArticleRecord",
    "Build",
    "Crew",
    "DatedArticle",
    "Engine",
    "Extra",
    "Extras",
    "FolderEngine",
    "IndexedDocument",
    "IndexedVersion",
    "Manifest",
    "OpenedIndex",
    "PreparedDocument",
    "ScoredPassage",
    "Unprepared",
    "VectorRows",
    "Wanted",
    "WantedByMeaning",
    "Weighted",
    "Workshop",
    "bring_over",
    "context_of",
    "contributions",
    "current_name",
    "day_number",
    "index_document",
    "only_builder",
    "prepare",
    "prepared_by_crew",
    "runs_of",
]
