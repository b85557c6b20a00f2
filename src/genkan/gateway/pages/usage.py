"""How much is used: by day, organisation, app and model, as a page and as CSV."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse, Response

from genkan.gateway.caller import INSTALLATION
from genkan.gateway.pages.parts import PagesPart
from genkan.gateway.pages.usage_charts import MEASURES, charts, largest_first
from genkan.gateway.store.apps import app_titles
from genkan.gateway.usage import HIDDEN_MODEL, Period, PeriodInvalid, UsageRange, day_in_japan, render_csv
from genkan.gateway.usage.period import SPANS, months_until
from genkan.gateway.usage.reading import FIRST_TOKEN_DAYS, read_whole_usage
from genkan.gateway.usage.store import read_usage
from genkan.gateway.usage.wording import NAMES, PURPOSES
from genkan.governance import (
    Now,
    OrganisationKind,
    Permission,
    Reading,
    ReadsUsage,
    Viewer,
    list_organisations,
)

router = APIRouter()

USUAL_PERIOD = "30"
MONTHS_OFFERED = 13
_CSV_COLUMNS = ("day", "organisation_id", "purpose", "app", "model_name")


@dataclass(frozen=True)
class Criteria:
    """What the address asks for: a period, what the charts draw, and an organisation (empty: all that may be seen)."""

    period: Annotated[str, Query(max_length=10)] = USUAL_PERIOD
    measure: Annotated[str, Query(max_length=10)] = "calls"
    organisation: Annotated[str, Query(max_length=36)] = ""

    def address(self, path: str = "/usage", **changes: str) -> str:
        """The address of the same with changes."""
        asked = {"period": self.period, "measure": self.measure, "organisation": self.organisation, **changes}
        return f"{path}?{urlencode({name: value for name, value in asked.items() if value})}"


CriteriaPart = Annotated[Criteria, Depends(Criteria)]


@router.get("/usage")
async def show_usage(
    request: Request,
    viewer: ReadsUsage,
    connection: Reading,
    clock: Now,
    pages: PagesPart,
    criteria: CriteriaPart,
) -> HTMLResponse:
    """Calls, tokens and yen with their charts; of people there are no numbers."""
    criteria, problem = _checked(criteria, today=day_in_japan(clock()))
    asked = _range(viewer, criteria, today=day_in_japan(clock()))
    usage = largest_first(await read_whole_usage(connection, asked, now=clock()), measure=criteria.measure)
    organisations = await list_organisations(connection)
    return pages.render(
        request,
        "gateway/usage.html",
        status=problem.status if problem else 200,
        criteria=criteria,
        whole=viewer.may(Permission.READ_WHOLE_USAGE),
        spans=SPANS,
        months=months_until(day_in_japan(clock()), number=MONTHS_OFFERED),
        measures=MEASURES,
        purposes=PURPOSES,
        named={special: NAMES[special] for special in (HIDDEN_MODEL, INSTALLATION)},
        first_token_days=FIRST_TOKEN_DAYS,
        organisations={each.id: each.name for each in organisations},
        choices=[(each.id, each.name) for each in organisations if each.kind is not OrganisationKind.BUREAU],
        titles=await app_titles(connection, organisation_id=asked.organisation_id),
        usage=usage,
        charts=charts(usage, measure=criteria.measure),
        problem=pages.explain(request, problem) if problem else None,
    )


@router.get("/usage.csv")
async def download_usage(
    viewer: ReadsUsage, connection: Reading, clock: Now, criteria: CriteriaPart
) -> Response:
    """A line for each day, organisation, purpose, app and model. Raises ``PeriodInvalid``."""
    asked = _range(viewer, criteria, today=day_in_japan(clock()))
    lines = await read_usage(connection, asked, by=_CSV_COLUMNS)
    organisations = {each.id: each.name for each in await list_organisations(connection)}
    titles = await app_titles(connection, organisation_id=asked.organisation_id)
    text = render_csv(lines, names={**organisations, **NAMES}, titles=titles)
    name = f"usage-{asked.first:%Y%m%d}-{asked.last:%Y%m%d}.csv"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


def _checked(criteria: Criteria, *, today: date) -> tuple[Criteria, PeriodInvalid | None]:
    """The usual in the place of what cannot be meant."""
    measure = criteria.measure if criteria.measure in MEASURES else "calls"
    try:
        Period.named(criteria.period, today=today)
    except PeriodInvalid as problem:
        return replace(criteria, period=USUAL_PERIOD, measure=measure), problem
    return replace(criteria, measure=measure), None


def _range(viewer: Viewer, criteria: Criteria, *, today: date) -> UsageRange:
    """What the viewer may see of what is asked for. Raises ``PeriodInvalid``.

    Whoever may take part in a blind comparison sees no models of comparisons.
    """
    period = Period.named(criteria.period, today=today)
    own = None if viewer.may(Permission.READ_WHOLE_USAGE) else viewer.organisation.id
    return UsageRange(
        first=period.first,
        last=period.last,
        organisation_id=own or criteria.organisation or None,
        blind=viewer.may(Permission.USE_WORKSPACE),
    )
