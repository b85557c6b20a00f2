"""Entries as a table: saved as CSV, and read from lists of other systems."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from genkan.inquiry.faq.draft import FaqDraft
from genkan.inquiry.faq.faq import Faq

_BYTE_ORDER_MARK = "\ufeff"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class FaqColumn(StrEnum):
    """The columns by their headings; all but the last two are read again."""

    QUESTION = "質問"
    ANSWER = "回答"
    CITATIONS = "根拠"
    TOPIC = "分類"
    OFFICE = "担当課"
    REVIEW_ON = "見直しの期限"
    PUBLIC = "公開範囲"
    STATE = "状態"
    APPROVED_ON = "承認日"


class Audience(StrEnum):
    """Who may read an entry, as a table says it."""

    STAFF = "職員"
    CITIZENS = "公開"


def render_faqs(
    faqs: Iterable[Faq], *, names: Mapping[str, str], states: Mapping[str, str], days: Mapping[str, str]
) -> str:
    """A table that spreadsheets open; ``names`` are those of topics and offices by id, ``days`` of approval by entry."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\r\n")
    writer.writerow(list(FaqColumn))
    for faq in faqs:
        writer.writerow([_plain(cell) for cell in _cells(faq, names, states, days)])
    return _BYTE_ORDER_MARK + output.getvalue()


def draft_of(
    cells: Mapping[FaqColumn, str], *, topics: Mapping[str, str], offices: Mapping[str, str]
) -> FaqDraft:
    """A row as a draft; ``topics`` and ``offices`` are ids by name, and a name that is none stays, to be refused."""
    said = {column: _written(cells.get(column, "")) for column in FaqColumn}
    topic, office = said[FaqColumn.TOPIC].strip(), said[FaqColumn.OFFICE].strip()
    return FaqDraft(
        question=said[FaqColumn.QUESTION],
        answer=said[FaqColumn.ANSWER],
        citations=said[FaqColumn.CITATIONS],
        topic_id=topics.get(topic, topic),
        office_id=offices.get(office, office),
        review_on=said[FaqColumn.REVIEW_ON].strip().replace("/", "-"),
        is_public=said[FaqColumn.PUBLIC].strip() == Audience.CITIZENS,
    )


def columns_of(heads: Sequence[str]) -> dict[FaqColumn, int]:
    """Where each column stands."""
    plain = [head.strip() for head in heads]
    return {column: plain.index(column) for column in FaqColumn if column in plain}


def _cells(
    faq: Faq, names: Mapping[str, str], states: Mapping[str, str], days: Mapping[str, str]
) -> list[str]:
    content = faq.content
    return [
        content.question,
        content.answer,
        "\n".join(basis.citation for basis in content.basis),
        names.get(content.topic_id or "", ""),
        names.get(content.office_id or "", ""),
        content.review_on.isoformat(),
        Audience.CITIZENS if content.is_public else Audience.STAFF,
        states[faq.state],
        days.get(faq.id, ""),
    ]


def _plain(cell: str) -> str:
    """What a spreadsheet would take for a formula is text."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _written(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA_STARTS) else cell
