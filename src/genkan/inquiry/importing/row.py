"""A row of a list to an inquiry: pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from genkan.inquiry.case import Channel
from genkan.inquiry.entry import Draft, faults_of
from genkan.inquiry.importing.column import Column
from genkan.inquiry.importing.encoding import is_garbled
from genkan.inquiry.importing.errors import RowDayAhead, RowDayUnfit, RowGarbled, RowMailUnfit
from genkan.inquiry.importing.sheet import SheetRow
from genkan.inquiry.post.address import mail_address
from genkan.kit import canonical_json, digest, storable
from genkan.knowledge import read_date

_JAPAN = timedelta(hours=9)
_FIRST_YEAR = 1950


@dataclass(frozen=True)
class RowLetter:
    """The inquiry in a row; ``at`` is when it came, None where the list does not say.

    A row that shares one of its ``fingerprints`` with another is the same; the first of them is of all that it says.
    """

    number: int
    draft: Draft
    fingerprints: tuple[str, ...]
    at: datetime | None


def letter_of(row: SheetRow, columns: Mapping[Column, int], *, today: date) -> RowLetter:
    """The inquiry in a row.

    Raises a ``RowProblem``, or what ``faults_of`` finds first.
    """
    told = {column: _cell(row.cells, place) for column, place in columns.items()}
    if is_garbled("\n".join(told.values())):
        raise RowGarbled
    draft = _draft(told)
    for fault in faults_of(draft):
        raise fault
    if told.get(Column.EMAIL) and not draft.email:
        raise RowMailUnfit
    at = _moment(told.get(Column.RECEIVED, ""), today)
    return RowLetter(row.number, draft, fingerprints(row.cells, told.get(Column.REFERENCE, "")), at)


def fingerprints(cells: Sequence[str], reference: str) -> tuple[str, ...]:
    """One of everything that the row says, whatever its columns are taken for; one of its reference number."""
    words = {"cells": [" ".join(cell.split()) for cell in cells if cell.strip()]}
    whole = digest(canonical_json(words))
    return (whole, digest(canonical_json({"reference": reference}))) if reference else (whole,)


def _draft(told: Mapping[Column, str]) -> Draft:
    text, subject = told.get(Column.TEXT, ""), told.get(Column.SUBJECT, "")
    return Draft(
        channel=Channel.FILE,
        text=f"件名：{subject}\n\n{text}" if subject and text else text,
        name=told.get(Column.NAME, ""),
        address=told.get(Column.ADDRESS, ""),
        email=mail_address(told.get(Column.EMAIL, "")) or "",
    )


def _cell(cells: Sequence[str], place: int) -> str:
    return storable(cells[place]).strip() if place < len(cells) else ""


def _moment(written: str, today: date) -> datetime | None:
    """The beginning of the day in Japan; today is left to the clock. Raises ``RowDayUnfit`` and ``RowDayAhead``."""
    if not written:
        return None
    day = _day(written.replace("/", "-").partition(" ")[0])
    if day is None or day.year < _FIRST_YEAR:
        raise RowDayUnfit
    if day > today:
        raise RowDayAhead
    return datetime.combine(day, time(), tzinfo=UTC) - _JAPAN if day < today else None


def _day(written: str) -> date | None:
    """The day; None also for a number that no calendar reaches."""
    try:
        return read_date(written)
    except OverflowError:
        return None
