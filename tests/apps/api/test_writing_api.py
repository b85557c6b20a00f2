"""``POST /api/official-writing``: for programs with a key, and for people who are signed in."""

import json
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from genkan.apps import examine, open_checker, report_shape
from genkan.catalogue import InformationClass
from genkan.gateway import KeyDraft, issue_key
from genkan.governance import Role
from tests.workspace.conftest import Workspace

PATH = "/api/official-writing"
TEXT = "申し込みを受付けます。通知に「行なう」とあります。"


async def program(workspace: Workspace) -> dict[str, str]:
    """The header of a program with a new key."""
    owner = await workspace.person("例示太郎")
    draft = KeyDraft(
        title="文書管理",
        organisation_id=workspace.ministry.id,
        owner_id=owner.id,
        expires_at=workspace.clock() + timedelta(days=30),
        ceiling=InformationClass.ONE,
    )
    parts = workspace.parts
    async with parts.database.write() as connection:
        _, secret = await issue_key(
            connection, draft, ledger=parts.ledger, clock=workspace.clock, actor="command_line"
        )
    await parts.gateway.programs.keeper.look()
    return {"authorization": f"Bearer {secret}"}


def outside(workspace: Workspace) -> httpx2.AsyncClient:
    """A client in which nobody is signed in."""
    transport = httpx2.ASGITransport(app=workspace.application)
    return httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000")


async def test_a_program_and_a_person_get_the_same_report(workspace: Workspace) -> None:
    wanted = json.loads(json.dumps(report_shape(examine(open_checker(), TEXT))))
    async with outside(workspace) as client:
        answer = await client.post(PATH, json={"text": TEXT}, headers=await program(workspace))
    assert answer.status_code == 200, answer.text
    assert answer.json() == wanted
    assert answer.headers["cache-control"] == "private, no-store"
    person = await workspace.browser()
    assert (await person.client.post(PATH, json={"text": TEXT})).json() == wanted
    assert [finding["found"] for finding in wanted["findings"]] == ["申し込み", "受付け"]


async def test_the_kind_of_text_on_request(workspace: Workspace) -> None:
    person = await workspace.browser()
    answer = (await person.client.post(PATH, json={"text": TEXT, "kind": "public"})).json()
    assert [finding["found"] for finding in answer["findings"]] == ["受付け"]
    unknown = await person.client.post(PATH, json={"text": TEXT, "kind": "poem"})
    assert unknown.status_code == 422


async def test_quotations_on_request(workspace: Workspace) -> None:
    person = await workspace.browser()
    answer = (await person.client.post(PATH, json={"text": TEXT, "quotations": True})).json()
    assert [finding["rule"] for finding in answer["findings"]][-1] == "okurigana"
    assert answer["score"]["errors"] == 3


# (body, status, part of what is said)
REFUSED: list[tuple[Any, int, str]] = [
    (b"{", 422, "要求の内容を読み取れません"),
    (b"\xff", 422, "要求の内容を読み取れません"),
    ({"text": 5}, 422, "要求の内容を読み取れません"),
    ({"text": "会議を開く。", "model": "x"}, 422, "要求の内容を読み取れません"),
    ({"text": ""}, 422, "文章が入力されていません"),
    ({"text": "議" * 100_001}, 422, "文章が長すぎます"),
    ({"text": "議" * 700_000}, 422, "文章が長すぎます"),
]


@pytest.mark.parametrize(("body", "status", "said"), REFUSED, ids=range(len(REFUSED)))
async def test_what_cannot_be_read_is_refused(
    workspace: Workspace, body: Any, status: int, said: str
) -> None:
    person = await workspace.browser()
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = await person.client.post(PATH, content=content)
    assert answer.status_code == status
    assert said in answer.json()["error"]
    assert answer.json()["next_step"]


async def test_who_may_not(workspace: Workspace) -> None:
    async with outside(workspace) as client:
        for stated, status in (("Bearer wrong", 401), ("Basic x", 401), ("", 403)):
            headers = {"authorization": stated} if stated else {}
            answer = await client.post(PATH, json={"text": TEXT}, headers=headers)
            assert answer.status_code == status, answer.text
    auditor = await workspace.browser("監査三郎", Role.AUDITOR)
    assert (await auditor.client.post(PATH, json={"text": TEXT})).status_code == 404
