"""A deployment's own page: its facts, how it is, its prices, its verification and its history."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from genkan.catalogue.deployment import Deployment, DeploymentState
from genkan.catalogue.errors import CatalogueProblem
from genkan.catalogue.loader import load_models
from genkan.catalogue.pages.deployment_view import view
from genkan.catalogue.pages.form import PriceForm, read_price
from genkan.catalogue.pages.history_view import change_views
from genkan.catalogue.pages.parts import LedgerPart, PagesPart, SaturationPart
from genkan.catalogue.pages.verification_view import DEPLOYMENT_FRAGMENT, verification_context
from genkan.catalogue.price import price_at
from genkan.catalogue.pricing import add_price, today
from genkan.catalogue.store.changes import changes_of
from genkan.catalogue.store.deployments import find_deployment, list_deployments
from genkan.catalogue.store.prices import prices_of_one
from genkan.catalogue.store.probes import probes_of
from genkan.catalogue.verifying import can_be_verified
from genkan.governance import (
    AdministersModels,
    FormRoute,
    Now,
    Permission,
    Reading,
    SignedIn,
    Viewer,
    Writing,
    names_of,
)
from genkan.kit import Clock

router = APIRouter(prefix="/models/deployments/{deployment_id}", route_class=FormRoute)
_PROBES_SHOWN = 10


@router.get("")
async def show_deployment(
    deployment_id: str,
    request: Request,
    viewer: SignedIn,
    connection: Reading,
    pages: PagesPart,
    saturation: SaturationPart,
    clock: Now,
) -> HTMLResponse:
    """Everything that is known of one deployment."""
    deployment = await find_deployment(connection, deployment_id)
    context = await _context(connection, deployment, viewer=viewer, clock=clock)
    load = saturation.of(deployment_id)
    return pages.render(
        request,
        "catalogue/deployment.html",
        **context,
        load=load,
        price_form=PriceForm(valid_from=today(clock).isoformat()),
        problem=None,
        wrong_field="",
    )


@router.post("/prices")
async def state_price(
    deployment_id: str,
    request: Request,
    viewer: AdministersModels,
    connection: Writing,
    ledger: LedgerPart,
    pages: PagesPart,
    saturation: SaturationPart,
    clock: Now,
    form: Annotated[PriceForm, Depends(PriceForm)],
) -> Response:
    """Add a price with the day from which it holds."""
    try:
        price = read_price(form)
        await add_price(connection, deployment_id, price, ledger=ledger, clock=clock, actor=viewer.person.id)
    except CatalogueProblem as problem:
        deployment = await find_deployment(connection, deployment_id)
        context = await _context(connection, deployment, viewer=viewer, clock=clock)
        return pages.render(
            request,
            "catalogue/deployment.html",
            status=problem.status,
            **context,
            load=saturation.of(deployment_id),
            price_form=form,
            problem=pages.explain(request, problem),
            wrong_field=problem.field,
        )
    return RedirectResponse(f"/models/deployments/{deployment_id}#prices", status_code=303)


async def _context(
    connection: AsyncConnection, deployment: Deployment, *, viewer: Viewer, clock: Clock
) -> dict[str, Any]:
    titles = {model.id: model.title for model in load_models()}
    others = {each.id: each for each in await list_deployments(connection)}
    changes = await changes_of(connection, deployment.id)
    prices = await prices_of_one(connection, deployment.id)
    return {
        "view": view(deployment, titles=titles),
        "administers": viewer.may(Permission.ADMINISTER_MODELS),
        "in_use": deployment.state is not DeploymentState.RETIRED,
        "verifiable": can_be_verified(deployment),
        "former": others.get(deployment.replaces or ""),
        "followers": [each for each in others.values() if each.replaces == deployment.id],
        "same_name": [
            each
            for each in others.values()
            if each.public_name == deployment.public_name and each.id != deployment.id
        ],
        "probes": await probes_of(connection, deployment.id, limit=_PROBES_SHOWN),
        "prices": tuple(reversed(prices)),
        "price_now": price_at(prices, today(clock)),
        "changes": change_views(
            changes, await names_of(connection, sorted({each.actor for each in changes}))
        ),
        "address": f"/models/deployments/{deployment.id}",
        "fragment": DEPLOYMENT_FRAGMENT,
        **await verification_context(connection, deployment.id),
    }
