"""Sealed tests: drawn by seed, sealed for two custodians, opened at the hour, held once, and proven by a pack."""

from genkan.evaluation.exam.errors import ExamProblem, ExamStateUnfit, ExamUnknown
from genkan.evaluation.exam.exam import Exam, ExamState
from genkan.evaluation.exam.object_names import object_names
from genkan.evaluation.exam.pack import Pack, PackMark, read_pack, write_pack
from genkan.evaluation.exam.plan_digest import plan_digest
from genkan.evaluation.exam.planning import ExamDraft, pool_of, possible_custodians, supply
from genkan.evaluation.exam.publication import Publication, publication_of
from genkan.evaluation.exam.regrading import not_regraded
from genkan.evaluation.exam.room import Exams
from genkan.evaluation.exam.store.exams import find_exam, list_exams, results_of
from genkan.evaluation.exam.verifying import Alteration, alterations_of

__all__ = [
    "Alteration",
    "Exam",
    "ExamDraft",
    "ExamProblem",
    "ExamState",
    "ExamStateUnfit",
    "ExamUnknown",
    "Exams",
    "Pack",
    "PackMark",
    "Publication",
    "alterations_of",
    "find_exam",
    "list_exams",
    "not_regraded",
    "object_names",
    "plan_digest",
    "pool_of",
    "possible_custodians",
    "publication_of",
    "read_pack",
    "results_of",
    "supply",
    "write_pack",
]
