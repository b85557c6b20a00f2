"""Fictional marks (見本の採点), with which the sample programme goes on without anybody marking. Pure."""

import hashlib
from collections.abc import Sequence

from msgspec.structs import replace

from genkan.evaluation.marking.sheet import SheetLine, SheetRow

NOTE = "見本の採点です。人が読んで付けたものではありません。"


def with_sample_marks(rows: Sequence[SheetRow], *, marker: str) -> tuple[SheetRow, ...]:
    """The sheet filled in: two markers differ by one point at most, and give a repeated answer the same again."""
    return tuple(replace(row, points=_points(row, marker), note=NOTE) for row in rows)


def _points(row: SheetRow, marker: str) -> tuple[int, ...]:
    given = [_share(row.answer, line) for line in row.rubric]
    first = row.rubric[0].points
    if _number(marker, row.answer) % 4 == 0:
        given[0] = given[0] - 1 if given[0] == first else given[0] + 1
    return tuple(given)


def _share(answer: str, line: SheetLine) -> int:
    return _number(answer, line.text) % (line.points + 1)


def _number(*parts: str) -> int:
    return int.from_bytes(hashlib.sha256("\n".join(parts).encode()).digest()[:4])
