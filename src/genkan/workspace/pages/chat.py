"""Chat: a new conversation, a conversation, the next question."""

from typing import Annotated

from fastapi import APIRouter, Form
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from genkan.gateway import QUESTION_LIMIT
from genkan.governance import DatabasePart, FormRoute, Reading, UsesWorkspace
from genkan.kit import Problem
from genkan.workspace.errors import TurnUnknown
from genkan.workspace.examples import example_questions
from genkan.workspace.giving import model_is_given
from genkan.workspace.offer import read_offer
from genkan.workspace.opening import checked_class
from genkan.workspace.pages.composer import ComposerMaker
from genkan.workspace.pages.forms import PostedQuestion, QuestionForm
from genkan.workspace.pages.parts import AskingPart
from genkan.workspace.pages.refusal import ASK, Refusal
from genkan.workspace.pages.seeing import note_if_seen
from genkan.workspace.pages.showing import HISTORY_LENGTH, Shower, ShowerPart
from genkan.workspace.recent import recent_conversations, usual_deployment
from genkan.workspace.store import turns
from genkan.workspace.store.conversations import find_conversation

router = APIRouter(route_class=FormRoute)

HERE = 303


@router.get("/chat")
async def show_new(
    connection: Reading, shower: ShowerPart, question: str = "", turn: str = ""
) -> HTMLResponse:
    """The form of a new conversation, empty, with an example, or with a question that was asked before."""
    text = await _question_of_turn(connection, shower, turn) if turn else question[:QUESTION_LIMIT]
    return await _new_page(connection, shower, QuestionForm(question=text))


@router.post("/chat/prepared")
async def show_prepared(
    connection: Reading, shower: ShowerPart, question: Annotated[str, Form()] = ""
) -> HTMLResponse:
    """The same with a text that was prepared elsewhere and may be long; nothing is asked yet."""
    return await _new_page(connection, shower, QuestionForm(question=question[:QUESTION_LIMIT]))


@router.post("/chat")
async def begin(
    viewer: UsesWorkspace,
    form: PostedQuestion,
    database: DatabasePart,
    asking: AskingPart,
    shower: ShowerPart,
) -> Response:
    """Begin a conversation; a form that cannot be taken comes back with every word."""
    try:
        information_class = checked_class(form.information_class)
        conversation_id = await asking.begin(viewer, draft=form.draft(), information_class=information_class)
    except Problem as problem:
        refusal = shower.refuse(problem, ASK)
        async with database.read() as connection:
            return await _new_page(connection, shower, form, refusal=refusal)
    return RedirectResponse(await shower.address_after(database, conversation_id), HERE)


@router.get("/chat/{conversation_id}")
async def show(
    conversation_id: str,
    database: DatabasePart,
    shower: ShowerPart,
    turn: str = "",
    answer: str = "",
    stopped: str = "",
) -> HTMLResponse:
    """The conversation as it stands, or with an earlier question or answer; ``stopped=late`` came too late to stop."""
    async with database.read() as connection:
        record = await shower.read(connection, conversation_id, turn_id=turn, answer_id=answer)
        response = await shower.page(connection, record, stopped_late=stopped == "late")
    await note_if_seen(
        database, record, now=shower.clock()
    )  # one connection at a time, or many pages block each other
    return response


@router.post("/chat/{conversation_id}/questions")
async def ask_next(
    conversation_id: str,
    viewer: UsesWorkspace,
    form: PostedQuestion,
    database: DatabasePart,
    asking: AskingPart,
    shower: ShowerPart,
) -> Response:
    """Ask the next question; a form that cannot be taken comes back with every word."""
    try:
        turn_id = await asking.ask_next(viewer, conversation_id, draft=form.draft())
    except Problem as problem:
        refusal = shower.refuse(problem, ASK, question=form)
        return await shower.page_again(database, conversation_id, refusal)
    return RedirectResponse(await shower.address_after(database, conversation_id, turn_id=turn_id), HERE)


async def _new_page(
    connection: AsyncConnection, shower: Shower, form: QuestionForm, *, refusal: Refusal | None = None
) -> HTMLResponse:
    offer = await read_offer(connection, shower.library, shower.viewer)
    history = await recent_conversations(
        connection, shower.gateway, person_id=shower.viewer.person.id, limit=HISTORY_LENGTH
    )
    given = await model_is_given(connection, shower.viewer.person, clock=shower.clock)
    return shower.pages.render(
        shower.request,
        "workspace/new.html",
        status=refusal.problem.status if refusal else 200,
        composer=ComposerMaker(offer, shower.clock, shower.translate, given).new(
            form, usual=usual_deployment(history), refusal=refusal
        ),
        history=history,
        examples=await example_questions(connection, shower.library, offer.readable),
    )


async def _question_of_turn(connection: AsyncConnection, shower: Shower, turn_id: str) -> str:
    """The question of the viewer's own turn; raises ``TurnUnknown`` for any other."""
    turn = await turns.find_turn(connection, turn_id)
    if turn is None:
        raise TurnUnknown
    await find_conversation(connection, turn.conversation_id, person_id=shower.viewer.person.id)
    return turn.question
