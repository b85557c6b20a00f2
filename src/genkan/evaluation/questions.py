"""Questions with the articles that answer them, as files of one JSON object a line hold them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

import msgspec

from genkan.evaluation.errors import NoQuestions, UnreadableQuestion

_OUTSIDE = "G:"


@dataclass(frozen=True)
class Question:
    """What is asked, and the articles that answer it: 「法令ID:条」 or 「題名:条」, in any number.

    A question without articles has no answer among the regulations.
    """

    id: str
    query: str
    gold: frozenset[str]


def read_questions(lines: Iterable[str | bytes], *, query_field: str = "question") -> tuple[Question, ...]:
    """The questions of a set; empty lines are passed over. Articles that begin with ``G:`` are outside and left out.

    ``query_field`` is the field that is asked; several are joined with ``+`` (``question+choices``), and the values of
    an object stand one a line. A question that had only articles outside is left out. Raises ``UnreadableQuestion``
    or ``NoQuestions``.
    """
    questions = [
        question
        for number, line in enumerate(lines, start=1)
        if line.strip() and (question := _question(number, line, query_field.split("+"))) is not None
    ]
    if not questions:
        raise NoQuestions
    return tuple(questions)


def _question(number: int, line: str | bytes, fields: list[str]) -> Question | None:
    try:
        record = msgspec.json.decode(line, type=dict[str, object])
    except msgspec.DecodeError as error:
        raise UnreadableQuestion(line=number, reason=str(error)) from error
    missing = [name for name in ("id", "gold_articles", *fields) if name not in record]
    if missing or not isinstance(record["gold_articles"], list):
        raise UnreadableQuestion(line=number, reason="、".join(missing) or "gold_articles")
    articles = [str(article) for article in cast("list[object]", record["gold_articles"])]
    gold = frozenset(article for article in articles if not article.startswith(_OUTSIDE))
    query = "\n".join(_words(record[name]) for name in fields)
    return Question(str(record["id"]), query, gold) if gold or not articles else None


def _words(value: object) -> str:
    """A text, or the values of an object one a line."""
    if isinstance(value, Mapping):
        return "\n".join(str(each) for each in cast("Mapping[str, object]", value).values())
    return str(value)
