"""The numbers as CSV: a line for each month, topic and office."""

import csv
import io
from collections.abc import Mapping

from genkan.inquiry.statistics.figures import Figures, Key

_BYTE_ORDER_MARK = "\ufeff"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "受付月",
    "分類",
    "担当課",
    "受付件数",
    "回答件数",
    "期限を比べた回答件数",
    "期限内の回答件数",
    "回答までの日数（中央値）",
    "再開件数",
    "発送待ちの件数",
    "回答案の修正率（平均）",
    "回答案の件数",
    "満足度（平均）",
    "満足度の回答数",
)


def render_csv(counted: Mapping[Key, Figures], *, names: Mapping[str, str]) -> str:
    """A table that spreadsheets open; ``names`` are those of topics and offices by id."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_cells(key, counted[key], names) for key in sorted(counted))
    return _BYTE_ORDER_MARK + output.getvalue()


def _cells(key: Key, figures: Figures, names: Mapping[str, str]) -> list[object]:
    named = (names.get(each, "") for each in (key.topic_id, key.office_id))
    return [
        key.month,
        *(f"'{name}" if name.startswith(_FORMULA_STARTS) else name for name in named),
        figures.received,
        figures.answered,
        figures.timed,
        figures.in_time,
        _number(figures.median_days),
        figures.reopened,
        figures.unposted,
        _number(figures.mean_edit),
        figures.edits[1],
        _number(figures.mean_score),
        figures.scores[1],
    ]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3g}"
