"""The form of a comparison, and the list of the person's own."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from genkan.catalogue import InformationClass
from genkan.gateway import QUESTION_LIMIT, GatewayProblem
from genkan.governance import DatabasePart, FormRoute, Now, Reading, UsesWorkspace, Viewer
from genkan.kit import Problem, new_id
from genkan.knowledge import Asker, Collection, KnowledgeProblem, Library, reader_of, usual_collections
from genkan.storage import Database
from genkan.trial.arms import eligible_arms, no_model_is_connected
from genkan.trial.consent import invitation_for
from genkan.trial.errors import TooFewArms, TrialProblem
from genkan.trial.pages.parts import ComparerPart, LibraryPart, PagesPart
from genkan.trial.pages.sources import Translate
from genkan.trial.pages.view import translate_for
from genkan.trial.question import OFFERED_CLASSES, Question, QuestionForm, read_question
from genkan.trial.store import recent_comparisons
from genkan.ui import Pages

LARGEST_FORM = 32 * 1024 * 1024
FIELDS = {
    "QuestionEmpty": "question",
    "QuestionTooLong": "question",
    "InformationClassMissing": "information_class",
    "InformationClassRefused": "information_class",
    "TooFewArms": "information_class",
    "CollectionUnknown": "collection",
    "CollectionTooConfidential": "collection",
}

router = APIRouter(route_class=FormRoute)


async def _read_form(request: Request) -> QuestionForm:
    """The form with every character that was sent, however many: it is shown again where it is refused."""
    async with request.form(max_part_size=LARGEST_FORM) as form:
        texts = {name: value for name, value in form.items() if isinstance(value, str)}
        chosen = tuple(value for value in form.getlist("collection") if isinstance(value, str))
    return QuestionForm(
        question=texts.get("question", ""),
        information_class=texts.get("information_class", ""),
        searches="search" in texts,
        collection_ids=chosen,
        sending_id=texts.get("sending_id", ""),
    )


PostedQuestion = Annotated[QuestionForm, Depends(_read_form)]


@router.get("/compare")
async def show_form(
    request: Request,
    viewer: UsesWorkspace,
    connection: Reading,
    library: LibraryPart,
    pages: PagesPart,
    clock: Now,
) -> HTMLResponse:
    """An empty form with the same choices as that of the chat, and what the person compared before."""
    readable = await library.readable_collections(connection, await reader_of(connection, viewer.person))
    usual = usual_collections(readable, organisation_id=viewer.organisation.id)
    form = QuestionForm(
        information_class=await _safest_class(connection, viewer),
        collection_ids=tuple(collection.id for collection in usual),
        sending_id=new_id(clock),
    )
    return await _render(request, pages, connection, viewer, form, readable)


@router.post("/compare")
async def compare(
    request: Request,
    viewer: UsesWorkspace,
    form: PostedQuestion,
    database: DatabasePart,
    comparer: ComparerPart,
    library: LibraryPart,
    pages: PagesPart,
) -> Response:
    """Start a comparison; a form that is refused comes back with everything that was typed."""
    try:
        question = await _search(form, database=database, library=library, viewer=viewer)
        async with database.write() as connection:
            comparison_id = await comparer.start(
                connection, question, person=viewer.person, sending_id=form.sending_id
            )
    except (TrialProblem, GatewayProblem, KnowledgeProblem) as problem:
        async with database.read() as connection:
            readable = await library.readable_collections(
                connection, await reader_of(connection, viewer.person)
            )
            return await _render(request, pages, connection, viewer, form, readable, problem=problem)
    return RedirectResponse(f"/compare/{comparison_id}", status_code=303)


async def _safest_class(connection: AsyncConnection, viewer: Viewer) -> str:
    """The highest class that can be compared, for a forgotten choice must not let too much out; empty for none."""
    for level in reversed(OFFERED_CLASSES):
        with suppress(TooFewArms):
            await eligible_arms(connection, viewer.person, information_class=level)
            return str(int(level))
    return ""


async def _search(form: QuestionForm, *, database: Database, library: Library, viewer: Viewer) -> Question:
    """Check the form and find its sources; no transaction is open during the search."""
    async with database.read() as connection:
        readable = await library.readable_collections(connection, await reader_of(connection, viewer.person))
    asker = Asker(organisation_id=viewer.organisation.id, person_id=viewer.person.id)
    return await read_question(form, library=library, readable=readable, asker=asker)


async def _render(
    request: Request,
    pages: Pages,
    connection: AsyncConnection,
    viewer: Viewer,
    form: QuestionForm,
    readable: Sequence[Collection],
    *,
    problem: Problem | None = None,
) -> HTMLResponse:
    return pages.render(
        request,
        "trial/compare.html",
        status=problem.status if problem else 200,
        form=form,
        collections=[_option(collection, translate_for(request, pages)) for collection in readable],
        limit=QUESTION_LIMIT,
        problem=pages.explain(request, problem) if problem else None,
        wrong_field=FIELDS.get(type(problem).__name__, ""),
        without_model=await no_model_is_connected(connection),
        recent=await recent_comparisons(connection, person_id=viewer.person.id),
        invitation=await invitation_for(connection, viewer.person),
    )


def _option(collection: Collection, translate: Translate) -> tuple[str, str, str]:
    """Value, text and explanation of a check box."""
    label = InformationClass(collection.information_class).label
    return collection.id, collection.title, translate(label)
