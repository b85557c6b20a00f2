"""The conformance suite against servers that keep the protocol, and against servers that break it one way each."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from genkan.catalogue import Check, CheckName, CheckResult, Deployment, DeploymentState, all_passed
from genkan.catalogue.verification import checks_of
from genkan.gateway import Inspector
from genkan.gateway.conformance import suite
from genkan.kit import system_clock
from tests.gateway.conftest import House

COUNTED = "\n".join(str(number) for number in range(1, 31))
OF_EMBEDDINGS = (CheckName.EMBEDDINGS, CheckName.SEVERAL_TEXTS, CheckName.SAME_VECTOR)
OF_CHATS = tuple(name for name in CheckName if name not in OF_EMBEDDINGS)
PASSED, FAILED, NOT_APPLICABLE = CheckResult.PASSED, CheckResult.FAILED, CheckResult.NOT_APPLICABLE


@dataclass
class ModelServer:
    """A server that speaks OpenAI Chat Completions well, unless it is told otherwise."""

    faults: set[str] = field(default_factory=set)
    places: int = 4
    busy: int = 0
    most: int = 0
    lists_models: bool = True
    asked: list[dict[str, object]] = field(default_factory=list)

    async def models(self, _request: web.Request) -> web.Response:
        """``GET /v1/models``."""
        if not self.lists_models:
            return web.json_response({"error": {"message": "no such path"}}, status=404)
        return web.json_response({"data": [{"id": "small"}]})

    async def chat(self, request: web.Request) -> web.StreamResponse:
        """``POST /v1/chat/completions``."""
        asked = await request.json()
        self.asked.append(asked)
        if refused := self._refusal(asked):
            return refused
        self.busy += 1
        self.most = max(self.most, self.busy)
        try:
            return await self._answer(request, asked)
        finally:
            if "leaks" not in self.faults or asked["max_tokens"] != 2000:
                self.busy -= 1

    def _refusal(self, asked: dict) -> web.Response | None:
        if "away" in self.faults:
            return web.json_response({"error": {"message": "down"}}, status=503)
        if self.busy >= self.places:
            return web.json_response({"error": {"message": "full"}}, status=429)
        if asked["model"] != "small" and "any_model" not in self.faults:
            status = 500 if "faulty_errors" in self.faults else 404
            return web.json_response({"error": {"message": "no such model"}}, status=status)
        if isinstance(asked.get("temperature"), str) and "any_value" not in self.faults:
            return web.json_response({"error": {"message": "temperature: not a number"}}, status=400)
        return None

    async def _answer(self, request: web.Request, asked: dict) -> web.StreamResponse:
        response = web.StreamResponse(headers={"content-type": "text/event-stream"})
        await response.prepare(request)
        for piece in self._pieces(asked):
            await self._send(response, {"choices": [{"index": 0, "delta": {"content": piece}}]})
            await asyncio.sleep(0.01 if asked["max_tokens"] == 2000 else 0.001)
        last: dict[str, object] = {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
        if "no_usage" not in self.faults:
            last["usage"] = {"prompt_tokens": 7, "completion_tokens": 3}
        await self._send(response, last)
        await response.write(b"data: [DONE]\n\n")
        return response

    def _pieces(self, asked: dict) -> list[str]:
        words = asked["messages"][-1]["content"]
        text = COUNTED if "1から30" in words else words.rpartition("\n")[2]
        if "mojibake" in self.faults:
            text = text.replace("髙", "\ufffd")
        if "babble" in self.faults and "繰り返して" in words:
            text = "\ufffdえ\ufffdを"
        if asked["max_tokens"] == 2000:
            text = "長" * 2000
        for ending in [] if "no_stop" in self.faults else asked.get("stop", []):
            text = text.partition(ending)[0]
        if "empty" in self.faults:
            text = ""
        return [text] if "at_once" in self.faults else [text[at : at + 5] for at in range(0, len(text), 5)]

    async def _send(self, response: web.StreamResponse, document: dict) -> None:
        await response.write(f"data: {json.dumps(document)}\n\n".encode())


Serve = Callable[[ModelServer], Awaitable[str]]


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Start a server; its base address."""
    servers: list[TestServer] = []

    async def start(model: ModelServer) -> str:
        application = web.Application()
        application.router.add_get("/v1/models", model.models)
        application.router.add_post("/v1/chat/completions", model.chat)
        server = TestServer(application)
        servers.append(server)
        await server.start_server(shutdown_timeout=0)
        return str(server.make_url("/v1"))

    yield start
    for server in servers:
        await server.close()


@pytest.fixture
def inspector(house: House) -> Inspector:
    """The one of a running installation."""
    return house.gateway.inspector


def deployment(address: str, **facts: object) -> Deployment:
    stated = {"title": "試験用", "protocol": "openai_chat", "remote_model": "small", "capacity": 4, **facts}
    return Deployment(
        **stated, address=address, id="d", state=DeploymentState.ACTIVE, created_at=system_clock()
    )


