"""Questions with the articles that answer them, as files of one JSON object a line hold them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

import msgspec

from genkan.evaluation.errors import NoQuestions, UnreadableQuestion

_OUTSIDE = "G:"
_ARTICLE = re.compile(r".+:.+", re.DOTALL)


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
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadableQuestion(line=number, reason=str(error)) from error
    missing = [name for name in ("id", "gold_articles", *fields) if name not in record]
    if missing:
        raise UnreadableQuestion(line=number, reason="、".join(missing))
    articles = _articles(record["gold_articles"], number)
    gold = frozenset(article for article in articles if not article.startswith(_OUTSIDE))
    query = "\n".join(_words(record[name], name, number) for name in fields).strip()
    if not query:
        raise UnreadableQuestion(line=number, reason="、".join(fields))
    return Question(str(record["id"]), query, gold) if gold or not articles else None


def _articles(value: object, number: int) -> tuple[str, ...]:
    """「法令ID:条」, in any number; anything else would be found by no search and count as its miss."""
    listed = cast("list[object]", value) if isinstance(value, list) else [None]
    articles = [each for each in listed if isinstance(each, str) and _ARTICLE.fullmatch(each)]
    if len(articles) < len(listed):
        raise UnreadableQuestion(line=number, reason="gold_articles")
    return tuple(articles)


def _words(value: object, name: str, number: int) -> str:
    """A text, or the texts of an object one a line."""
    texts = list(cast("Mapping[str, object]", value).values()) if isinstance(value, Mapping) else [value]
    words = [text for text in texts if isinstance(text, str)]
    if len(words) < len(texts):
        raise UnreadableQuestion(line=number, reason=name)
    return "\n".join(words)
