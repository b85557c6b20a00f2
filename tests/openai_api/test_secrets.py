"""Keys, tokens of endpoints and words of prompts stay where they belong, whatever fails: real calls, then a search.

Searched are the logs at their most talkative, the whole database, the journal, the metrics, the traces, and what programs
are told.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import openai
import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from sqlalchemy import inspect, text

from genkan.catalogue import Answer as Fact
from genkan.catalogue import DeploymentDraft, InformationClass
from genkan.gateway.look_failures import LookFailed
from genkan.gateway.programs.programs import Programs
from genkan.gateway.traces import open_traces
from tests.gateway.traces.test_traces import Collector, collector
from tests.openai_api.conftest import SAFE, Api, Handler
from tests.openai_api.endpoints import begin, chunk, send, speak

__all__ = ["collector"]

TOKEN = "upstream-4f6c1d7e9b2a58031c"
REFERENCE = {"secret_reference": "env:GENKAN_SECRET_ENDPOINT"}
PROMPT = "青い象は03-1234-5678に電話"
WORDS = ("青い象", json.dumps("青い象").strip('"'), "03-1234-5678")
REDIRECTS = (301, 302, 303, 307, 308)


@pytest.fixture(autouse=True)
def token(monkeypatch: pytest.MonkeyPatch) -> None:
    """The endpoint's token is where an operator keeps it."""
    monkeypatch.setenv("GENKAN_SECRET_ENDPOINT", TOKEN)


async def refusing(request: web.Request) -> web.StreamResponse:
    """Refuse and quote the token and the question, as some endpoints do."""
    message = f"Incorrect API key provided: {request.headers['Authorization']}. Asked: {await request.text()}"
    return web.json_response({"error": {"message": message, "code": "invalid_api_key"}}, status=401)


async def failing(request: web.Request) -> web.StreamResponse:
    """Fail with a page that quotes everything."""
    return web.Response(status=500, text=f"<html>{request.headers} {await request.text()}</html>")


async def garbling(request: web.Request) -> web.StreamResponse:
    """An answer that is none, with everything in it."""
    return web.Response(text=f"data: {request.headers['Authorization']} {await request.text()}\n\n")


async def breaking(request: web.Request) -> web.StreamResponse:
    """Half an answer, then an error that quotes everything."""
    response = await begin(request)
    await send(response, chunk({"content": "はい"}), chunk({"content": "。"}))
    await send(response, {"error": {"message": f"{request.headers['Authorization']} {await request.text()}"}})
    return response


async def vanishing(request: web.Request) -> web.StreamResponse:
    """Half an answer, then nothing."""
    response = await begin(request)
    await send(response, chunk({"content": "はい"}))
    assert request.transport is not None
    request.transport.close()
    return response


ENDPOINTS: dict[str, Handler] = {
    "speaking": speak,
    "refusing": refusing,
    "failing": failing,
    "garbling": garbling,
    "breaking": breaking,
    "vanishing": vanishing,
}


async def everything_goes_wrong(api: Api, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], list[str]]:
    """Ask every endpoint in every way; the secrets that must be nowhere, and what programs were told."""
    told: list[str] = []
    for name, handler in ENDPOINTS.items():
        await api.connect(handler, public_name=name, title=name, **REFERENCE)
    traces = {"ceiling": InformationClass.ONE, "vendor_logging": Fact.YES, **REFERENCE}
    await api.connect(speak, public_name="masked", title="masked", **traces)
    await api.connect(
        refusing, public_name="vectors", title="vectors", capabilities={"kind": "embeddings"}, **REFERENCE
    )
    _, secret = await api.issue()
    await api.known()
    client = api.client_with(secret)
    message: Any = [{"role": "user", "content": PROMPT}]
    asked: list[Callable[[], Awaitable[Any]]] = []
    for name in (*ENDPOINTS, "masked"):
        asked.append(lambda name=name: client.chat.completions.create(model=name, messages=message))
        asked.append(lambda name=name: _streamed(client, name))
        asked.append(lambda name=name: client.responses.create(model=name, input=PROMPT))
    asked.append(lambda: client.embeddings.create(model="vectors", input=PROMPT))
    wrong = f"{secret[:-4]}zzzz"
    asked.append(lambda: api.client_with(wrong).chat.completions.create(model="speaking", messages=message))
    asked.append(lambda: client.chat.completions.create(model="nothing", messages=message))
    for ask in asked:
        await _heard(ask, told)
    await _malformed(api, secret, told)
    await _faulty(
        monkeypatch, lambda: client.chat.completions.create(model="speaking", messages=message), told
    )
    return [TOKEN, secret, wrong], told


async def _streamed(client: openai.AsyncOpenAI, model: str) -> None:
    stream = await client.chat.completions.create(
        model=model, messages=[{"role": "user", "content": PROMPT}], stream=True
    )
    async for _piece in stream:
        continue


async def _heard(ask: Callable[[], Awaitable[Any]], told: list[str]) -> None:
    try:
        await ask()
    except openai.APIError as error:
        told.append(f"{error} {error.body}")


