"""A real server of language models, with models of the architectures Llama and Cohere made on the spot."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import aiohttp
import pytest

from genkan.providers import (
    Endpoint,
    EndpointRefused,
    Finished,
    Session,
    TextDelta,
    Timeouts,
    UsageReport,
    list_models,
)
from genkan.providers.line import Line
from genkan.providers.openai_chat import OpenAIChat
from tests.providers.conftest import collect
from tests.real_model_server import Served

PATIENT = Timeouts(connect=5, first_token=60, between_tokens=30, whole=90)


@pytest.fixture
async def chat(session: Session) -> AsyncIterator[OpenAIChat]:
    """The provider, with time for a slow machine."""
    yield OpenAIChat(Line(session, timeouts=PATIENT))


@pytest.mark.parametrize("model", ["llama", "cohere"])
async def test_an_answer(model: str, served: Served, chat: OpenAIChat) -> None:
    events = await collect(chat.speak(served.endpoint, served.request(model)))
    [usage] = [event for event in events if isinstance(event, UsageReport)]

    assert [event for event in events if isinstance(event, TextDelta)]
    assert events[-1] in (Finished("length"), Finished("stop"))
    assert usage.input_tokens > 10
    assert 0 < usage.output_tokens <= 12


@pytest.mark.parametrize("model", ["llama", "cohere"])
async def test_the_same_seed_gives_the_same_answer_streamed_or_not(
    model: str, served: Served, chat: OpenAIChat
) -> None:
    request = served.request(model, temperature=0.0)
    streamed = await collect(chat.speak(served.endpoint, request))
    whole = await collect(
        chat.speak(Endpoint(served.endpoint.address, capabilities={"streams": False}), request)
    )

    assert "".join(event.text for event in streamed if isinstance(event, TextDelta)) == "".join(
        event.text for event in whole if isinstance(event, TextDelta)
    )
    assert streamed[-2:] == whole[-2:]


async def test_several_at_once(served: Served, chat: OpenAIChat) -> None:
    answers = await asyncio.gather(
        *(collect(chat.speak(served.endpoint, served.request("llama"))) for _ in range(4))
    )

    assert all(isinstance(answer[-1], Finished) for answer in answers)


async def test_a_listener_that_leaves_does_not_harm_the_next(served: Served, chat: OpenAIChat) -> None:
    async with aclosing(chat.speak(served.endpoint, served.request("llama", max_tokens=500))) as events:
        await anext(events)
    events_of_the_next = await collect(chat.speak(served.endpoint, served.request("llama")))

    assert isinstance(events_of_the_next[-1], Finished)


async def test_a_model_that_is_not_there(served: Served, chat: OpenAIChat) -> None:
    with pytest.raises(EndpointRefused) as raised:
        await collect(chat.speak(served.endpoint, served.request("nothing")))
    assert raised.value.details["http_status"] != 200


async def test_the_list_of_models_is_a_list(served: Served, session: Session) -> None:
    assert isinstance(await list_models(session, endpoint=served.endpoint), tuple)


# What this server lacks, as an operator declares it: it passes over ``stop``, and answers 500 to what it does not take.
LACKS = ("include_usage=false", 'refuses=["stop"]', "tells_refusals=false", "context_tokens=1500")
NOT_OFFERED = {"stop", "wrong_model", "bad_parameter"}
MAY_NOT_BE_TOLD = {"japanese"}  # random weights do not repeat a sentence


def genkan(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command, in a process of its own."""
    command = [sys.executable, "-m", "genkan", "models", *arguments]
    surroundings = {**os.environ, "GENKAN_DATA_FOLDER": str(data), "GENKAN_LANGUAGE": "ja"}
    return subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("model", ["llama", "cohere"])
def test_the_command_verifies_the_real_server(model: str, served: Served, tmp_path: Path) -> None:
    address, name = f"{served.address}/v1", str(served.folder / model)
    facts = [f"--capability={lack}" for lack in LACKS]
    connected = genkan(
        tmp_path, "connect", address, "--model", name, "--title", model, "--capacity", "2", *facts
    )
    assert connected.returncode == 0, connected.stderr + connected.stdout

    verified = genkan(tmp_path, "verify", model, "--json")
    found = json.loads(verified.stdout)
    results = {check["name"]: check["result"] for check in found["checks"]}
    table = "\n".join(
        f"{check['verdict']} {check['title']}: {check['measured']}" for check in found["checks"]
    )
    print(table)  # with -s: the table of a real server

    assert verified.returncode == 0, table
    assert found["passed"] is True
    assert {name for name in NOT_OFFERED if results[name] == "not_applicable"} == NOT_OFFERED
    others = results.keys() - NOT_OFFERED - MAY_NOT_BE_TOLD
    assert {results[name] for name in others} == {"passed"}, table


def test_what_is_not_declared_is_found_and_says_what_to_declare(served: Served, tmp_path: Path) -> None:
    address, name = f"{served.address}/v1", str(served.folder / "llama")
    genkan(tmp_path, "connect", address, "--model", name, "--title", "undeclared", "--capacity", "2")
    verified = genkan(tmp_path, "verify", "undeclared", "--json")
    checks = {check["name"]: check for check in json.loads(verified.stdout)["checks"]}

    assert verified.returncode == 1
    assert checks["chat"]["result"] == "passed"
    for lacking, word in (("stop", "refuses"), ("wrong_model", "tells_refusals")):
        assert checks[lacking]["result"] == "failed"
        assert word in checks[lacking]["measured"]


async def test_a_body_that_is_refused(served: Served) -> None:
    async with (
        aiohttp.ClientSession() as plain,
        plain.post(f"{served.endpoint.address}/chat/completions", data=b"{") as response,
    ):
        assert response.status in (400, 422)