async def examined(
    inspector: Inspector, made: Deployment
) -> tuple[dict[CheckName, CheckResult], tuple[Check, ...]]:
    """The results by check; what was told on the way must have grown by one check each time."""
    told: list[int] = []

    async def tell(done: tuple[Check, ...]) -> None:
        told.append(len(done))

    checks = await inspector.examine(made, tell)
    assert told == list(range(1, len(checks) + 1))
    return {check.name: check.result for check in checks}, checks


async def test_a_server_that_keeps_the_protocol_passes(serve: Serve, inspector: Inspector) -> None:
    server = ModelServer()
    results, checks = await examined(inspector, deployment(await serve(server)))

    assert results == dict.fromkeys(OF_CHATS, PASSED), checks
    assert all_passed(checks)
    assert server.most == 4
    assert all(check.measured for check in checks)


# (the fault, the check that finds it, its result)
FAULTS = [
    ("at_once", CheckName.STREAM, FAILED),
    ("no_usage", CheckName.USAGE, FAILED),
    ("no_stop", CheckName.STOP, FAILED),
    ("mojibake", CheckName.JAPANESE, FAILED),
    # A model that says something else says nothing about what happens to characters.
    ("babble", CheckName.JAPANESE, NOT_APPLICABLE),
    ("faulty_errors", CheckName.WRONG_MODEL, FAILED),
    # A server of one model that does not read names, and one that ignores what it does not understand.
    ("any_model", CheckName.WRONG_MODEL, NOT_APPLICABLE),
    ("any_value", CheckName.BAD_PARAMETER, NOT_APPLICABLE),
    # Broken-off answers keep their places.
    ("leaks", CheckName.CANCELLATION, FAILED),
]


@pytest.mark.parametrize(("fault", "name", "result"), FAULTS)
async def test_a_fault_is_found_by_its_check(
    fault: str, name: CheckName, result: CheckResult, serve: Serve, inspector: Inspector
) -> None:
    results, checks = await examined(inspector, deployment(await serve(ModelServer({fault}))))

    assert results[name] is result, checks
    others = {each for other, each in results.items() if other not in (name, CheckName.CONCURRENCY)}
    assert others == {PASSED}


async def test_more_than_the_server_takes_at_once_is_found(serve: Serve, inspector: Inspector) -> None:
    address = await serve(ModelServer(places=2))
    results, checks = await examined(inspector, deployment(address, capacity=6))

    assert results[CheckName.CONCURRENCY] is FAILED
    assert "同時に送った6件のうち4件" in checks[-1].measured


@pytest.mark.parametrize("fault", ["empty", "away"])
async def test_nothing_more_is_asked_of_a_server_that_does_not_answer(
    fault: str, serve: Serve, inspector: Inspector
) -> None:
    server = ModelServer({fault})
    results, _ = await examined(inspector, deployment(await serve(server)))

    assert results.pop(CheckName.CHAT) is FAILED
    assert set(results.values()) == {NOT_APPLICABLE}
    assert len(server.asked) == 1


async def test_what_is_declared_is_not_asked_for(serve: Serve, inspector: Inspector) -> None:
    server = ModelServer({"at_once", "no_usage", "faulty_errors"})
    declared = {"include_usage": False, "refuses": ["stop"], "context_tokens": 3000, "tells_refusals": False}
    results, _ = await examined(inspector, deployment(await serve(server), capabilities=declared))

    assert results[CheckName.USAGE] is results[CheckName.STOP] is NOT_APPLICABLE
    assert results[CheckName.WRONG_MODEL] is NOT_APPLICABLE
    assert not any("stop" in asked for asked in server.asked)
    lengths = [len(str(asked["messages"])) for asked in server.asked]
    assert 1500 < max(lengths) < 2500


async def test_a_look_asks_for_the_models_and_no_token(serve: Serve, inspector: Inspector) -> None:
    server = ModelServer()
    probe = await inspector.probe(deployment(await serve(server)))

    assert (probe.ok, probe.problem, probe.deployment_id) == (True, "", "d")
    assert server.asked == []


async def test_a_look_at_a_server_without_list_asks_for_one_token(serve: Serve, inspector: Inspector) -> None:
    server = ModelServer(lists_models=False)
    probe = await inspector.probe(deployment(await serve(server)))

    assert probe.ok
    assert [asked["max_tokens"] for asked in server.asked] == [1]


async def test_a_look_that_fails_says_why(serve: Serve, inspector: Inspector) -> None:
    address = await serve(ModelServer({"away"}, lists_models=False))
    away = await inspector.probe(deployment(address))
    nobody = await inspector.probe(deployment("http://127.0.0.1:9/v1"))
    secret = await inspector.probe(deployment(address, secret_reference="env:GENKAN_SECRET_ABSENT"))

    assert (away.ok, nobody.ok, secret.ok) == (False, False, False)
    assert "応答コード 503" in away.problem
    assert nobody.problem == "モデルの接続先に接続できませんでした。"
    assert "env:GENKAN_SECRET_ABSENT" in secret.problem


@pytest.mark.parametrize(("embeds", "checks"), [(False, suite._OF_CHATS), (True, suite._OF_EMBEDDINGS)])
def test_the_page_knows_how_many_checks_there_are(embeds: bool, checks: Mapping[CheckName, object]) -> None:
    assert checks_of(embeds=embeds) == set(checks)