async def _malformed(api: Api, secret: str, told: list[str]) -> None:
    """Bodies that cannot be read, with the prompt in them."""
    headers = {"Authorization": f"Bearer {secret}"}
    async with ClientSession(headers=headers) as session:
        for body in (f'{{"model": "speaking", "messages": "{PROMPT}"}}', f'{{"{PROMPT}": 1', PROMPT):
            async with session.post(f"{api.url}/chat/completions", data=body.encode()) as response:
                assert response.status == 400
                await response.read()


async def _faulty(
    monkeypatch: pytest.MonkeyPatch, ask: Callable[[], Awaitable[Any]], told: list[str]
) -> None:
    """A fault of ours in the middle of a call, with a traceback in the log."""

    async def fail(*_arguments: object) -> object:
        raise LookupError("a fault of ours")

    with monkeypatch.context() as patch:
        patch.setattr(Programs, "_open", fail)
        await _heard(ask, told)
    assert "受付番号" in told[-1]


async def records(api: Api) -> tuple[str, str]:
    """Everything in the database, and what staff asked, whose words alone are there by the organisation's rule."""
    await api.house.gateway.settle()
    await api.house.ledger.seal()
    found: dict[bool, list[str]] = {True: [], False: []}
    async with api.house.database.read() as connection:
        for table in await connection.run_sync(lambda sync: inspect(sync).get_table_names()):
            rows = await connection.execute(text(f'SELECT * FROM "{table}"'))
            found[table == "answer"] += [f"{table} {tuple(row)}" for row in rows]
    return "\n".join(found[False]), "\n".join(found[True])


async def test_nothing_secret_is_written_anywhere(
    api: Api,
    collector: Collector,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    traces = open_traces(collector.url, version="1")
    api.house.gateway.trace(traces)
    secrets, told = await everything_goes_wrong(api, monkeypatch)
    await _staff(api)
    kept, asked = await records(api)
    assert WORDS[-1] in asked and not [secret for secret in secrets if secret in asked]
    written = {
        "the records": kept,
        "the journal": _journal(tmp_path),
        "the metrics": api.house.gateway.metrics().decode(),
        "the programs": "\n".join(told),
    }
    await asyncio.to_thread(traces.stop)
    written["the traces"] = "\n".join(body.decode(errors="replace") for body in collector.bodies)
    written["the logs"] = _of_ours(caplog)
    assert "a fault of ours" in written["the logs"] and "speaking" in written["the metrics"]
    assert collector.spans and "gateway:" in written["the records"]
    leaks = [
        (place, secret) for place, text in written.items() for secret in (*secrets, *WORDS) if secret in text
    ]
    assert leaks == []


async def _staff(api: Api) -> None:
    """Questions of staff to the same endpoints, and an operator who looks at one."""
    house = api.house
    for number, handler in enumerate((refusing, failing, breaking)):
        server = await _server(api, handler)
        draft = DeploymentDraft(
            title=f"職員{number}",
            protocol="openai_chat",
            address=str(server.make_url("/v1")),
            remote_model="m",
            **SAFE,
            **REFERENCE,
        )
        await house.end_of(await house.ask(await house.connect(draft), PROMPT))
    with suppress(LookFailed):
        await house.gateway.discover(str(server.make_url("/v1")), REFERENCE["secret_reference"])


async def _server(api: Api, handler: Handler) -> TestServer:
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", handler)
    server = TestServer(application)
    await server.start_server(shutdown_timeout=0)
    api.stack.push_async_callback(server.close)
    return server


def _journal(folder: Path) -> str:
    files = [path for path in (folder / "journal").rglob("*") if path.is_file()]
    assert files
    return "\n".join(path.read_bytes().decode(errors="replace") for path in files)


def _of_ours(caplog: pytest.LogCaptureFixture) -> str:
    """What the product logs and the libraries that it uses; not the SDK, which is the program of the test."""
    formatter = logging.Formatter("%(name)s %(message)s")
    theirs = ("openai", "httpcore", "httpx")
    return "\n".join(
        formatter.format(record) for record in caplog.records if not record.name.startswith(theirs)
    )


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"protocol": "azure_openai", "parameters": {"api_version": "2024-10-21"}},
        {"capabilities": {"streams": False}},
        {"capabilities": {"kind": "embeddings"}},
    ],
    ids=["relayed", "azure", "rebuilt", "embeddings"],
)
async def test_a_redirection_takes_no_token_and_no_word_elsewhere(api: Api, settings: dict[str, Any]) -> None:
    heard: list[str] = []

    async def elsewhere(request: web.Request) -> web.StreamResponse:
        heard.append(request.path)
        return await speak(request)

    target = (await _server(api, elsewhere)).make_url("/v1/chat/completions")
    statuses = iter(REDIRECTS)

    async def redirecting(_request: web.Request) -> web.StreamResponse:
        return web.Response(status=next(statuses), headers={"Location": str(target)})

    server = await _server(api, redirecting)
    await api.connect_at(str(server.make_url("/v1")), **settings, **REFERENCE)
    client = await api.client()
    message: Any = [{"role": "user", "content": PROMPT}]
    for number in range(len(REDIRECTS)):
        with pytest.raises(openai.APIStatusError) as refused:
            if settings.get("capabilities") == {"kind": "embeddings"}:
                await client.embeddings.create(model="small", input=PROMPT)
            else:
                await client.chat.completions.create(model="small", messages=message, stream=bool(number % 2))
        assert refused.value.status_code == 502
    assert heard == []
    assert next(statuses, None) is None
