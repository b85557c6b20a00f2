"""What the filter of the ledger page says, kept as typed and understood as far as it can be."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.ledger.store.listing import EventFilter
from genkan.governance.person import Viewer
from genkan.governance.roles import Permission
from genkan.governance.store.people import list_people
from genkan.ui import mark as _

JAPAN = timezone(timedelta(hours=9), "JST")
MOST_PEOPLE = 200
NO_DATE = _("日付は「2026-11-02」の形で入力してください。")


@dataclass(frozen=True)
class Criteria:
    """The texts of the four fields."""

    kind: str
    person: str
    since: str
    until: str

    @property
    def query(self) -> str:
        """The same as a query string, without what is empty."""
        return urlencode({name: text for name, text in asdict(self).items() if text})

    @property
    def errors(self) -> dict[str, str]:
        """What cannot be understood, by field, as message identifiers."""
        dates = {"since": self.since, "until": self.until}
        return {name: NO_DATE for name, text in dates.items() if text and _date(text) is None}


async def _criteria(
    kind: Annotated[str, Query(max_length=100)] = "",
    person: Annotated[str, Query(max_length=100)] = "",
    since: Annotated[str, Query(max_length=20)] = "",
    until: Annotated[str, Query(max_length=20)] = "",
) -> Criteria:
    return Criteria(*(text.replace("\x00", "").strip() for text in (kind, person, since, until)))


CriteriaPart = Annotated[Criteria, Depends(_criteria)]


def reach_of(viewer: Viewer) -> str | None:
    """The organisation whose events the viewer reads; None for all."""
    return None if viewer.may(Permission.READ_WHOLE_LEDGER) else viewer.organisation.id


async def understand(connection: AsyncConnection, criteria: Criteria, *, viewer: Viewer) -> EventFilter:
    """The events that the criteria mean within the viewer's reach; dates are days in Japan, both included."""
    since, until = _date(criteria.since), _date(criteria.until)
    return EventFilter(
        organisation_id=reach_of(viewer),
        kind=criteria.kind,
        people=await _people(connection, criteria.person, viewer=viewer) if criteria.person else None,
        since=_midnight(since) if since else None,
        until=_midnight(until) + timedelta(days=1) if until else None,
    )


async def _people(connection: AsyncConnection, search: str, *, viewer: Viewer) -> list[str]:
    found = await list_people(connection, organisation_id=reach_of(viewer), search=search, limit=MOST_PEOPLE)
    return [person.id for person in found]


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), JAPAN)
