"""Tables of questions and answers (FAQ), and other tables in text."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from genkan.kit import shorten
from genkan.knowledge.parse.blocks import Draft, cut, heading, table
from genkan.knowledge.parse.decode import TEXT_MEGABYTES, decode
from genkan.knowledge.parse.errors import DamagedFile, NoQuestions
from genkan.knowledge.parse.regulation import Article, ArticleKind, DocumentKind, Paragraph, Regulation
from genkan.knowledge.parse.table import table_lines

_QUESTIONS = frozenset({"質問", "ご質問", "質問文", "質問内容", "問", "問い", "設問", "問合せ", "問い合わせ", "問合せ内容", "お問い合わせ内容", "q", "question", "questions"})  # fmt: skip
_ANSWERS = frozenset({"回答", "ご回答", "回答文", "回答内容", "答", "答え", "a", "answer", "answers"})
_TOLD_ROWS = 20
_LAST_HEAD = 10
_ROWS = 50
_CAPTION = 100


class Columns(NamedTuple):
    """Where the head of a table of questions stands, and which columns have them and the answers."""

    head: int
    question: int
    answer: int


def read_table(name: str, content: bytes) -> Regulation:
    """A CSV or TSV file: each question with its answer, or a table where there are no such columns.

    Raises ``EmptyFile``, ``TooLarge``, ``NotText``, ``DamagedFile`` or ``NoQuestions``.
    """
    rows = _rows(decode(content, name=name), name=name)
    if find_columns(rows[:_LAST_HEAD]) is not None:
        return read_questions(name, rows)
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    body = rows[1:] or [[]]
    blocks = [
        block
        for first in range(0, len(body), _ROWS)
        for block in (
            heading(f"{first + 1}〜{min(first + _ROWS, len(body))}行目"),
            table(table_lines(_even([rows[0], *body[first : first + _ROWS]]))),
        )
    ]
    return cut(Draft("", tuple(blocks)), name=name)


def find_columns(rows: Sequence[Sequence[str]]) -> Columns | None:
    """The first row that names a column of questions and one of answers, in any order and by any of their names."""
    for number, row in enumerate(rows):
        named = [unicodedata.normalize("NFKC", cell).strip().lower().strip("(){}[]:") for cell in row]
        question = next((place for place, cell in enumerate(named) if cell in _QUESTIONS), None)
        answer = next((place for place, cell in enumerate(named) if cell in _ANSWERS), None)
        if question is not None and answer is not None:
            return Columns(number, question, answer)
    return None


def read_questions(name: str, rows: Sequence[Sequence[str]], *, notes: tuple[str, ...] = ()) -> Regulation:
    """An article for each question; a row without question or answer is told in the notes. Raises ``NoQuestions``."""
    columns = find_columns(rows[:_LAST_HEAD])
    if columns is None:
        raise NoQuestions(name=name)
    articles, bad = list[Article](), list[str]()
    for number, row in enumerate(rows[columns.head + 1 :], start=columns.head + 2):
        if trouble := _trouble(row, columns):
            bad.append(f"{number}行目は、{trouble}ため読み込んでいません。")
        elif any(cell.strip() for cell in row):
            articles.append(_article(len(articles) + 1, row, columns, head=rows[columns.head]))
    if not articles:
        raise NoQuestions(name=name)
    return Regulation(
        title=PurePosixPath(name).stem,
        number="",
        organisation="",
        valid_from=None,
        abbreviations=(),
        articles=tuple(articles),
        kind=DocumentKind.FAQ,
        notes=(*notes, *_told(bad)),
    )


def _article(number: int, row: Sequence[str], columns: Columns, *, head: Sequence[str]) -> Article:
    question, answer = row[columns.question].strip(), row[columns.answer].strip()
    others = [
        f"{title.strip()}：{cell.strip()}"
        for place, (title, cell) in enumerate(zip(head, row, strict=False))
        if place not in {columns.question, columns.answer} and cell.strip()
    ]
    text = "\n".join([f"問　{question}", f"答　{answer}", *others])
    caption = shorten(question, length=_CAPTION)
    return Article(f"r{number}", f"問{number}", caption, (), (Paragraph(1, text),), ArticleKind.ROW)


def _trouble(row: Sequence[str], columns: Columns) -> str:
    if not any(cell.strip() for cell in row):
        return ""
    if len(row) <= max(columns.question, columns.answer):
        return "列が足りない"
    if not row[columns.question].strip():
        return "質問が空の"
    return "" if row[columns.answer].strip() else "回答が空の"


def _told(bad: Sequence[str]) -> Iterator[str]:
    yield from bad[:_TOLD_ROWS]
    if len(bad) > _TOLD_ROWS:
        yield f"このほか{len(bad) - _TOLD_ROWS}行を、同じ理由で読み込んでいません。"


def _rows(text: str, *, name: str) -> list[list[str]]:
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    # A cell may be as long as the file; the module's own limit is 131,072 characters.
    csv.field_size_limit(TEXT_MEGABYTES * 1_000_000)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise DamagedFile(name=name, kind="CSV") from error


def _even(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Rows of equal length."""
    width = max(len(row) for row in rows)
    return [[*row, *[""] * (width - len(row))] for row in rows]
