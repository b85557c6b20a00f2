"""Regulations and laws: loading, searching, reading, and proving that an answer cites what there is."""

from genkan.knowledge.citation import (
    Citation,
    CitationCheck,
    CitationSummary,
    CitedSource,
    KnownRegulation,
    Verdict,
    parse_citations,
    summarise,
    verify,
)
from genkan.knowledge.collection import Collection, Document, DocumentState, Readers
from genkan.knowledge.errors import (
    CollectionNotFound,
    FileProblem,
    IndexUnavailable,
    KnowledgeProblem,
    RegulationNotFound,
)
from genkan.knowledge.events import KnowledgeEvent
from genkan.knowledge.intake import Outcome
from genkan.knowledge.jobs import BUILD_INDEX, tasks
from genkan.knowledge.library import Library
from genkan.knowledge.loading import FileReport, Loader, LoadReport, NamedFile
from genkan.knowledge.messages import build_messages
from genkan.knowledge.object_names import object_names
from genkan.knowledge.reading import ArticlePage, Contents
from genkan.knowledge.results import Hit, IndexState, Passage, SearchResult
from genkan.knowledge.sample import SampleQuestion, load_sample, sample_questions

__all__ = [
    "BUILD_INDEX",
    "ArticlePage",
    "Citation",
    "CitationCheck",
    "CitationSummary",
    "CitedSource",
    "Collection",
    "CollectionNotFound",
    "Contents",
    "Document",
    "DocumentState",
    "FileProblem",
    "FileReport",
    "Hit",
    "IndexState",
    "IndexUnavailable",
    "KnowledgeEvent",
    "KnowledgeProblem",
    "KnownRegulation",
    "Library",
    "LoadReport",
    "Loader",
    "NamedFile",
    "Outcome",
    "Passage",
    "Readers",
    "RegulationNotFound",
    "SampleQuestion",
    "SearchResult",
    "Verdict",
    "build_messages",
    "load_sample",
    "object_names",
    "parse_citations",
    "sample_questions",
    "summarise",
    "tasks",
    "verify",
]
