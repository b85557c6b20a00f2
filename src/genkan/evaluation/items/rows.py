"""Questions as rows of a file: one JSON object a line, or a workbook with the same columns."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import cast

import msgspec

from genkan.evaluation.items.drafting import Typed, typed_of
from genkan.evaluation.items.errors import BankFileUnread
from genkan.evaluation.items.item import Item

MOST_ROWS = 2_000
LARGEST_FILE = 10 * 1024 * 1024
COLUMNS = {
    "code": "番号",
    "field": "分野",
    "form": "形式",
    "prompt": "問題文",
    "choices": "選択肢",
    "key": "正答",
    "rubric": "採点基準",
    "grader": "採点方法",
    "source": "出典",
    "difficulty": "難易度",
    "family": "問題群",
    "language": "言語",
    "tolerance": "許容誤差",
    "as_of": "基準日",
}
_LISTS = ("choices", "key", "rubric")
_NEEDED = frozenset({"field", "form", "prompt"})


def as_jsonl(items: Iterable[Item]) -> bytes:
    """Every question as a JSON object of its own line."""
    lines = (json.dumps(_object(item), ensure_ascii=False) for item in items)
    return "".join(f"{line}\n" for line in lines).encode()


def as_rows(items: Iterable[Item]) -> list[list[str]]:
    """The head and a row for each question; choices, keys and lines of the rubric stand one a line in their cell."""
    return [list(COLUMNS.values()), *(_cells(item) for item in items)]


def rows_of_jsonl(name: str, content: bytes) -> list[Typed]:
    """The questions as they stand in the lines. Raises ``BankFileUnread``."""
    lines = [line for line in content.removeprefix(b"\xef\xbb\xbf").splitlines() if line.strip()]
    try:
        records = [msgspec.json.decode(line, type=dict[str, object]) for line in lines]
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BankFileUnread(name=name) from error
    if not records:
        raise BankFileUnread(name=name)
    return [_typed({key: _words(value) for key, value in record.items()}) for record in records]


def rows_of_table(name: str, rows: Sequence[Sequence[str]]) -> list[Typed]:
    """The questions under a head of our column names, Japanese or those of JSON. Raises ``BankFileUnread``."""
    head = next((row for row in rows if any(cell.strip() for cell in row)), ())
    names = {heading: name for name, heading in COLUMNS.items()} | {name: name for name in COLUMNS}
    columns = {names[cell.strip()]: place for place, cell in enumerate(head) if cell.strip() in names}
    if not columns.keys() >= _NEEDED:
        raise BankFileUnread(name=name)
    below = rows[list(rows).index(head) + 1 :]
    told = [row for row in below if any(cell.strip() for cell in row)]
    return [_typed({name: _cell(row, place) for name, place in columns.items()}) for row in told]


def _typed(values: Mapping[str, str]) -> Typed:
    known = {each.name for each in fields(Typed)}
    chosen = {name: value for name, value in values.items() if name in known and value}
    return Typed(**chosen)


def _object(item: Item) -> dict[str, object]:
    typed = typed_of(item, code=item.code)
    plain = {name: getattr(typed, name) for name in COLUMNS if name not in _LISTS}
    rubric = [{"points": line.points, "text": line.text} for line in item.rubric]
    told = {**plain, "choices": list(item.choices), "key": list(item.key), "rubric": rubric}
    return {name: told[name] for name in COLUMNS if told[name]}


def _cells(item: Item) -> list[str]:
    typed = typed_of(item, code=item.code)
    return [getattr(typed, name) for name in COLUMNS]


def _cell(row: Sequence[str], place: int) -> str:
    return row[place] if place < len(row) else ""


def _words(value: object) -> str:
    """A value of JSON as it would be typed: lists one a line, lines of a rubric with their points."""
    if isinstance(value, list):
        return "\n".join(_words(each) for each in cast("list[object]", value))
    if isinstance(value, Mapping):
        line = cast("Mapping[str, object]", value)
        return f"{line.get('points', '')}：{line.get('text', '')}"
    return "" if value is None else str(value)
