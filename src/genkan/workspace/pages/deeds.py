"""What a person does in a conversation besides asking: stop, once more, in other words, judge, rename, delete."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from genkan.gateway import QuestionRefused
from genkan.governance import DatabasePart, FormRoute, UsesWorkspace, Writing
from genkan.kit import Problem
from genkan.workspace.feedback import checked_opinion
from genkan.workspace.pages.parts import AskingPart, ChatTrialPart, ReactingPart, TidyingPart
from genkan.workspace.pages.refusal import EDIT, JUDGE, REGENERATE, RENAME
from genkan.workspace.pages.showing import ShowerPart
from genkan.workspace.store.conversations import find_conversation

router = APIRouter(route_class=FormRoute)

HERE = 303
Text = Annotated[str, Form()]


@router.post("/chat/{conversation_id}/stop")
async def stop(
    conversation_id: str,
    viewer: UsesWorkspace,
    connection: Writing,
    reacting: ReactingPart,
    answer: Text = "",
) -> Response:
    """Stop the answer, and what was written of it stays; say so where it had ended before."""
    stopped = await reacting.stop(connection, viewer, conversation_id, answer_id=answer)
    told = "" if stopped else "?stopped=late"
    return RedirectResponse(f"/chat/{conversation_id}{told}#answer-{answer}", HERE)


@router.post("/chat/{conversation_id}/regenerate")
async def regenerate(
    conversation_id: str,
    viewer: UsesWorkspace,
    database: DatabasePart,
    asking: AskingPart,
    shower: ShowerPart,
    turn: Text = "",
    deployment: Text = "",
) -> Response:
    """Have the last question answered once more; a model that may not be asked is said beside the answer."""
    try:
        await asking.regenerate(viewer, conversation_id, turn_id=turn, deployment_id=deployment)
    except QuestionRefused as problem:
        refusal = shower.refuse(problem, REGENERATE, about=turn, typed=deployment)
        return await shower.page_again(database, conversation_id, refusal)
    return RedirectResponse(await shower.address_after(database, conversation_id, turn_id=turn), HERE)


@router.post("/chat/{conversation_id}/edit")
async def edit(
    conversation_id: str,
    viewer: UsesWorkspace,
    database: DatabasePart,
    asking: AskingPart,
    shower: ShowerPart,
    turn: Text = "",
    question: Text = "",
) -> Response:
    """Ask a question in other words; a question that cannot be taken comes back with every word."""
    try:
        new = await asking.edit(viewer, conversation_id, turn_id=turn, question=question)
    except Problem as problem:
        refusal = shower.refuse(problem, EDIT, about=turn, typed=question)
        return await shower.page_again(database, conversation_id, refusal)
    return RedirectResponse(await shower.address_after(database, conversation_id, turn_id=new), HERE)


@router.post("/chat/{conversation_id}/feedback")
async def judge(
    request: Request,
    conversation_id: str,
    viewer: UsesWorkspace,
    database: DatabasePart,
    reacting: ReactingPart,
    shower: ShowerPart,
    answer: Text = "",
    helpful: Text = "",
    comment: Text = "",
) -> Response:
    """Keep what the person thought of an answer; a comment that cannot be taken comes back."""
    reasons = [str(reason) for reason in (await request.form()).getlist(f"reasons-{answer}")]
    try:
        opinion = checked_opinion(helpful=helpful, reasons=reasons, comment=comment)
        async with database.write() as connection:
            await reacting.judge(connection, viewer, conversation_id, answer_id=answer, opinion=opinion)
    except Problem as problem:
        refusal = shower.refuse(problem, JUDGE, about=answer, typed=comment)
        return await shower.page_again(database, conversation_id, refusal)
    return RedirectResponse(f"/chat/{conversation_id}?answer={answer}#{_place_of_thanks(answer)}", HERE)


@router.post("/chat/{conversation_id}/reveal")
async def reveal(
    conversation_id: str, viewer: UsesWorkspace, connection: Writing, trial: ChatTrialPart
) -> Response:
    """Tell the models of the conversation, which then counts in no trial and goes on outside of it."""
    conversation = await find_conversation(
        connection, conversation_id, person_id=viewer.person.id, to_change=True
    )
    await trial.reveal(connection, conversation.id, person_id=viewer.person.id)
    return RedirectResponse(f"/chat/{conversation_id}", HERE)


@router.post("/chat/{conversation_id}/rename")
async def rename(
    conversation_id: str,
    viewer: UsesWorkspace,
    database: DatabasePart,
    tidying: TidyingPart,
    shower: ShowerPart,
    title: Text = "",
    came_from: Annotated[str, Form(alias="from")] = "",
) -> Response:
    """Give the conversation another title; one that cannot be taken comes back."""
    try:
        async with database.write() as connection:
            await tidying.rename(connection, viewer, conversation_id, title=title)
    except Problem as problem:
        refusal = shower.refuse(problem, RENAME, typed=title)
        return await shower.page_again(database, conversation_id, refusal)
    return RedirectResponse("/conversations" if came_from == "list" else f"/chat/{conversation_id}", HERE)


@router.post("/chat/{conversation_id}/delete")
async def delete(
    conversation_id: str, viewer: UsesWorkspace, connection: Writing, tidying: TidyingPart
) -> Response:
    """Delete the conversation; the form asks for confirmation before."""
    await tidying.delete(connection, viewer, conversation_id)
    return RedirectResponse("/conversations?deleted=yes", HERE)


def _place_of_thanks(answer_id: str) -> str:
    return f"feedback-{answer_id}"
