"""What a deployment does not take is refused before anything is sent, and programs hear it in their language."""

from typing import Any

import openai
import pytest

from genkan.gateway import Outcome
from tests.openai_api.conftest import Api
from tests.openai_api.endpoints import WORDS, speak

QUESTION: Any = [{"role": "user", "content": "質問"}]
TOOLS = [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}]
UNDECLARED = [
    ({"refuses": ["logprobs"]}, {"logprobs": True}, "logprobs"),
    ({"accepts": ["temperature"]}, {"seed": 7}, "seed"),
    ({"accepts": ["temperature"]}, {"stop": ["。"]}, "stop"),
    ({"accepts": ["temperature"]}, {"tools": TOOLS}, "tools"),
    ({"refuses": ["response_format"]}, {"response_format": {"type": "json_object"}}, "response_format"),
    ({"choices": [1]}, {"n": 2}, "n"),
    ({"most_output_tokens": 100}, {"max_tokens": 101}, "max_tokens"),
    ({"context_tokens": 10}, {"max_completion_tokens": 50}, "max_tokens"),
]


@pytest.mark.parametrize(("capabilities", "asked", "parameter"), UNDECLARED)
async def test_an_undeclared_parameter_is_refused_by_name(
    api: Api, capabilities: dict[str, Any], asked: dict[str, Any], parameter: str
) -> None:
    await api.connect(speak, capabilities=capabilities)
    client = await api.client()
    for stream in (False, True):
        with pytest.raises(openai.BadRequestError) as refused:
            await client.chat.completions.create(model="small", messages=QUESTION, stream=stream, **asked)
        assert refused.value.param == parameter
        assert refused.value.code in {"unsupported_parameter", "context_length_exceeded"}
    assert api.received == [] and await api.rows() == []


async def test_a_declared_parameter_passes_as_it_is(api: Api) -> None:
    await api.connect(speak, capabilities={"accepts": ["logprobs", "seed", "n"], "choices": [1, 2]})
    client = await api.client()
    await client.chat.completions.create(model="small", messages=QUESTION, logprobs=True, seed=7, n=2)
    assert api.received[0].items() >= {"logprobs": True, "seed": 7, "n": 2}.items()


async def test_an_endpoint_that_does_not_stream_is_not_asked_to(api: Api) -> None:
    await api.connect(speak, capabilities={"streams": False})
    client = await api.client()
    stream = await client.chat.completions.create(model="small", messages=QUESTION, stream=True)
    said = [part.choices[0].delta.content or "" async for part in stream if part.choices]
    assert "".join(said) == "".join(WORDS)
    assert api.received[0]["stream"] is False


@pytest.mark.parametrize("asked", ["max_tokens", "max_completion_tokens"])
@pytest.mark.parametrize("known", ["max_tokens", "max_completion_tokens"])
async def test_the_longest_answer_is_named_as_the_endpoint_knows_it(api: Api, asked: str, known: str) -> None:
    await api.connect(speak, capabilities={"max_tokens_name": known})
    client = await api.client()
    await client.chat.completions.create(model="small", messages=QUESTION, extra_body={asked: 9})
    assert api.received == [{"model": "small", "messages": QUESTION, known: 9}]


async def test_the_endpoint_that_takes_the_parameter_is_asked(api: Api) -> None:
    await api.connect(speak, title="取らない接続先", capabilities={"refuses": ["seed"]})
    able = await api.connect(speak, title="取る接続先")
    client = await api.client()
    for _ in range(3):
        await client.chat.completions.create(model="small", messages=QUESTION, seed=7)
    assert {row["deployment_id"] for row in await api.rows()} == {able}


async def test_what_a_protocol_does_not_have_closes_no_endpoint(api: Api) -> None:
    await api.connect_at("http://127.0.0.1:9/v2", protocol="cohere_chat")
    client = await api.client()
    for _ in range(8):
        with pytest.raises(openai.BadRequestError) as refused:
            await client.chat.completions.create(model="small", messages=QUESTION, logit_bias={"1": 1})
        assert refused.value.param == "logit_bias"
    assert {row["outcome"] for row in await api.rows()} == {Outcome.BROKEN}


@pytest.mark.parametrize(
    ("header", "words"), [("en-US,en;q=0.9", "seed"), ("ja", "送信しませんでした"), ("", "送信")]
)
async def test_a_program_hears_why_in_its_language(api: Api, header: str, words: str) -> None:
    await api.connect(speak, capabilities={"refuses": ["seed"]})
    client = await api.client()
    with pytest.raises(openai.BadRequestError, match=words) as refused:
        headers = {"Accept-Language": header}
        await client.chat.completions.create(model="small", messages=QUESTION, seed=7, extra_headers=headers)
    assert refused.value.message.isascii() is header.startswith("en") or "“" in refused.value.message
    assert ("送信" in refused.value.message) is not header.startswith("en")


async def test_english_reaches_the_end_of_a_stream(api: Api) -> None:
    client = await api.client()
    with pytest.raises(openai.NotFoundError) as refused:
        await client.responses.create(model="none", input="x", extra_headers={"Accept-Language": "en"})
    assert "none" in refused.value.message and "。" not in refused.value.message
    assert "".join(WORDS) not in refused.value.message
