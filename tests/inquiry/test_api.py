"""Programs hand letters in with the key of an officer, and ask where they stand; a repeated request adds nothing."""

import asyncio
from base64 import b64encode
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from genkan.gateway import KeyDraft, issue_key
from genkan.governance import Person
from tests.inquiry.conftest import Desk

PATH = "/api/inquiries"
LETTER = {"text": "手数料はいくらですか。", "name": "例示太郎", "email": "taro@example.jp"}


async def program(desk: Desk, owner: Person | None = None) -> httpx2.AsyncClient:
    """A program with a key for which the person answers, an officer if nothing else is said."""
    parts, person = desk.workspace.parts, owner or desk.sakura.person
    draft = KeyDraft(
        title="受付の連携",
        organisation_id=person.organisation_id,
        owner_id=person.id,
        expires_at=parts.clock() + timedelta(days=9),
    )
    async with parts.database.write() as connection:
        _, secret = await issue_key(
            connection, draft, ledger=parts.ledger, clock=parts.clock, actor="command_line"
        )
    await parts.gateway.programs.keeper.look()
    transport = httpx2.ASGITransport(app=desk.workspace.application)
    headers = {"authorization": f"Bearer {secret}"}
    return httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000", headers=headers)


async def test_a_letter_becomes_a_case_whose_state_can_be_asked(desk: Desk) -> None:
    file = {"name": "メモ.txt", "content": b64encode(b"words").decode()}
    async with await program(desk) as client:
        told = await client.post(PATH, json={**LETTER, "files": [file]})
        assert told.status_code == 201, told.text
        assert told.json()["number"] == "R8-000001"
        assert (await client.get(f"{PATH}/r8-1")).json() == told.json()
        assert (await client.get(f"{PATH}/R8-000002")).status_code == 404
    (case,) = await desk.workspace.rows("inquiry_case")
    assert (case["channel"], case["text"]) == ("api", LETTER["text"])
    assert [row["content"] for row in await desk.workspace.rows("inquiry_attachment")] == [b"words"]


async def test_the_same_request_again_gives_the_same_case(desk: Desk) -> None:
    async with await program(desk) as client:
        headers = {"idempotency-key": "one"}
        async with asyncio.timeout(60):
            told = await asyncio.gather(*(client.post(PATH, json=LETTER, headers=headers) for _ in range(6)))
        assert sorted(each.status_code for each in told) == [200] * 5 + [201]
        assert {each.json()["number"] for each in told} == {"R8-000001"}
        other = await client.post(PATH, json=LETTER, headers={"idempotency-key": "two"})
        assert other.json()["number"] == "R8-000002"


async def test_a_key_of_another_letter_or_beyond_its_length_is_refused(desk: Desk) -> None:
    file = {"name": "メモ.txt", "content": b64encode(b"words").decode()}
    async with await program(desk) as client:
        headers = {"idempotency-key": "one"}
        assert (await client.post(PATH, json=LETTER, headers=headers)).status_code == 201
        for changed in ({"text": "開庁時間を教えてください。"}, {"files": [file]}):
            told = await client.post(PATH, json={**LETTER, **changed}, headers=headers)
            assert told.status_code == 422
            assert "異なる内容の照会" in told.json()["error"]
        told = await client.post(PATH, json=LETTER, headers={"idempotency-key": "k" * 201})
        assert (told.status_code, "長すぎます" in told.json()["error"]) == (422, True)
    assert len(await desk.workspace.rows("inquiry_case")) == 1


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"text": ""}, 422, "照会の内容を入力してください"),
        ({"text": "字" * 100_001}, 422, "100,000文字以内"),
        ({**LETTER, "email": "no address"}, 422, "「email」を読み取れません"),
        ({**LETTER, "files": [{"name": "a", "content": "!"}]}, 422, "「files」を読み取れません"),
        (
            {**LETTER, "files": [{"name": "a.exe", "content": b64encode(b"MZ\x90\x00\0\0").decode()}]},
            422,
            "プログラム",
        ),
        ({**LETTER, "surprise": 1}, 422, "「text」を読み取れません"),
        ([], 422, "「text」を読み取れません"),
    ],
)
async def test_what_is_no_letter_is_refused_and_leaves_nothing(
    desk: Desk, body: Any, status: int, words: str
) -> None:
    async with await program(desk) as client:
        told = await client.post(PATH, json=body)
    assert told.status_code == status
    assert words in told.json()["error"]
    assert await desk.workspace.rows("inquiry_case") == []


async def test_only_the_key_of_an_officer_opens_it(desk: Desk) -> None:
    staff = await desk.workspace.person("職員")
    async with await program(desk, staff) as client:
        assert (await client.post(PATH, json=LETTER)).status_code == 404
        client.headers["authorization"] = "Bearer wrong"
        assert (await client.post(PATH, json=LETTER)).status_code == 401
        del client.headers["authorization"]
        assert (await client.get(f"{PATH}/R8-000001")).status_code == 401
    assert await desk.workspace.rows("inquiry_case") == []
