"""How answers end: each outcome recorded with the text so far, on both engines."""

import asyncio
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from aiohttp import web
from sqlalchemy import select

from genkan.catalogue import Answer as Fact
from genkan.catalogue import DeploymentDraft, InformationClass
from genkan.gateway import AnswerState, Gateway, Outcome, TooManyAnswers
from genkan.gateway.gateway import OPEN_ANSWERS
from genkan.gateway.store import answers
from genkan.gateway.store.answers import answer as answer_table
from genkan.gateway.store.calls import call
from genkan.governance.ledger.store.tables import ledger_event
from genkan.governance.store.tables import person
from genkan.kit import system_clock
from tests.gateway.conftest import EXTRACT, House

SAFE = {"place": "JP", "vendor_logging": Fact.NO, "learning": Fact.NO, "ceiling": InformationClass.TWO}


def model(address: str, **changes: object) -> DeploymentDraft:
    return DeploymentDraft(
        title="試験用モデル",
        protocol="openai_chat",
        address=address,
        remote_model="small",
        **{**SAFE, **changes},
    )


async def speak(response: web.StreamResponse, *pieces: str) -> None:
    for piece in pieces:
        chunk = {"choices": [{"index": 0, "delta": {"content": piece}}]}
        await response.write(f"data: {json.dumps(chunk)}\n\n".encode())


async def begin(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"content-type": "text/event-stream"})
    await response.prepare(request)
    return response


async def finish(response: web.StreamResponse, reason: str = "stop") -> web.StreamResponse:
    last = {
        "choices": [{"index": 0, "delta": {}, "finish_reason": reason}],
        "usage": {"prompt_tokens": 7, "completion_tokens": 3},
    }
    await response.write(f"data: {json.dumps(last)}\n\ndata: [DONE]\n\n".encode())
    return response


async def complete(request: web.Request) -> web.StreamResponse:
    response = await begin(request)
    await speak(response, "移管", "します。")
    return await finish(response)


async def too_long(request: web.Request) -> web.StreamResponse:
    response = await begin(request)
    await speak(response, "移管")
    return await finish(response, "length")


async def half(request: web.Request) -> web.StreamResponse:
    response = await begin(request)
    await speak(response, "移管")
    return response


async def refusing(request: web.Request) -> web.StreamResponse:
    return web.json_response({"error": {"message": "no"}}, status=400)


async def row_of(house: House, answer_id: str) -> dict[str, object]:
    await house.gateway.settle()
    async with house.database.read() as connection:
        return dict(
            (await connection.execute(select(call).where(call.c.answer_id == answer_id))).mappings().one()
        )


async def kinds(house: House) -> list[str]:
    async with house.database.read() as connection:
        rows = await connection.execute(select(ledger_event.c.kind).order_by(ledger_event.c.id))
        return [kind for kind in rows.scalars() if kind.startswith("gateway:call:")]


async def test_an_extract_answer_quotes_and_is_labelled(house: House) -> None:
    answer = await house.end_of(await house.ask(await house.connect(EXTRACT)))
    assert answer.outcome is Outcome.COMPLETED
    assert answer.text.startswith("抽出回答（生成AIではありません）")
    assert "「文書管理者は、保存期間が満了した行政文書を国立公文書館に移管する。」[1]" in answer.text


@pytest.mark.parametrize(
    ("handler", "outcome", "text"),
    [
        (complete, Outcome.COMPLETED, "移管します。"),
        (too_long, Outcome.TRUNCATED, "移管"),
        (half, Outcome.BROKEN, "移管"),
        (refusing, Outcome.REFUSED_BY_ENDPOINT, ""),
    ],
)
async def test_an_endpoint_s_answer_ends_so(house: House, endpoint, handler, outcome, text) -> None:
    deployment = await house.connect(model(await endpoint(handler)))
    answer = await house.end_of(await house.ask(deployment))
    assert (answer.outcome, answer.text) == (outcome, text)
    assert bool(answer.sentence and answer.next_step) == (outcome is not Outcome.COMPLETED)
    row = await row_of(house, answer.id)
    assert (row["outcome"], row["output_characters"]) == (outcome, len(text))
    assert await kinds(house) == ["gateway:call:allowed", "gateway:call:ended"]


async def test_reported_usage_and_the_price_of_the_day_are_metered(house: House, endpoint) -> None:
    prices = {"input_price": Decimal(60), "output_price": Decimal(250), "price_date": date(2026, 11, 1)}
    draft = model(await endpoint(complete), **prices)
    answer = await house.end_of(await house.ask(await house.connect(draft)))
    row = await row_of(house, answer.id)
    assert (row["input_tokens"], row["output_tokens"], row["tokens_reported"]) == (7, 3, True)
    assert row["price_micro_yen"] == 7 * 60 + 3 * 250


async def test_a_dead_endpoint_is_an_outcome(house: House) -> None:
    deployment = await house.connect(model("http://127.0.0.1:9/v1"))
    answer = await house.end_of(await house.ask(deployment))
    assert answer.outcome is Outcome.UNREACHABLE
    assert answer.sentence == "モデルの接続先に接続できませんでした。"


