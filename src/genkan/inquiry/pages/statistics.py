"""For supervisors: how much lies with whom, and what the last months were like, drawn and as CSV."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from genkan.gateway import day_in_japan
from genkan.governance import Now, Reading, SupervisesInquiries, names_of
from genkan.inquiry.calendar import nth_business_day
from genkan.inquiry.erasure.store import waiting_requests
from genkan.inquiry.office import DUE_SOON
from genkan.inquiry.office_keeping import offices_of
from genkan.inquiry.pages.parts import PagesPart
from genkan.inquiry.statistics import SPANS, Figures, figures_by, months_named, render_csv, whole_of
from genkan.inquiry.statistics.store import count_cases
from genkan.inquiry.store.loads import Load, list_loads
from genkan.inquiry.store.topics import list_topics

router = APIRouter(prefix="/inquiries")

USUAL = "6"
SpanQuery = Annotated[str, Query(max_length=3)]


@dataclass(frozen=True)
class LoadLine:
    """What lies with one officer, or with nobody, in an office; ``age`` are days since the oldest came."""

    load: Load
    office: str
    owner: str
    age: int


@router.get("/load")
async def show_load(
    request: Request, viewer: SupervisesInquiries, connection: Reading, pages: PagesPart, clock: Now
) -> Response:
    """The open cases by office and officer, what is overdue first."""
    own, today = viewer.organisation.id, day_in_japan(clock())
    soon = nth_business_day(today, count=DUE_SOON)
    loads = await list_loads(connection, own, today=today, soon=soon)
    offices = await offices_of(connection, own)
    owners = await names_of(connection, sorted({load.owner_id for load in loads if load.owner_id}))
    lines = [
        LoadLine(
            load,
            offices.get(load.office_id, ""),
            owners.get(load.owner_id, ""),
            (today - day_in_japan(load.oldest)).days,
        )
        for load in sorted(loads, key=lambda load: (-load.late, -load.soon, -load.open))
    ]
    asked = await waiting_requests(connection, own)
    return pages.render(request, "inquiry/load.html", lines=lines, soon=soon, most=_most(lines), asked=asked)


@router.get("/statistics")
async def show_statistics(
    request: Request,
    viewer: SupervisesInquiries,
    connection: Reading,
    pages: PagesPart,
    clock: Now,
    span: SpanQuery = USUAL,
) -> Response:
    """The last months by month, topic and office."""
    own, months = viewer.organisation.id, months_named(span, today=day_in_japan(clock()))
    counted = await count_cases(connection, own, months)
    by_month = figures_by(counted, lambda key: key.month)
    return pages.render(
        request,
        "inquiry/statistics.html",
        span=str(len(months.names)),
        spans=tuple(map(str, SPANS)),
        months=months,
        whole=whole_of(counted.values()),
        by_month={month: by_month.get(month, Figures()) for month in months.names},
        by_topic=_largest_first(figures_by(counted, lambda key: key.topic_id)),
        by_office=_largest_first(figures_by(counted, lambda key: key.office_id)),
        names=await _names(connection, own),
    )


@router.get("/statistics.csv")
async def download_statistics(
    viewer: SupervisesInquiries, connection: Reading, clock: Now, span: SpanQuery = USUAL
) -> Response:
    """A line for each month, topic and office."""
    own, months = viewer.organisation.id, months_named(span, today=day_in_japan(clock()))
    text = render_csv(await count_cases(connection, own, months), names=await _names(connection, own))
    name = f"inquiries-{months.first:%Y%m%d}-{months.last:%Y%m%d}.csv"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


async def _names(connection: AsyncConnection, organisation_id: str) -> Mapping[str, str]:
    """The names of topics and offices by id."""
    topics = await list_topics(connection, organisation_id)
    return {**{topic.id: topic.label for topic in topics}, **await offices_of(connection, organisation_id)}


def _largest_first(figures: Mapping[str, Figures]) -> dict[str, Figures]:
    return dict(sorted(figures.items(), key=lambda pair: -pair[1].received))


def _most(lines: list[LoadLine]) -> int:
    return max((line.load.open for line in lines), default=0)
