"""An entry as a person types it, checked before anything is written."""

from dataclasses import dataclass
from datetime import date, timedelta

from genkan.inquiry.entry import clean
from genkan.inquiry.faq.errors import AnswerUnfit, QuestionUnfit, RemarkUnfit, ReviewDayUnfit, TooManyBases
from genkan.inquiry.faq.faq import LONGEST_ANSWER, LONGEST_QUESTION, LONGEST_REMARK, MOST_BASES
from genkan.kit import storable

_LONGEST_REVIEW = timedelta(days=3 * 366)
_LAST_OF_FEBRUARY = 28


@dataclass(frozen=True)
class FaqDraft:
    """``citations`` are articles, one a line; ``review_on`` is a day as ``2027-11-02``, empty for a year from today."""

    question: str = ""
    answer: str = ""
    citations: str = ""
    topic_id: str = ""
    office_id: str = ""
    review_on: str = ""
    is_public: bool = False

    @property
    def clean_question(self) -> str:
        """The question in one line. Raises ``QuestionUnfit``."""
        question = " ".join(storable(self.question).split())
        if not 1 <= len(question) <= LONGEST_QUESTION:
            raise QuestionUnfit(limit=LONGEST_QUESTION)
        return question

    @property
    def clean_answer(self) -> str:
        """The answer as it is kept. Raises ``AnswerUnfit``."""
        answer = clean(self.answer)
        if not 1 <= len(answer) <= LONGEST_ANSWER:
            raise AnswerUnfit(limit=f"{LONGEST_ANSWER:,}")
        return answer

    @property
    def lines(self) -> tuple[str, ...]:
        """The citations, each once. Raises ``TooManyBases``."""
        stripped = [line.strip() for line in clean(self.citations).splitlines()]
        lines = tuple(dict.fromkeys(line for line in stripped if line))
        if len(lines) > MOST_BASES:
            raise TooManyBases(limit=MOST_BASES)
        return lines

    def review_day(self, today: date) -> date:
        """When somebody looks at it anew. Raises ``ReviewDayUnfit``."""
        typed = storable(self.review_on).strip()
        if not typed:
            return year_after(today)
        try:
            day = date.fromisoformat(typed)
        except ValueError as error:
            raise ReviewDayUnfit from error
        if not today < day <= today + _LONGEST_REVIEW:
            raise ReviewDayUnfit
        return day


def year_after(day: date) -> date:
    """The same day of the next year; for a 29th of February, the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=_LAST_OF_FEBRUARY)


def remark_of(typed: str) -> str:
    """The reason of a deed. Raises ``RemarkUnfit``."""
    remark = clean(typed)
    if not 1 <= len(remark) <= LONGEST_REMARK:
        raise RemarkUnfit(limit=f"{LONGEST_REMARK:,}")
    return remark
