"""What may be asked at all."""

from genkan.gateway.errors import QuestionEmpty, QuestionTooLong
from genkan.kit import normalise_newlines, storable

QUESTION_LIMIT = 20_000


def checked_question(text: str) -> str:
    """The question without outer space; raises :class:`QuestionEmpty` or :class:`QuestionTooLong` (characters)."""
    question = storable(normalise_newlines(text)).strip()
    if not question:
        raise QuestionEmpty
    if len(question) > QUESTION_LIMIT:
        raise QuestionTooLong(length=f"{len(question):,}", limit=f"{QUESTION_LIMIT:,}")
    return question
