"""Usage as CSV that a spreadsheet shows and never computes."""

import csv
import io
from collections.abc import Iterable, Mapping

from genkan.gateway.usage.line import UsageLine

BYTE_ORDER_MARK = "\ufeff"
COLUMNS = (
    "日",
    "組織",
    "用途",
    "アプリ",
    "アプリの識別名",
    "モデル",
    "呼出し",
    "回答",
    "拒否",
    "失敗",
    "中止",
    "入力トークン",
    "出力トークン",
    "うち推定のトークン",
    "料金（円）",
    "単価の登録がない呼出し",
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def render_csv(lines: Iterable[UsageLine], *, names: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """A line for each day, organisation, purpose, app and model; ``names`` replaces what has a name for people.

    An app stands there by its title, which ``titles`` has by its name, and by its name.
    """
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_cells(line, names, titles) for line in lines)
    return BYTE_ORDER_MARK + output.getvalue()


def _cells(line: UsageLine, names: Mapping[str, str], titles: Mapping[str, str]) -> list[object]:
    counts = line.counts
    day, organisation_id, purpose, app, model = map(str, line.of)
    named = (names.get(each, each) for each in (organisation_id, purpose))
    return [
        *map(_inert, (day, *named, titles.get(app, app), app, names.get(model, model))),
        counts.calls,
        counts.answered,
        counts.refused,
        counts.failed,
        counts.stopped,
        counts.input_tokens,
        counts.output_tokens,
        counts.estimated_tokens,
        f"{counts.yen:.6f}",
        counts.unpriced_calls,
    ]


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
