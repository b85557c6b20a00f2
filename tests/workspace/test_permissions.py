"""What belongs to another person does not exist."""

import pytest

from genkan.governance import Role
from tests.workspace.conftest import Workspace

READING = ["", "/events"]
DEEDS = ["/questions", "/stop", "/regenerate", "/edit", "/feedback", "/rename", "/delete"]


@pytest.mark.parametrize("elsewhere", [False, True], ids=["a colleague", "another organisation"])
async def test_every_route_of_a_conversation_is_its_owners(workspace: Workspace, elsewhere: bool) -> None:
    await workspace.connect()
    owner = await workspace.browser()
    path = await workspace.ask(owner)
    answer, turn = (await workspace.answers())[0].id, (await workspace.rows("turn"))[0]["id"]
    before = (
        await workspace.rows("conversation"),
        await workspace.rows("turn"),
        await workspace.rows("answer"),
    )
    other = await workspace.browser("例示太郎", of=workspace.city if elsewhere else None)
    form = {
        **await workspace.form(other),
        "question": "日当は？",
        "answer": answer,
        "turn": turn,
        "title": "別の名前",
        "helpful": "yes",
    }

    for route in READING:
        await other.get(path + route, status=404)
    await other.get(f"/chat?turn={turn}", status=404)
    for route in DEEDS:
        await other.post(path + route, form, status=404)

    after = await workspace.rows("conversation"), await workspace.rows("turn"), await workspace.rows("answer")
    assert before == after
    assert path not in (await other.get("/conversations")).decode()
    assert path not in (await other.get("/")).decode()


@pytest.mark.parametrize("route", ["/stop", "/feedback"])
async def test_an_answer_is_reached_through_its_own_conversation_only(
    workspace: Workspace, route: str
) -> None:
    await workspace.connect()
    browser = await workspace.browser()
    first, second = await workspace.ask(browser), await workspace.ask(browser)
    form = {"answer": (await workspace.answers())[0].id, "helpful": "yes"}
    owners = {row["last_answer_id"]: f"/chat/{row['id']}" for row in await workspace.rows("conversation")}
    other = second if owners[form["answer"]] == first else first
    await browser.post(other + route, form, status=404)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.AUDITOR, Role.REVIEWER, Role.MARKER])
async def test_roles_without_a_workspace_find_none(workspace: Workspace, role: Role) -> None:
    await workspace.connect()
    path = await workspace.ask(await workspace.browser())
    browser = await workspace.browser("例示次郎", role)
    for route in ("/chat", "/conversations", path):
        await browser.get(route, status=404)
    await browser.post("/chat", {"question": "日当は？"}, status=404)


async def test_nobody_is_let_in_without_signing_in(workspace: Workspace) -> None:
    browser = await workspace.browser()
    browser.client.cookies.clear()
    for path in ("/", "/chat", "/conversations"):
        response = await browser.client.get(path)
        assert response.status_code == 303
        assert response.headers["location"].startswith("/sign-in?next=")


async def test_a_collection_of_another_organisation_cannot_be_searched(workspace: Workspace) -> None:
    await workspace.connect()
    foreign = await workspace.add_collection("例示市例規集", of=workspace.city)
    await workspace.add_collection("例示省規程集")
    browser = await workspace.browser()
    form = await workspace.form(browser)
    assert form["collections"] != [foreign.id]
    await browser.post("/chat", {**form, "question": "日当は？", "collections": [foreign.id]}, status=404)
    assert await workspace.rows("conversation") == []
