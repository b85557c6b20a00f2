"""Programs written for OpenAI are answered, counted and refused as they would expect, on both engines."""

import asyncio
from datetime import timedelta

import openai
import pytest
from aiohttp import web

from genkan.catalogue import Answer as Fact
from genkan.catalogue import InformationClass
from genkan.gateway import Outcome, revoke_key, rotate_key
from genkan.governance import Duties, deactivate
from genkan.kit import system_clock
from tests.openai_api.conftest import Api
from tests.openai_api.endpoints import WORDS, completion, echo, endless, speak

QUESTION = [{"role": "user", "content": "保存期間が満了した文書はどうしますか。"}]


async def test_a_whole_answer_is_passed_on_and_metered(api: Api) -> None:
    deployment = await api.connect(speak)
    client = await api.client(app="文書検索")
    answer = await client.chat.completions.create(model="small", messages=QUESTION, temperature=0.2)
    assert answer.choices[0].message.content == "".join(WORDS)
    assert answer.usage is not None and answer.usage.total_tokens == 10
    assert api.received == [{"model": "small", "messages": QUESTION, "temperature": 0.2}]
    (row,) = await api.rows()
    assert (row["outcome"], row["deployment_id"], row["app"]) == (Outcome.COMPLETED, deployment, "文書検索")
    assert (row["input_tokens"], row["output_tokens"], row["tokens_reported"]) == (7, 3, True)
    assert (row["model_name"], row["purpose"], row["decision"]) == ("small", "program", "allowed")


async def test_a_stream_is_passed_on_word_for_word(api: Api) -> None:
    await api.connect(speak)
    client = await api.client()
    stream = await client.chat.completions.create(model="small", messages=QUESTION, stream=True)
    chunks = [chunk async for chunk in stream]
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == "".join(WORDS)
    assert all(chunk.usage is None for chunk in chunks), "usage goes only to who asks for it"
    (row,) = await api.rows()
    assert (row["outcome"], row["output_tokens"], row["output_characters"]) == (Outcome.COMPLETED, 3, 6)


async def test_the_usage_of_a_stream_comes_where_it_is_asked_for(api: Api) -> None:
    await api.connect(speak)
    client = await api.client()
    stream = await client.chat.completions.create(
        model="small", messages=QUESTION, stream=True, stream_options={"include_usage": True}
    )
    chunks = [chunk async for chunk in stream]
    assert chunks[-1].usage is not None and chunks[-1].usage.completion_tokens == 3


async def test_personal_data_is_masked_for_the_model_and_restored_for_the_program(api: Api) -> None:
    await api.connect(echo, ceiling=InformationClass.ONE, vendor_logging=Fact.YES)
    client = await api.client()
    words = "連絡先は03-1234-5678です。"
    messages = [{"role": "user", "content": words}]
    stream = await client.chat.completions.create(model="small", messages=messages, stream=True)
    text = "".join([chunk.choices[0].delta.content or "" async for chunk in stream])
    whole = await client.chat.completions.create(model="small", messages=messages)
    assert text == words and whole.choices[0].message.content == words
    assert all("1234" not in str(asked) for asked in api.received)
    assert {row["decision"] for row in await api.rows()} == {"masked"}


async def test_every_turn_and_tool_argument_is_checked(api: Api) -> None:
    await api.connect(echo, ceiling=InformationClass.ONE, vendor_logging=Fact.YES)
    client = await api.client()
    function = {"name": "call", "arguments": '{"phone": "03-1234-5678"}'}
    messages = [
        {"role": "user", "content": [{"type": "text", "text": "前の番号は090-1234-5678です。"}]},
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [{"id": "1", "type": "function", "function": function}],
        },
        {"role": "tool", "tool_call_id": "1", "content": "080-1234-5678に転送"},
        {"role": "user", "content": "続けてください。"},
    ]
    tool = {"name": "call", "description": "窓口は0120-123-456です。", "parameters": {"type": "object"}}
    await client.chat.completions.create(
        model="small", messages=messages, tools=[{"type": "function", "function": tool}]
    )
    sent = str(api.received)
    assert "〔電話番号" in sent
    assert not any(number in sent for number in ("1234", "123-456"))


async def test_pictures_cannot_be_checked_and_do_not_pass(api: Api) -> None:
    await api.connect(speak)
    client = await api.client()
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}}
    with pytest.raises(openai.BadRequestError, match="文章以外") as refused:
        await client.chat.completions.create(model="small", messages=[{"role": "user", "content": [picture]}])
    assert refused.value.code == "content_not_supported"
    assert api.received == []


async def test_the_class_of_the_header_is_what_counts(api: Api) -> None:
    await api.connect(speak, ceiling=InformationClass.ONE)
    client = await api.client(ceiling=InformationClass.TWO)
    two = {"X-Genkan-Information-Class": "2"}
    with pytest.raises(openai.PermissionDeniedError, match="機密性1まで") as refused:
        await client.chat.completions.create(model="small", messages=QUESTION, extra_headers=two)
    assert refused.value.code == "ceiling"
    with pytest.raises(openai.PermissionDeniedError, match="機密性2まで"):
        three = {"X-Genkan-Information-Class": "3"}
        await client.chat.completions.create(model="small", messages=QUESTION, extra_headers=three)
    assert api.received == []
    (row,) = await api.rows()
    assert (row["outcome"], row["decision"]) == (Outcome.REFUSED_BY_POLICY, "ceiling")


