"""Endpoints in Azure's style: what is asked reaches them whole, and what they answer comes back as it was said."""

from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.openai_api.conftest import Api
from tests.openai_api.endpoints import begin, chunk, completion, send

QUESTION: Any = [{"role": "user", "content": "質問"}]
VERSION = "2024-10-21"
LOGPROBS = {"content": [{"token": "移", "logprob": -0.25, "bytes": None, "top_logprobs": []}]}
FILTERED = {"error": {"message": "filtered", "code": "content_filter", "param": None, "type": None}}


class Azure:
    """A resource with one deployment, which answers as often as it is asked to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str, dict[str, Any]]] = []
        self.filters = False

    async def chat(self, request: web.Request) -> web.StreamResponse:
        """``POST /openai/deployments/{name}/chat/completions``."""
        body = await request.json()
        where = (request.match_info["name"], request.query.get("api-version", ""))
        self.asked.append((*where, request.headers.get("api-key", ""), body))
        if body.get("stream"):
            return await self._stream(request)
        answer = completion("移管します。")
        [choice] = answer["choices"]
        numbers = range(body.get("n", 1))
        answer["choices"] = [{**choice, "index": number, "logprobs": LOGPROBS} for number in numbers]
        return web.json_response(answer)

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        response = await begin(request)
        await send(response, {**chunk({}), "choices": [], "prompt_filter_results": []})
        for index in (0, 1):
            said = chunk({"content": f"答え{index}"})
            said["choices"][0] |= {"index": index, "logprobs": LOGPROBS}
            await send(response, said)
        if self.filters:
            await send(response, FILTERED)
            return response
        for index in (0, 1):
            last = chunk({}, "stop")
            last["choices"][0]["index"] = index
            await send(response, last)
        await response.write(b"data: [DONE]\n\n")
        return response


@pytest.fixture
async def azure(api: Api, monkeypatch: pytest.MonkeyPatch):
    """The resource, connected under the name ``small``."""
    monkeypatch.setenv("GENKAN_SECRET_AZURE", "key-of-azure")
    resource, application = Azure(), web.Application()
    application.router.add_post("/openai/deployments/{name}/chat/completions", resource.chat)
    server = TestServer(application)
    await server.start_server(shutdown_timeout=0)
    await api.connect_at(
        str(server.make_url("/")),
        protocol="azure_openai",
        parameters={"api_version": VERSION, "temperature": 0.5},
        secret_reference="env:GENKAN_SECRET_AZURE",
    )
    yield resource
    await server.close()


async def test_several_choices_and_logprobs_come_back_whole(api: Api, azure: Azure) -> None:
    client = await api.client()
    answer = await client.chat.completions.create(model="small", messages=QUESTION, n=2, logprobs=True)
    [(name, version, key, body)] = azure.asked

    assert [choice.index for choice in answer.choices] == [0, 1]
    assert all(choice.logprobs.content[0].logprob == -0.25 for choice in answer.choices if choice.logprobs)
    assert all(choice.logprobs for choice in answer.choices)
    assert (name, version, key) == ("small", VERSION, "key-of-azure")
    assert body == {"temperature": 0.5, "n": 2, "logprobs": True, "messages": QUESTION}
    assert [(row["input_tokens"], row["output_tokens"]) for row in await api.rows()] == [(7, 3)]


async def test_several_choices_and_logprobs_come_as_a_stream(api: Api, azure: Azure) -> None:
    client = await api.client()
    stream = await client.chat.completions.create(
        model="small", messages=QUESTION, n=2, logprobs=True, stream=True
    )
    said = [choice async for part in stream for choice in part.choices]

    assert [(choice.index, choice.delta.content) for choice in said if choice.delta.content] == [
        (0, "答え0"),
        (1, "答え1"),
    ]
    assert [choice.index for choice in said if choice.finish_reason] == [0, 1]
    assert [choice.logprobs.content[0].token for choice in said if choice.logprobs] == ["移", "移"]


async def test_an_answer_that_the_filter_stops_ends_with_its_reason(api: Api, azure: Azure) -> None:
    azure.filters = True
    client = await api.client()
    stream = await client.chat.completions.create(model="small", messages=QUESTION, stream=True)
    reasons = [choice.finish_reason async for part in stream for choice in part.choices]

    assert reasons[-1] == "content_filter"
    assert [row["outcome"] for row in await api.rows()] == ["refused_by_endpoint"]
