"""Graders: an answer and what was expected in, an outcome with a score and a reason out."""

from genkan.evaluation.graders.choice import chosen_place
from genkan.evaluation.graders.expectation import Expectation, RubricLine
from genkan.evaluation.graders.form import Form
from genkan.evaluation.graders.given import Judgement
from genkan.evaluation.graders.grading import GRADERS, grade
from genkan.evaluation.graders.marked import Grade, Outcome
from genkan.evaluation.graders.reading import visible
from genkan.evaluation.graders.refusal import refuses
from genkan.evaluation.graders.rubric import share_of

__all__ = [
    "GRADERS",
    "Expectation",
    "Form",
    "Grade",
    "Judgement",
    "Outcome",
    "RubricLine",
    "chosen_place",
    "grade",
    "refuses",
    "share_of",
    "visible",
]