@pytest.mark.parametrize("secret", ["genkan-unknown", "sk-x", "genkan-" + "x" * 5000])
async def test_an_unknown_key_opens_nothing(api: Api, secret: str) -> None:
    await api.connect(speak)
    with pytest.raises(openai.AuthenticationError, match="APIキー"):
        await api.client_with(secret).chat.completions.create(model="small", messages=QUESTION)
    assert api.received == [] and await api.rows() == []


async def test_a_revoked_key_opens_nothing_and_a_rotated_one_overlaps(api: Api) -> None:
    await api.connect(speak)
    house = api.house
    old, old_secret = await api.issue()
    deeds = {"ledger": house.ledger, "clock": system_clock, "actor": "command_line"}
    async with house.database.write() as connection:
        new, new_secret = await rotate_key(connection, old, overlap=timedelta(hours=1), **deeds)
    await api.known()
    for secret in (old_secret, new_secret):
        await api.client_with(secret).chat.completions.create(model="small", messages=QUESTION)
    async with house.database.write() as connection:
        await revoke_key(connection, new, **deeds)
    await asyncio.sleep(0.6)
    with pytest.raises(openai.AuthenticationError):
        await api.client_with(new_secret).chat.completions.create(model="small", messages=QUESTION)


async def test_a_key_opens_its_models_and_networks_only(api: Api) -> None:
    await api.connect(speak)
    other = await api.client(models=("another",))
    with pytest.raises(openai.NotFoundError, match="small"):
        await other.chat.completions.create(model="small", messages=QUESTION)
    assert [model.id async for model in other.models.list()] == []
    elsewhere = await api.client(addresses=("192.0.2.0/24",))
    with pytest.raises(openai.PermissionDeniedError, match="接続元"):
        await elsewhere.chat.completions.create(model="small", messages=QUESTION)
    assert api.received == []


async def test_a_deactivated_person_s_key_opens_nothing(api: Api) -> None:
    await api.connect(speak)
    client = await api.client()
    async with api.house.database.write() as connection:
        await deactivate(
            connection,
            api.house.person.id,
            duties=Duties(),
            ledger=api.house.ledger,
            clock=system_clock,
            actor="command_line",
        )
    await asyncio.sleep(0.6)
    with pytest.raises(openai.AuthenticationError):
        await client.chat.completions.create(model="small", messages=QUESTION)


async def test_the_models_are_listed(api: Api) -> None:
    await api.connect(speak, operator="例示データセンター")
    client = await api.client()
    listed = [model async for model in client.models.list()]
    assert [(model.id, model.owned_by) for model in listed] == [("small", "例示データセンター")]
    assert (await client.models.retrieve("small")).id == "small"
    with pytest.raises(openai.NotFoundError):
        await client.models.retrieve("large")


async def test_a_program_that_leaves_ends_the_call_at_the_endpoint(api: Api) -> None:
    ended = asyncio.Event()

    async def watched(request: web.Request) -> web.StreamResponse:
        try:
            return await endless(request)
        finally:
            ended.set()

    await api.connect(watched)
    client = await api.client()
    stream = await client.chat.completions.create(model="small", messages=QUESTION, stream=True)
    async for _chunk in stream:
        break
    await stream.close()
    async with asyncio.timeout(5):
        await ended.wait()
        while not (rows := await api.rows()):
            await asyncio.sleep(0.05)
    assert (rows[0]["outcome"], rows[0]["output_characters"] > 0) == (Outcome.STOPPED, True)


async def test_another_endpoint_of_the_build_answers_where_one_is_dead(api: Api) -> None:
    await api.connect_at("http://127.0.0.1:9/v1", title="止まった接続先")
    alive = await api.connect(speak, title="動く接続先")
    client = await api.client()
    for _ in range(4):
        answer = await client.chat.completions.create(model="small", messages=QUESTION)
        assert answer.choices[0].message.content == "".join(WORDS)
    rows = await api.rows()
    assert [row["deployment_id"] for row in rows if row["outcome"] == Outcome.COMPLETED] == [alive] * 4
    assert Outcome.UNREACHABLE in {row["outcome"] for row in rows}


async def test_a_cut_answer_says_so(api: Api) -> None:
    async def short(request: web.Request) -> web.StreamResponse:
        return web.json_response(completion("移管", "length"))

    await api.connect(short)
    client = await api.client()
    answer = await client.chat.completions.create(model="small", messages=QUESTION, max_tokens=2)
    assert answer.choices[0].finish_reason == "length"
    assert (await api.rows())[0]["outcome"] == Outcome.TRUNCATED


async def test_another_protocol_answers_in_the_same_form(api: Api) -> None:
    await api.connect_at("", protocol="extract", remote_model="", parameters={"breadth": "brief"})
    client = await api.client()
    whole = await client.chat.completions.create(model="small", messages=QUESTION)
    stream = await client.chat.completions.create(model="small", messages=QUESTION, stream=True)
    chunks = [chunk async for chunk in stream]
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text == whole.choices[0].message.content
    assert "抽出回答" in text
    assert chunks[-1].choices[0].finish_reason == "stop"
