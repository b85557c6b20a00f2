"""Regulations and laws: loading, searching, reading, and proving that an answer cites what there is."""

from genkan.knowledge.citation import (
    Citation,
    CitationCheck,
    CitationSummary,
    CitedSource,
    Examination,
    KnownArticle,
    KnownRegulation,
    Verdict,
    examine,
    parse_citations,
)
from genkan.knowledge.collection.collection import Collection, Document, DocumentState, usual_collections
from genkan.knowledge.collection.readers import (
    ListedReader,
    Reader,
    ReaderKind,
    Readers,
    reader_of,
    reader_with_id,
)
from genkan.knowledge.comparison.comparison import Change, LinePair, compare_lines
from genkan.knowledge.comparison.lines_word import lines_as_word
from genkan.knowledge.dating.as_of import AsOf, as_of
from genkan.knowledge.dating.versions import Standing, Version
from genkan.knowledge.desk import Desk, Pace, Tally
from genkan.knowledge.desk.shapes import check_shape, search_shape
from genkan.knowledge.errors import (
    CollectionNotFound,
    FileProblem,
    IndexUnavailable,
    KnowledgeProblem,
    RegulationNotFound,
    UnreadableFile,
)
from genkan.knowledge.events import KnowledgeEvent
from genkan.knowledge.indexing.engines import cluster_of
from genkan.knowledge.intake.inbox import FileState, Inbox, Upload, UploadLine
from genkan.knowledge.intake.keeping import Outcome
from genkan.knowledge.intake.loading import Loader
from genkan.knowledge.intake.receiving import Receiver
from genkan.knowledge.intake.reports import FileReport, LoadProgress, LoadReport
from genkan.knowledge.intake.updating import LawUpdate, update_laws
from genkan.knowledge.intake.watching import FolderWatch, SeenFile, WatchedFolder
from genkan.knowledge.jobs import BUILD_INDEX, ERASE_WITHDRAWN, intake_tasks, tasks, vector_tasks
from genkan.knowledge.library import Library
from genkan.knowledge.messages import build_messages
from genkan.knowledge.object_names import object_names
from genkan.knowledge.opensearch.checking import check_cluster
from genkan.knowledge.opensearch.server import Cluster
from genkan.knowledge.parse import (
    UNREADABLE,
    ZIP_MARKS,
    ArticleKind,
    DocumentKind,
    Regulation,
    first_sheet,
    may_be_locked,
    open_zip,
    parse,
    unpacked,
    wants_password,
)
from genkan.knowledge.parse.decode import decode
from genkan.knowledge.parse.errors import DamagedFile, EncryptedFile
from genkan.knowledge.parse.front_matter import read_date
from genkan.knowledge.parse.pdf_pages import draw_pdf_page, pdf_texts
from genkan.knowledge.parse.table import table_lines
from genkan.knowledge.proving import ProvenText, Prover, check_text, prover_for
from genkan.knowledge.reading.reading import ArticlePage, Contents
from genkan.knowledge.reading.wording import Wording, wordings_on
from genkan.knowledge.rewriting.rewriter import DoorRewriter, Rewriting, class_of_question
from genkan.knowledge.sample import SampleQuestion, load_sample, sample_questions
from genkan.knowledge.search.by_meaning import used_meaning
from genkan.knowledge.search.note import note_kept
from genkan.knowledge.search.results import Hit, IndexState, SearchResult, article_path
from genkan.knowledge.search.retrieval import Passage
from genkan.knowledge.search.suggesting import Suggestion
from genkan.knowledge.sources import NamedFile
from genkan.knowledge.store import add_measure, measures_of, remove_measures
from genkan.knowledge.text.normalise import normalise
from genkan.knowledge.vectors.choosing import choose_vectors, end_vectors
from genkan.knowledge.vectors.embedding import Asker, DoorEmbedder
from genkan.knowledge.vectors.plan import VectorPlan
from genkan.knowledge.vectors.schedule import VectorSchedule
from genkan.knowledge.vectors.standing import CollectionStanding, VectorStanding

__all__ = [
    "BUILD_INDEX",
    "ERASE_WITHDRAWN",
    "UNREADABLE",
    "ZIP_MARKS",
    "ArticleKind",
    "ArticlePage",
    "AsOf",
    "Asker",
    "Change",
    "Citation",
    "CitationCheck",
    "CitationSummary",
    "CitedSource",
    "Cluster",
    "Collection",
    "CollectionNotFound",
    "CollectionStanding",
    "Contents",
    "DamagedFile",
    "Desk",
    "Document",
    "DocumentKind",
    "DocumentState",
    "DoorEmbedder",
    "DoorRewriter",
    "EncryptedFile",
    "Examination",
    "FileProblem",
    "FileReport",
    "FileState",
    "FolderWatch",
    "Hit",
    "Inbox",
    "IndexState",
    "IndexUnavailable",
    "KnowledgeEvent",
    "KnowledgeProblem",
    "KnownArticle",
    "KnownRegulation",
    "LawUpdate",
    "Library",
    "LinePair",
    "ListedReader",
    "LoadProgress",
    "LoadReport",
    "Loader",
    "NamedFile",
    "Outcome",
    "Pace",
    "Passage",
    "ProvenText",
    "Prover",
    "Reader",
    "ReaderKind",
    "Readers",
    "Receiver",
    "Regulation",
    "RegulationNotFound",
    "Rewriting",
    "SampleQuestion",
    "SearchResult",
    "SeenFile",
    "Standing",
    "Suggestion",
    "Tally",
    "UnreadableFile",
    "Upload",
    "UploadLine",
    "VectorPlan",
    "VectorSchedule",
    "VectorStanding",
    "Verdict",
    "Version",
    "WatchedFolder",
    "Wording",
    "add_measure",
    "article_path",
    "as_of",
    "build_messages",
    "check_cluster",
    "check_shape",
    "check_text",
    "choose_vectors",
    "class_of_question",
    "cluster_of",
    "compare_lines",
    "decode",
    "draw_pdf_page",
    "end_vectors",
    "examine",
    "first_sheet",
    "intake_tasks",
    "lines_as_word",
    "load_sample",
    "may_be_locked",
    "measures_of",
    "normalise",
    "note_kept",
    "object_names",
    "open_zip",
    "parse",
    "parse_citations",
    "pdf_texts",
    "prover_for",
    "read_date",
    "reader_of",
    "reader_with_id",
    "remove_measures",
    "sample_questions",
    "search_shape",
    "table_lines",
    "tasks",
    "unpacked",
    "update_laws",
    "used_meaning",
    "usual_collections",
    "vector_tasks",
    "wants_password",
    "wordings_on",
]
