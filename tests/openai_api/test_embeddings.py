"""Embeddings through the same door, with the real SDK, on both engines."""

import base64
import struct
from typing import Any

import openai
import pytest
from aiohttp import web

from genkan.catalogue import Answer as Fact
from genkan.catalogue import InformationClass
from genkan.gateway import Outcome
from genkan.gateway.errors import DeploymentGone
from tests.openai_api.conftest import Api
from tests.openai_api.endpoints import speak

EMBEDS = {"capabilities": {"kind": "embeddings"}}


async def vectors(request: web.Request) -> web.StreamResponse:
    """The length of each text and one half."""
    inputs = (await request.json())["input"]
    data = [
        {"object": "embedding", "index": n, "embedding": [float(len(text)), 0.5]}
        for n, text in enumerate(inputs)
    ]
    return web.json_response(
        {"object": "list", "data": data[::-1], "usage": {"prompt_tokens": 5, "total_tokens": 5}}
    )


async def test_texts_become_vectors_in_their_order_and_are_metered(api: Api) -> None:
    deployment = await api.connect(vectors, **EMBEDS)
    client = await api.client(app="文書検索")
    found = await client.embeddings.create(model="small", input=["一", "二三"], encoding_format="float")
    assert [item.embedding for item in found.data] == [[1.0, 0.5], [2.0, 0.5]]
    assert (found.model, found.usage.prompt_tokens) == ("small", 5)
    assert api.received == [{"encoding_format": "float", "model": "small", "input": ["一", "二三"]}]
    (row,) = await api.rows()
    assert (row["outcome"], row["deployment_id"], row["app"]) == (Outcome.COMPLETED, deployment, "文書検索")
    assert (row["purpose"], row["input_characters"], row["input_tokens"]) == ("program", 3, 5)
    assert (row["output_tokens"], row["output_characters"], row["tokens_reported"]) == (0, 0, True)


async def test_numbers_are_packed_where_that_is_asked_for(api: Api) -> None:
    await api.connect(vectors, **EMBEDS)
    client = await api.client()
    packed = await client.embeddings.create(model="small", input="一二", encoding_format="base64")
    assert struct.unpack("<2f", base64.b64decode(str(packed.data[0].embedding))) == (2.0, 0.5)
    assert (await client.embeddings.create(model="small", input="一二")).data[0].embedding == [2.0, 0.5]


async def test_every_text_is_checked(api: Api) -> None:
    await api.connect(vectors, ceiling=InformationClass.ONE, vendor_logging=Fact.YES, **EMBEDS)
    client = await api.client()
    await client.embeddings.create(model="small", input=["普通の文", "電話は03-1234-5678"])
    assert "1234" not in str(api.received) and "普通の文" in str(api.received)
    two = {"X-Genkan-Information-Class": "2"}
    other = await api.client(ceiling=InformationClass.TWO)
    with pytest.raises(openai.PermissionDeniedError, match="機密性1まで"):
        await other.embeddings.create(model="small", input="文", extra_headers=two)
    assert len(api.received) == 1


@pytest.mark.parametrize("tokens", [[1, 2, 3], [[1, 2], [3]]])
async def test_tokens_cannot_be_checked_and_do_not_pass(api: Api, tokens: Any) -> None:
    await api.connect(vectors, **EMBEDS)
    client = await api.client()
    with pytest.raises(openai.BadRequestError, match="確認ができない") as refused:
        await client.embeddings.create(model="small", input=tokens)
    assert (refused.value.param, api.received) == ("input", [])


@pytest.mark.parametrize(
    "changes", [{"input": ""}, {"input": []}, {"input": ["x"] * 2049}, {"dimensions": 0}]
)
async def test_impossible_requests_are_refused(api: Api, changes: dict[str, Any]) -> None:
    await api.connect(vectors, **EMBEDS)
    client = await api.client()
    with pytest.raises(openai.BadRequestError) as refused:
        await client.embeddings.create(**{"model": "small", "input": "文", **changes})
    assert (refused.value.code, api.received) == ("invalid_request_error", [])


async def test_models_answer_only_what_they_are_for(api: Api) -> None:
    await api.connect(vectors, **EMBEDS)
    await api.connect(speak, public_name="talker", title="会話用")
    client = await api.client()
    with pytest.raises(openai.BadRequestError, match="/v1/embeddings") as refused:
        await client.chat.completions.create(model="small", messages=[{"role": "user", "content": "質問"}])
    assert (refused.value.code, refused.value.param) == ("model_not_supported", "model")
    with pytest.raises(openai.BadRequestError, match="/v1/chat/completions"):
        await client.embeddings.create(model="talker", input="文")
    assert api.received == [] and await api.rows() == []


async def test_another_endpoint_of_the_build_is_asked_where_one_is_dead(api: Api) -> None:
    await api.connect_at("http://127.0.0.1:9/v1", title="止まった接続先", **EMBEDS)
    alive = await api.connect(vectors, title="動く接続先", **EMBEDS)
    client = await api.client()
    for _ in range(2):
        assert (await client.embeddings.create(model="small", input="一")).data[0].embedding == [1.0, 0.5]
    rows = await api.rows()
    assert [row["deployment_id"] for row in rows if row["outcome"] == Outcome.COMPLETED] == [alive, alive]
    assert api.house.gateway.programs.entrance.in_flight == 0


async def test_vectors_that_are_none_are_an_error(api: Api) -> None:
    async def empty(request: web.Request) -> web.StreamResponse:
        return web.json_response({"object": "list", "data": []})

    await api.connect(empty, **EMBEDS)
    client = await api.client()
    with pytest.raises(openai.InternalServerError, match="解釈できない"):
        await client.embeddings.create(model="small", input="文")
    assert [row["outcome"] for row in await api.rows()] == [Outcome.BROKEN]


async def test_staff_cannot_ask_a_model_for_embeddings(api: Api) -> None:
    deployment = await api.connect(vectors, **EMBEDS)
    with pytest.raises(DeploymentGone):
        await api.house.gateway.admit(api.house.ask_of(deployment))
    assert api.received == []
