"""The desk of an officer: own cases, those of the office and of the whole organisation, by flag and deadline."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from genkan.gateway import day_in_japan
from genkan.governance import AnswersInquiries, Now, Reading, Viewer, names_of
from genkan.inquiry.calendar import business_days_until, nth_business_day
from genkan.inquiry.case import Case, CaseState
from genkan.inquiry.faq.faq import FaqState
from genkan.inquiry.faq.store.lists import count_attention
from genkan.inquiry.office import DUE_SOON
from genkan.inquiry.office_keeping import offices_of
from genkan.inquiry.pages.parts import PagesPart
from genkan.inquiry.pages.wording import STATE_KINDS, URGENCIES
from genkan.inquiry.store.queue import MOST_COUNTED, Position, QueuePage, Wanted, count_up_to, list_queue
from genkan.inquiry.store.topics import list_topics
from genkan.kit import storable

router = APIRouter()

PAGE_LENGTH = 50
QUERY_LIMIT = 100
_OPEN = {"": True, "over": False, "any": None}
_ALWAYS: Mapping[str, object] = {
    "most": MOST_COUNTED,
    "states": tuple(CaseState),
    "state_kinds": STATE_KINDS,
    "urgencies": URGENCIES,
}


class QueueQuery(BaseModel):
    """Which part of the queue is looked at, as its address says it."""

    desk: str = ""
    state: str = ""
    topic: str = ""
    office: str = ""
    due: str = ""
    flag: str = ""
    mail: str = ""
    q: str = ""
    after: str = ""
    before: str = ""

    @property
    def words(self) -> str:
        """What is searched for."""
        return storable(self.q)[:QUERY_LIMIT].strip()

    def wanted(self, viewer: Viewer, *, today: date) -> Wanted:
        """The same for the store; what an address names that is none is left out."""
        state = CaseState(self.state) if self.state in set(CaseState) else None
        mine, office = self.desk == "mine", self.desk == "office"
        return Wanted(
            organisation_id=viewer.organisation.id,
            open=state.is_open if state else _OPEN.get(self.state, True),
            state=state,
            topic_id=storable(self.topic),
            office_id=(viewer.person.bureau_id or "") if office else storable(self.office),
            owner_id=viewer.person.id if mine else "",
            flagged=self.flag == "yes",
            unreached=self.mail == "yes",
            due=_due(self.due, today),
            words=self.words,
        )

    def address(self, **place: str) -> str:
        """The address of the same part from another place."""
        kept = {**self.model_dump(exclude={"after", "before"}), **place}
        return f"/inquiries?{urlencode({name: value for name, value in kept.items() if value})}"


@dataclass(frozen=True)
class Row:
    """A case in the queue; ``left`` are business days, ``late`` and ``age`` days."""

    case: Case
    left: int
    late: int
    age: int


@router.get("/inquiries")
async def show_queue(
    request: Request,
    viewer: AnswersInquiries,
    connection: Reading,
    pages: PagesPart,
    clock: Now,
    query: Annotated[QueueQuery, Query()],
) -> Response:
    """The cases of the organisation, the most pressing first."""
    today = day_in_japan(clock())
    found = await list_queue(
        connection,
        query.wanted(viewer, today=today),
        limit=PAGE_LENGTH,
        after=_position(query.after),
        before=_position(query.before),
    )
    return pages.render(
        request,
        "inquiry/queue.html",
        status=200,
        query=query,
        rows=[_row(case, today) for case in found.cases],
        steps=_steps(query, found),
        figures=await _figures(connection, viewer, today),
        attention=await _attention(connection, viewer, query),
        **await _named(connection, viewer, found),
        **_ALWAYS,
    )


async def _named(connection: AsyncConnection, viewer: Viewer, found: QueuePage) -> dict[str, object]:
    """The topics, offices and officers that the page names, by id."""
    own = viewer.organisation.id
    owners = sorted({case.owner_id for case in found.cases if case.owner_id})
    return {
        "topics": {topic.id: topic.label for topic in await list_topics(connection, own)},
        "offices": await offices_of(connection, own),
        "owners": await names_of(connection, owners),
    }


def _due(named: str, today: date) -> tuple[date, date] | None:
    """The deadlines that are meant: those that are over, those within some business days, or None for all."""
    if named == "over":
        return date.min, today - timedelta(days=1)
    return (today, nth_business_day(today, count=DUE_SOON)) if named == "soon" else None


async def _figures(connection: AsyncConnection, viewer: Viewer, today: date) -> dict[str, int]:
    """How many open cases want attention, by the address that shows them."""
    queries = {
        "mine": QueueQuery(desk="mine"),
        "received": QueueQuery(state=CaseState.RECEIVED),
        "late": QueueQuery(due="over"),
        "soon": QueueQuery(due="soon"),
        "flagged": QueueQuery(flag="yes"),
        "unposted": QueueQuery(state=CaseState.POSTING),
        "unreached": QueueQuery(state="any", mail="yes"),
    }
    return {
        name: await count_up_to(connection, query.wanted(viewer, today=today))
        for name, query in queries.items()
    }


async def _attention(connection: AsyncConnection, viewer: Viewer, query: QueueQuery) -> dict[str, int]:
    """How many frequently asked questions want somebody, by their state: those of the office on its desk."""
    office = (viewer.person.bureau_id or "") if query.desk == "office" else ""
    found = await count_attention(connection, viewer.organisation.id, office_id=office)
    return {state.value: found.get(state, 0) for state in (FaqState.REVIEW, FaqState.AWAITING)}


def _row(case: Case, today: date) -> Row:
    return Row(
        case,
        left=business_days_until(case.deadline, today=today),
        late=max(0, (today - case.deadline).days) if case.state.is_open else 0,
        age=(today - day_in_japan(case.received_at)).days,
    )


def _steps(query: QueueQuery, found: QueuePage) -> tuple[str, str]:
    """The addresses of the page before and the page after, empty where there is none."""
    before = query.address(before=_address_of(found.first)) if found.before and found.first else ""
    after = query.address(after=_address_of(found.last)) if found.after and found.last else ""
    return before, after


def _address_of(position: Position) -> str:
    return f"{position.rank}.{position.deadline.isoformat()}.{position.case_id}"


def _position(named: str) -> Position | None:
    """The place that an address names; None, the beginning, where it names none."""
    rank, _, rest = storable(named).partition(".")
    deadline, _, case_id = rest.partition(".")
    try:
        return Position(int(rank[:1]), date.fromisoformat(deadline), case_id)
    except ValueError:
        return None