async def test_what_the_policy_refuses_never_leaves(house: House, endpoint) -> None:
    asked: list[web.Request] = []

    async def listening(request: web.Request) -> web.StreamResponse:
        asked.append(request)
        return await complete(request)

    deployment = await house.connect(model(await endpoint(listening), ceiling=InformationClass.ONE))
    answer = await house.end_of(await house.ask(deployment, information_class=InformationClass.TWO))
    assert answer.outcome is Outcome.REFUSED_BY_POLICY
    assert "機密性1" in answer.sentence
    assert asked == []
    assert await kinds(house) == ["gateway:call:refused", "gateway:call:ended"]


async def test_personal_data_is_masked_on_the_way_and_restored_for_the_person(house: House, endpoint) -> None:
    heard: list[str] = []

    async def echoing(request: web.Request) -> web.StreamResponse:
        words = (await request.json())["messages"][-1]["content"]
        heard.append(words)
        response = await begin(request)
        await speak(response, *words)
        return await finish(response)

    deployment = await house.connect(model(await endpoint(echoing), vendor_logging=Fact.UNKNOWN))
    answer = await house.end_of(await house.ask(deployment, "連絡先はhanako@example.go.jpです。"))
    assert "hanako@example.go.jp" not in heard[0]
    assert answer.text == "連絡先はhanako@example.go.jpです。"
    assert "個人情報" in answer.notice


async def test_stop_keeps_the_text_so_far_and_ends_the_call_upstream(house: House, endpoint) -> None:
    gone = asyncio.Event()

    async def endless(request: web.Request) -> web.StreamResponse:
        response = await begin(request)
        try:
            await speak(response, "移管")
            while True:
                await asyncio.sleep(0.02)
                await speak(response, "。")
        except (ConnectionError, asyncio.CancelledError):
            gone.set()
            raise

    answer_id = await house.ask(await house.connect(model(await endpoint(endless))))
    async for progress in house.gateway.follow(answer_id):
        if progress.text:
            break
    async with house.database.write() as connection:
        await house.gateway.stop_answer(connection, answer_id)
    answer = await house.end_of(answer_id)
    assert answer.outcome is Outcome.STOPPED
    assert answer.text.startswith("移管")
    await asyncio.wait_for(gone.wait(), 5)


async def test_a_person_who_was_deactivated_is_refused_at_the_door(house: House) -> None:
    deployment = await house.connect(EXTRACT)
    async with house.database.write() as connection:
        await connection.execute(person.update().values(active=False))
    answer = await house.end_of(await house.ask(deployment))
    assert answer.outcome is Outcome.REFUSED_BY_POLICY
    assert answer.sentence == "この利用者は、現在利用を停止されています。"


async def test_an_answer_whose_process_died_is_interrupted_with_its_text(house: House) -> None:
    answer_id = await house.ask(await house.connect(EXTRACT))
    await house.end_of(answer_id)
    async with house.database.write() as connection:
        await connection.execute(
            answer_table.update().values(
                state=AnswerState.WRITING, outcome=None, text="届いた分", ended_at=None
            )
        )
    await house.gateway.writer.lose(answer_id)
    async with house.database.read() as connection:
        answer = await answers.find(connection, answer_id)
    assert (answer.outcome, answer.text) == (Outcome.INTERRUPTED, "届いた分")


async def test_another_process_follows_through_the_database(house: House, tmp_path: Path) -> None:
    elsewhere = Gateway(
        house.database,
        ledger=house.ledger,
        queue=house.queue,
        clock=system_clock,
        folder=tmp_path / "elsewhere",
    )
    answer_id = await house.ask(await house.connect(EXTRACT))
    last = [progress async for progress in elsewhere.follow(answer_id)][-1]
    assert last.outcome is Outcome.COMPLETED
    assert "移管する" in last.text


async def test_the_text_is_in_no_record_but_the_answer(house: House) -> None:
    secret = "特別な合言葉XYZ"
    answer = await house.end_of(await house.ask(await house.connect(EXTRACT), secret))
    async with house.database.read() as connection:
        events = (await connection.execute(select(ledger_event))).mappings().all()
    row = await row_of(house, answer.id)
    assert secret not in json.dumps([dict(event) for event in events], default=str, ensure_ascii=False)
    assert secret not in json.dumps(row, default=str, ensure_ascii=False)


async def test_what_was_stopped_while_waiting_never_leaves(house: House) -> None:
    deployment = await house.connect(EXTRACT)
    async with house.database.write() as connection:
        answer_id = await house.gateway.ask(connection, house.ask_of(deployment))
        await house.gateway.stop_answer(connection, answer_id)
    answer = await house.end_of(answer_id)
    assert (answer.outcome, answer.text) == (Outcome.STOPPED, "")
    assert await kinds(house) == ["gateway:call:ended"]


async def test_a_stop_after_the_end_changes_nothing(house: House) -> None:
    answer_id = await house.ask(await house.connect(EXTRACT))
    ended = await house.end_of(answer_id)
    async with house.database.write() as connection:
        await house.gateway.stop_answer(connection, answer_id)
    await house.gateway.writer.lose(answer_id)
    assert await house.end_of(answer_id) == ended
    assert (await row_of(house, answer_id))["outcome"] == Outcome.COMPLETED


async def test_one_person_cannot_keep_all_others_waiting(house: House) -> None:
    question = house.ask_of(await house.connect(EXTRACT))
    with pytest.raises(TooManyAnswers):
        async with house.database.write() as connection:
            for _ in range(OPEN_ANSWERS + 1):
                await house.gateway.ask(connection, question)
