"""Measuring quality: searches scored by questions whose articles are known."""

from genkan.evaluation.errors import EvaluationProblem, NoQuestions, UnreadableQuestion
from genkan.evaluation.metrics import RankScores, percentile, score
from genkan.evaluation.questions import Question, read_questions
from genkan.evaluation.resampling import SEED, Estimate, estimate
from genkan.evaluation.search import Miss, SearchEvaluation, evaluate_search

__all__ = [
    "SEED",
    "Estimate",
    "EvaluationProblem",
    "Miss",
    "NoQuestions",
    "Question",
    "RankScores",
    "SearchEvaluation",
    "UnreadableQuestion",
    "estimate",
    "evaluate_search",
    "percentile",
    "read_questions",
    "score",
]
