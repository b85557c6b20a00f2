"""The ledger as CSV that a spreadsheet shows and never computes."""

import csv
import io
from collections.abc import Sequence

from genkan.governance.ledger.events import Event

BYTE_ORDER_MARK = "\ufeff"
COLUMNS = (
    "id",
    "at",
    "kind",
    "actor",
    "organisation_id",
    "object_id",
    "details",
    "writer_id",
    "digest",
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(events: Sequence[Event]) -> str:
    """One line for each event in the order of ``COLUMNS``; moments are ISO 8601 in UTC."""
    return _lines([_values(event) for event in events])


def csv_head() -> str:
    """The byte order mark, by which spreadsheets know Japanese text, and the names of the columns."""
    return BYTE_ORDER_MARK + _lines([COLUMNS])


def _values(event: Event) -> list[str]:
    values = {name: getattr(event, name) for name in COLUMNS if name != "at"}
    texts = {**values, "at": event.at.isoformat(timespec="microseconds")}
    return [_inert(str(texts[name] or "")) for name in COLUMNS]


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _lines(rows: Sequence[Sequence[str]]) -> str:
    output = io.StringIO()
    csv.writer(output, lineterminator="\r\n").writerows(rows)
    return output.getvalue()
