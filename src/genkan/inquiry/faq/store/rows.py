"""Entries as rows: the columns that are read, and what becomes of them."""

from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, Select, func, select

from genkan.inquiry.faq.faq import Faq, FaqBasis, FaqContent, FaqState, FaqVersion, Reason
from genkan.inquiry.faq.store.tables import faq_table, version_table

CONTENT = [
    column
    for column in version_table.c
    if column.name not in ("id", "faq_id", "number", "written_by", "written_at")
]


def latest() -> Select[tuple[Any, ...]]:
    """Entries, each with its latest version."""
    return _with(faq_table.c.number)


def in_use() -> Select[tuple[Any, ...]]:
    """Entries of which a version is in use, each with that version."""
    return _with(faq_table.c.shown)


def given() -> Select[tuple[Any, ...]]:
    """Entries, each with the version in use, or the latest where none is."""
    return _with(func.coalesce(faq_table.c.shown, faq_table.c.number))


def _with(number: ColumnElement[Any]) -> Select[tuple[Any, ...]]:
    """Entries, each with the version of this number."""
    same = (version_table.c.faq_id == faq_table.c.id) & (version_table.c.number == number)
    return select(*faq_table.c, *CONTENT).select_from(faq_table.join(version_table, same))


def row_of(faq: Faq) -> dict[str, object]:
    """An entry without what it says."""
    return {
        **{name: value for name, value in vars(faq).items() if name != "content"},
        "writers": " ".join(faq.writers),
        "reasons": msgspec.json.encode(faq.reasons).decode(),
    }


def content_row(content: FaqContent) -> dict[str, object]:
    """What a version says."""
    return {**vars(content), "basis": msgspec.json.encode(content.basis).decode()}


def faq_of(row: Row[tuple[Any, ...]]) -> Faq:
    """The entry of a row that one of the queries above gives."""
    return Faq(
        id=row.id,
        organisation_id=row.organisation_id,
        state=FaqState(row.state),
        version=row.version,
        number=row.number,
        shown=row.shown,
        content=content_of(row),
        case_id=row.case_id,
        writers=tuple(row.writers.split()),
        reasons=msgspec.json.decode(row.reasons, type=tuple[Reason, ...]),
        remark=row.remark,
        changed_at=row.changed_at,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
    )


def content_of(row: Row[tuple[Any, ...]]) -> FaqContent:
    """What the version in a row says."""
    return FaqContent(
        question=row.question,
        answer=row.answer,
        basis=msgspec.json.decode(row.basis, type=tuple[FaqBasis, ...]),
        topic_id=row.topic_id,
        office_id=row.office_id,
        review_on=row.review_on,
        is_public=row.is_public,
    )


def version_of(row: Row[tuple[Any, ...]]) -> FaqVersion:
    """The version of a row of the table of versions."""
    return FaqVersion(row.number, content_of(row), row.written_by, row.written_at)
