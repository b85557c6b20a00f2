"""Connecting a deployment: look at an endpoint, then state its facts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from genkan.catalogue.deployment import Answer, InformationClass
from genkan.catalogue.errors import CatalogueProblem, SecretGivenInClear, SecretProblem
from genkan.catalogue.loader import load_models
from genkan.catalogue.local_servers import find_local_servers
from genkan.catalogue.pages.form import DeploymentForm, read_draft
from genkan.catalogue.pages.parts import DiscoveryPart, LedgerPart, PagesPart, SettingsPart
from genkan.catalogue.registration import connect_deployment, record_look
from genkan.governance import AdministersModels, DatabasePart, FormRoute, Now, Writing
from genkan.kit import Problem
from genkan.ui import Pages

router = APIRouter(route_class=FormRoute)
_ANSWERS = [(answer.value, answer.label) for answer in Answer]
_CEILINGS = [(str(int(level)), level.label) for level in (InformationClass.ONE, InformationClass.TWO)]


@router.get("/models/connect")
async def show_connect(
    request: Request,
    _viewer: AdministersModels,
    discovery: DiscoveryPart,
    settings: SettingsPart,
    pages: PagesPart,
) -> HTMLResponse:
    """Ask for an address, and offer the model servers that run on this machine."""
    found = await find_local_servers(discovery, own_port=settings.port)
    return pages.render(
        request, "catalogue/connect.html", found=found, form=DeploymentForm(), problem=None, wrong_field=""
    )


@router.post("/models/connect")
async def look(
    request: Request,
    viewer: AdministersModels,
    discovery: DiscoveryPart,
    database: DatabasePart,
    ledger: LedgerPart,
    pages: PagesPart,
    address: Annotated[str, Form()] = "",
    secret_reference: Annotated[str, Form()] = "",
) -> HTMLResponse:
    """Look at the endpoint and ask for its facts; one that lists no models can be described by hand."""
    form = DeploymentForm(address=address.strip(), secret_reference=secret_reference.strip())
    async with database.write() as connection:
        await record_look(
            connection, form.address, form.secret_reference, ledger=ledger, actor=viewer.person.id
        )
    try:
        models = await discovery.look(form.address, form.secret_reference)
    except SecretProblem as problem:
        return _ask_again(request, pages, form=form, problem=problem)
    except Problem as problem:
        return _state_facts(request, pages, form=form, models=(), looked=problem)
    return _state_facts(request, pages, form=form, models=models)


@router.post("/models/deployments")
async def connect(
    request: Request,
    viewer: AdministersModels,
    connection: Writing,
    ledger: LedgerPart,
    clock: Now,
    pages: PagesPart,
    form: Annotated[DeploymentForm, Depends(DeploymentForm)],
    listed: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Add the deployment; a form that is refused comes back with everything that was typed."""
    try:
        deployment = await connect_deployment(
            connection, read_draft(form), ledger=ledger, clock=clock, actor=viewer.person.id
        )
    except SecretProblem as problem:
        return _ask_again(request, pages, form=form, problem=problem)
    except CatalogueProblem as problem:
        return _state_facts(request, pages, form=form, models=tuple(listed or ()), problem=problem)
    return RedirectResponse(f"/models#deployment-{deployment.id}", status_code=303)


def _ask_again(
    request: Request, pages: Pages, *, form: DeploymentForm, problem: SecretProblem
) -> HTMLResponse:
    """The first step again; what seems to be a secret itself is not sent back."""
    if isinstance(problem, SecretGivenInClear):
        form = replace(form, secret_reference="")
    return pages.render(
        request,
        "catalogue/connect.html",
        status=problem.status,
        found=(),
        form=form,
        problem=pages.explain(request, problem),
        wrong_field=problem.field,
    )


def _state_facts(
    request: Request,
    pages: Pages,
    *,
    form: DeploymentForm,
    models: Sequence[str],
    looked: Problem | None = None,
    problem: CatalogueProblem | None = None,
) -> HTMLResponse:
    return pages.render(
        request,
        "catalogue/facts.html",
        status=problem.status if problem else 200,
        form=form,
        models=models,
        looked=pages.explain(request, looked) if looked else None,
        problem=pages.explain(request, problem) if problem else None,
        wrong_field=problem.field if problem else "",
        catalogue_models=[(model.id, model.title) for model in load_models()],
        answers=_ANSWERS,
        ceilings=_CEILINGS,
    )
