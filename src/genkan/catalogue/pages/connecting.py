"""Connecting a deployment: look at an endpoint, then state its facts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from genkan.catalogue.deployment import Answer, InformationClass, WireProtocol
from genkan.catalogue.draft_check import is_web_address
from genkan.catalogue.errors import (
    AddressInvalid,
    CatalogueProblem,
    ProtocolUnknown,
    SecretGivenInClear,
    SecretProblem,
)
from genkan.catalogue.loader import load_models
from genkan.catalogue.local_servers import find_local_servers
from genkan.catalogue.offering import load_offerings, offering_at
from genkan.catalogue.pages.form import DeploymentForm, as_text, form_of, read_draft
from genkan.catalogue.pages.parts import DiscoveryPart, LedgerPart, PagesPart, SettingsPart
from genkan.catalogue.protocol_settings import settings_of
from genkan.catalogue.registration import connect_deployment, record_look
from genkan.catalogue.secret import check_secret_reference
from genkan.catalogue.store.deployments import find_deployment
from genkan.governance import AdministersModels, DatabasePart, FormRoute, Now, Reading, Writing
from genkan.kit import Problem
from genkan.ui import Pages

router = APIRouter(route_class=FormRoute)
_NO_ENDPOINT = (WireProtocol.EXTRACT, WireProtocol.REPLAY)
_PROTOCOLS = {protocol.value: protocol.label for protocol in WireProtocol if protocol not in _NO_ENDPOINT}
_ANSWERS = [(answer.value, answer.label) for answer in Answer]
_CEILINGS = [(str(int(level)), level.label) for level in (InformationClass.ONE, InformationClass.TWO)]


@router.get("/models/connect")
async def show_connect(
    request: Request,
    _viewer: AdministersModels,
    discovery: DiscoveryPart,
    settings: SettingsPart,
    pages: PagesPart,
    protocol: Annotated[str, Query(max_length=40)] = "",
    service: Annotated[str, Query(max_length=64)] = "",
) -> HTMLResponse:
    """Ask for an address (that of a ``service`` is filled in), and offer the model servers that run on this machine."""
    found = await find_local_servers(discovery, own_port=settings.port)
    return pages.render(
        request,
        "catalogue/connect.html",
        found=found,
        form=_first_form(protocol, service=service),
        problem=None,
        wrong_field="",
        protocols=_PROTOCOLS.items(),
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
    protocol: Annotated[str, Form()] = WireProtocol.OPENAI_CHAT.value,
) -> HTMLResponse:
    """Look at the endpoint and ask for its facts; one that lists no models can be described by hand."""
    form = DeploymentForm(
        protocol=protocol, address=address.strip(), secret_reference=secret_reference.strip()
    )
    if problem := _wrong_beginning(form):
        return _ask_again(request, pages, form=form, problem=problem)
    form = _with_published(form)
    if form.protocol != WireProtocol.OPENAI_CHAT:
        return _state_facts(request, pages, form=form, models=())
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
    return RedirectResponse(f"/models/deployments/{deployment.id}", status_code=303)


@router.get("/models/deployments/{deployment_id}/new-build")
async def state_new_build(
    deployment_id: str, request: Request, _viewer: AdministersModels, connection: Reading, pages: PagesPart
) -> HTMLResponse:
    """Ask for the facts of the next build, filled with those of the present one."""
    deployment = await find_deployment(connection, deployment_id)
    return _state_facts(request, pages, form=form_of(deployment), models=())


def _offered(protocol: str) -> str:
    return protocol if protocol in _PROTOCOLS else WireProtocol.OPENAI_CHAT.value


def _first_form(protocol: str, *, service: str) -> DeploymentForm:
    offering = next((each for each in load_offerings() if each.id == service), None)
    if offering is None:
        return DeploymentForm(protocol=_offered(protocol))
    return DeploymentForm(protocol=_offered(offering.protocol), address=offering.address)


def _with_published(form: DeploymentForm) -> DeploymentForm:
    """The form with what is published of the service at the address."""
    offering = offering_at(form.address, load_offerings())
    if offering is None:
        return form
    return replace(form, capabilities=as_text(offering.as_capabilities()))


def _wrong_beginning(form: DeploymentForm) -> CatalogueProblem | None:
    """What must be mended before the facts can be asked for."""
    if form.protocol not in _PROTOCOLS:
        return ProtocolUnknown(protocol=form.protocol[:40], known="、".join(sorted(_PROTOCOLS)))
    try:
        check_secret_reference(form.secret_reference)
    except SecretProblem as problem:
        return problem
    return None if is_web_address(form.address) else AddressInvalid()


def _ask_again(
    request: Request, pages: Pages, *, form: DeploymentForm, problem: CatalogueProblem
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
        protocols=_PROTOCOLS.items(),
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
        protocol_label=_PROTOCOLS.get(form.protocol, ""),
        protocol_settings=[(setting, getattr(form, setting.value)) for setting in settings_of(form.protocol)],
        offering=offering_at(form.address, load_offerings()),
        catalogue_models=[(model.id, model.title) for model in load_models()],
        answers=_ANSWERS,
        ceilings=_CEILINGS,
    )
