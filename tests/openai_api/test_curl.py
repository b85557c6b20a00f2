"""The plainest program there is: curl, run as a process of its own."""

import asyncio
import json
import shutil
from typing import Any

import pytest

from tests.openai_api.conftest import Api
from tests.openai_api.endpoints import WORDS, speak

CURL = shutil.which("curl")
pytestmark = pytest.mark.skipif(CURL is None, reason="there is no curl")
CHAT = {"model": "small", "messages": [{"role": "user", "content": "質問"}]}


async def curl(api: Api, path: str, body: dict[str, Any] | None, *headers: str) -> str:
    """What curl prints."""
    sent = ["--json", json.dumps(body)] if body is not None else []
    options = [option for header in headers for option in ("--header", header)]
    process = await asyncio.create_subprocess_exec(
        str(CURL), "--silent", "--no-buffer", "--max-time", "20", *options, *sent, api.url + path, stdout=-1
    )
    printed, _ = await process.communicate()
    assert process.returncode == 0
    return printed.decode()


@pytest.fixture
async def key(api: Api) -> str:
    await api.connect(speak)
    _, secret = await api.issue()
    await api.known()
    return f"Authorization: Bearer {secret}"


async def test_an_answer(api: Api, key: str) -> None:
    answer = json.loads(await curl(api, "/chat/completions", CHAT, key))
    assert answer["choices"][0]["message"]["content"] == "".join(WORDS)


async def test_a_stream_ends_with_done(api: Api, key: str) -> None:
    lines = (await curl(api, "/chat/completions", {**CHAT, "stream": True}, key)).split("\n\n")
    assert lines[-2:] == ["data: [DONE]", ""]
    assert all(line.startswith("data: {") for line in lines[:-2])


async def test_a_stream_of_a_response_names_its_events(api: Api, key: str) -> None:
    printed = await curl(api, "/responses", {"model": "small", "input": "質問", "stream": True}, key)
    frames = printed.strip().split("\n\n")
    kinds = [frame.split("\n")[0].removeprefix("event: ") for frame in frames]
    documents = [json.loads(frame.split("\n")[1].removeprefix("data: ")) for frame in frames]
    assert kinds == [document["type"] for document in documents]
    assert (kinds[0], kinds[-1]) == ("response.created", "response.completed")


async def test_models_and_errors(api: Api, key: str) -> None:
    assert [model["id"] for model in json.loads(await curl(api, "/models", None, key))["data"]] == ["small"]
    error = json.loads(await curl(api, "/models", None))["error"]
    assert (error["code"], error["type"]) == ("missing_api_key", "authentication_error")
    english = json.loads(await curl(api, "/models", None, "Accept-Language: en"))["error"]
    assert "API key" in english["message"] and "。" not in english["message"]
