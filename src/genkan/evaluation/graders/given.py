"""What was found out about an answer before it is graded: by the corpus, the checker or a model."""

from dataclasses import dataclass

from genkan.apps import WritingReport
from genkan.knowledge import Examination


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a judge model proposed: points for each line of the rubric, and its reason; for sorting only."""

    points: tuple[int, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """``None`` for what was not found out."""

    citations: Examination | None = None
    writing: WritingReport | None = None
    judgement: Judgement | None = None
