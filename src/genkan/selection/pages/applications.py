"""The office's side of one application: what was handed in, its files, and the deployment that was tried."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from genkan.apps import download_headers
from genkan.governance import (
    Permission,
    Person,
    Reading,
    ReadsSelection,
    Role,
    Viewer,
    list_active_with_role,
    names_of,
)
from genkan.kit import Problem
from genkan.selection.application.application import Application, that_counts
from genkan.selection.application.record import read_record
from genkan.selection.application.seeing import see_document
from genkan.selection.application.store.applications import submissions_of
from genkan.selection.application.store.documents import content_of
from genkan.selection.call.call import Call, CallState
from genkan.selection.decision.exams import exams_of
from genkan.selection.decision.paper import exam_words, measure_words
from genkan.selection.decision.record import told_measure
from genkan.selection.decision.store.decisions import measures_of
from genkan.selection.endpoint.declared import folder_of_keys, variable_of_key
from genkan.selection.endpoint.store.checks import checks_of
from genkan.selection.pages.parts import PagesPart
from genkan.selection.review.reading import read_review
from genkan.selection.review.seeing import see_application
from genkan.selection.review.store.reviews import assignments_of
from genkan.selection.vendor.store.vendors import find_vendor
from genkan.ui import Pages

router = APIRouter(prefix="/selection/applications/{application_id}")


@router.get("")
async def show_application(
    request: Request,
    application_id: str,
    viewer: ReadsSelection,
    connection: Reading,
    pages: PagesPart,
    done: str = "",
) -> Response:
    """The application as it was handed in."""
    application, call = await see_application(connection, viewer, application_id)
    return await show(request, connection, pages, viewer, application, call, done=done)


@router.get("/files/{file_id}")
async def save_file(
    application_id: str, file_id: str, viewer: ReadsSelection, connection: Reading
) -> Response:
    """A file that was handed in, as it came."""
    application, _ = await see_application(connection, viewer, application_id)
    document = await see_document(connection, application, file_id)
    content = await content_of(connection, document.id)
    return Response(content, headers=download_headers(document.name, document.media_type))


async def show(
    request: Request,
    connection: AsyncConnection,
    pages: Pages,
    viewer: Viewer,
    application: Application,
    call: Call,
    *,
    done: str = "",
    problem: Problem | None = None,
    field: str = "",
    typed: Mapping[str, str] | None = None,
) -> Response:
    """The page of one application; with a ``problem``, beside the ``field`` where it arose, and with what was ``typed``."""
    submissions = await submissions_of(connection, application.id)
    parts = await assignments_of(connection, application_ids=[application.id])
    counted = that_counts(submissions)
    return pages.render(
        request,
        "selection/application.html",
        status=problem.status if problem else 200,
        told=pages.explain(request, problem) if problem else None,
        field=field,
        typed=typed or {},
        key_names=(variable_of_key(application.id), folder_of_keys(application.id)),
        checks=(await checks_of(connection, [application.id])).get(application.id, ()),
        measure_words=measure_words,
        exam_words=exam_words,
        told_measure=told_measure,
        may_type=not call.content.announces_sealed_test and not await exams_of(connection, call),
        application=application,
        call=call,
        company=await find_vendor(connection, vendor_id=application.vendor_id),
        submissions=submissions[::-1],
        counted=counted,
        record=read_record(counted.record) if counted else None,
        review=await read_review(connection, call.content, application.id),
        parts=parts,
        names=await names_of(connection, sorted({each.person_id for each in parts})),
        reviewers=[(each.id, each.name) for each in await _reviewers(connection, viewer)],
        measures=(await measures_of(connection, [application.id])).get(application.id, ()),
        may_assign=viewer.may(Permission.RUN_SELECTION) and call.state is CallState.PUBLISHED,
        done=done,
    )


async def _reviewers(connection: AsyncConnection, viewer: Viewer) -> list[Person]:
    """The people of the organisation who may review."""
    own = viewer.organisation.id
    return list(await list_active_with_role(connection, Role.REVIEWER, organisation_id=own))
