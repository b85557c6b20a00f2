"""Runs of questions over deployments: planned, worked off by jobs, stopped and resumed, their answers frozen."""

from genkan.evaluation.running.answer import WINDOW_CLOSED, Answer, AnswerState, digest_of
from genkan.evaluation.running.beginning import begin_run, plan_digest
from genkan.evaluation.running.errors import PlanUnfit, RunEnded, RunUnknown
from genkan.evaluation.running.plan import Contestant, RunPlan, Window
from genkan.evaluation.running.progress import LaneCount, Progress
from genkan.evaluation.running.question import Question
from genkan.evaluation.running.room import Runs, read_progress, see_own_run, see_run
from genkan.evaluation.running.run import Run, RunState
from genkan.evaluation.running.store.answers import read_answers
from genkan.evaluation.running.store.runs import find_run, list_runs

__all__ = [
    "WINDOW_CLOSED",
    "Answer",
    "AnswerState",
    "Contestant",
    "LaneCount",
    "PlanUnfit",
    "Progress",
    "Question",
    "Run",
    "RunEnded",
    "RunPlan",
    "RunState",
    "RunUnknown",
    "Runs",
    "Window",
    "begin_run",
    "digest_of",
    "find_run",
    "list_runs",
    "plan_digest",
    "read_answers",
    "read_progress",
    "see_own_run",
    "see_run",
]
