"""Endpoints and programs that misbehave: each ends in a clear error and one recorded outcome."""

import asyncio
import io
import json
from collections.abc import Awaitable, Callable

import openai
import pytest
from aiohttp import ClientSession, web

from genkan.gateway import Outcome
from tests.openai_api.conftest import Api
from tests.openai_api.endpoints import begin, chunk, send, speak

QUESTION = [{"role": "user", "content": "質問"}]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def streaming(data: bytes) -> Handler:
    """An endpoint that sends these bytes as a stream and closes."""

    async def handler(request: web.Request) -> web.StreamResponse:
        response = await begin(request)
        await response.write(data)
        return response

    return handler


def event(delta: str, reason: str | None = None) -> bytes:
    return f"data: {json.dumps(chunk({'content': delta}, reason), ensure_ascii=False)}\n\n".encode()


async def plain(request: web.Request) -> web.StreamResponse:
    return web.Response(text="<html>ここではありません</html>", content_type="text/html")


async def failing(request: web.Request) -> web.StreamResponse:
    return web.json_response({"error": {"message": "out of memory at /srv/secret"}}, status=500)


async def crowded(request: web.Request) -> web.StreamResponse:
    return web.json_response({"error": {"message": "slow down"}}, status=429)


async def unauthorised(request: web.Request) -> web.StreamResponse:
    return web.json_response({"error": {"message": "bad key"}}, status=401)


async def redirecting(request: web.Request) -> web.StreamResponse:
    raise web.HTTPFound("http://127.0.0.1:9/elsewhere")


BEFORE = [
    (plain, 502, Outcome.BROKEN),
    (failing, 502, Outcome.REFUSED_BY_ENDPOINT),
    (crowded, 503, Outcome.REFUSED_BY_ENDPOINT),
    (unauthorised, 502, Outcome.REFUSED_BY_ENDPOINT),
    (redirecting, 502, Outcome.REFUSED_BY_ENDPOINT),
    (streaming(b""), 502, Outcome.BROKEN),
    (streaming(b": only comments\n\n"), 502, Outcome.BROKEN),
    (streaming(b"data: {not json}\n\n"), 502, Outcome.BROKEN),
    (streaming("data: 鍵".encode("shift_jis") + b"\n\n"), 502, Outcome.BROKEN),
]


@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize(("handler", "status", "outcome"), BEFORE)
async def test_a_failure_before_the_first_token_is_an_error_in_openai_s_form(
    api: Api, handler: Handler, status: int, outcome: Outcome, stream: bool
) -> None:
    await api.connect(handler)
    client = await api.client()
    with pytest.raises(openai.APIStatusError) as failed:
        await client.chat.completions.create(model="small", messages=QUESTION, stream=stream)
    assert failed.value.status_code == status
    assert "secret" not in failed.value.message and "モデル" in failed.value.message
    (row,) = await api.rows()
    assert (row["outcome"], row["output_characters"]) == (outcome, 0)
    assert api.house.gateway.programs.entrance.in_flight == 0


async def test_an_error_in_the_first_event_is_the_endpoint_s_refusal(api: Api) -> None:
    await api.connect(streaming(b'data: {"error": {"message": "no", "code": 500}}\n\n'))
    client = await api.client()
    with pytest.raises(openai.APIStatusError):
        await client.chat.completions.create(model="small", messages=QUESTION, stream=True)
    assert [row["outcome"] for row in await api.rows()] == [Outcome.REFUSED_BY_ENDPOINT]


AFTER = [
    (streaming(event("移管")), "移管"),
    (streaming(event("移管") + b'data: {"choices": [{"index": 0, "delta": {"con'), "移管"),
    (streaming(event("移管") + b"data: \xff\xfe\n\n"), "移管"),
    (streaming(event("移管") + b'data: {"error": {"message": "out of memory"}}\n\n'), "移管"),
    (streaming(event("移管") + b"data: [DONE]\n\n"), "移管"),
]


@pytest.mark.parametrize(("handler", "text"), AFTER)
async def test_half_an_answer_is_passed_on_and_ends_in_an_error(
    api: Api, handler: Handler, text: str
) -> None:
    await api.connect(handler)
    client = await api.client()
    heard = ""
    with pytest.raises(openai.APIError, match="途切れ"):
        async for piece in await client.chat.completions.create(
            model="small", messages=QUESTION, stream=True
        ):
            heard += piece.choices[0].delta.content or ""
    assert heard == text
    (row,) = await api.rows()
    assert (row["outcome"], row["output_characters"]) == (Outcome.BROKEN, len(text))


async def test_what_follows_the_end_is_not_passed_on(api: Api) -> None:
    twice = event("移管") + event("", "stop") + b"data: [DONE]\n\n" + event("余分") + b"data: [DONE]\n\n"
    await api.connect(streaming(twice))
    client = await api.client()
    stream = await client.chat.completions.create(model="small", messages=QUESTION, stream=True)
    assert "".join([piece.choices[0].delta.content or "" async for piece in stream]) == "移管"
    assert [row["outcome"] for row in await api.rows()] == [Outcome.COMPLETED]


async def test_an_endpoint_that_ends_without_done_but_with_a_reason_has_ended(api: Api) -> None:
    await api.connect(streaming(event("移管", "stop")))
    client = await api.client()
    stream = await client.chat.completions.create(model="small", messages=QUESTION, stream=True)
    assert "".join([piece.choices[0].delta.content or "" async for piece in stream]) == "移管"


BODIES = [
    (b"{", 400, "invalid_request_error"),
    (b"[]", 400, "invalid_request_error"),
    (b"\xff", 400, "invalid_request_error"),
    (b'{"model": "small"}', 400, "invalid_request_error"),
    (b'{"model": "small", "messages": []}', 400, "invalid_request_error"),
    (b'{"model": "small", "messages": "hello"}', 400, "invalid_request_error"),
    (b'{"model": "small", "messages": [{"role": "king", "content": "x"}]}', 400, "invalid_request_error"),
    (
        b'{"model": "small", "messages": [{"role": "user", "content": "x"}], "temperature": "hot"}',
        400,
        "invalid_request_error",
    ),
    (
        b'{"model": "small", "messages": [{"role": "user", "content": "x"}], "colour": 1}',
        400,
        "invalid_request_error",
    ),
    (b'{"model": "large", "messages": [{"role": "user", "content": "x"}]}', 404, "model_not_found"),
    (b" " * (21 * 1024 * 1024), 413, "request_too_large"),
]


@pytest.mark.parametrize(("body", "status", "code"), BODIES)
async def test_a_bad_body_is_refused_in_openai_s_form(api: Api, body: bytes, status: int, code: str) -> None:
    await api.connect(speak)
    _, secret = await api.issue()
    await api.known()
    headers = {"Authorization": f"Bearer {secret}"}
    async with (
        ClientSession(headers=headers) as session,
        session.post(f"{api.url}/chat/completions", data=io.BytesIO(body)) as response,
    ):
        assert response.status == status
        error = (await response.json())["error"]
    assert error["code"] == code and error["message"].endswith("。")
    assert api.received == []


async def test_paths_and_methods_that_are_not_there_say_so(api: Api) -> None:
    async with ClientSession() as session:
        async with session.get(f"{api.url}/nothing") as response:
            assert (response.status, (await response.json())["error"]["code"]) == (404, "unknown_url")
        async with session.get(f"{api.url}/chat/completions") as response:
            assert (response.status, (await response.json())["error"]["code"]) == (405, "method_not_allowed")
        async with session.post(f"{api.url}/chat/completions", data=b"{}") as response:
            assert (response.status, response.headers["www-authenticate"]) == (401, "Bearer")


async def test_an_endpoint_that_hangs_before_its_first_token_is_given_up(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silent(request: web.Request) -> web.StreamResponse:
        response = await begin(request)
        for _ in range(100):
            await response.write(b": keep-alive\n\n")
            await asyncio.sleep(0.05)
        return response

    await api.connect(silent)
    client = await api.client()
    api.shorten_patience(monkeypatch, first_token=0.3)
    with pytest.raises(openai.APIStatusError) as failed:
        await client.chat.completions.create(model="small", messages=QUESTION, stream=True)
    assert failed.value.status_code == 504
    assert [row["outcome"] for row in await api.rows()] == [Outcome.TIMED_OUT]


async def test_an_endpoint_that_hangs_between_tokens_is_given_up(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def halting(request: web.Request) -> web.StreamResponse:
        response = await begin(request)
        await send(response, chunk({"content": "移管"}))
        await asyncio.sleep(10)
        return response

    await api.connect(halting)
    client = await api.client()
    api.shorten_patience(monkeypatch, between_tokens=0.3)
    with pytest.raises(openai.APIError, match="時間内"):
        async for _ in await client.chat.completions.create(model="small", messages=QUESTION, stream=True):
            continue
    assert [row["outcome"] for row in await api.rows()] == [Outcome.TIMED_OUT]


async def test_a_program_that_vanishes_before_the_answer_frees_its_place(api: Api) -> None:
    began = asyncio.Event()

    async def slow(request: web.Request) -> web.StreamResponse:
        began.set()
        await asyncio.sleep(30)
        return web.Response()

    await api.connect(slow)
    client = await api.client()
    asking = asyncio.create_task(client.chat.completions.create(model="small", messages=QUESTION))
    await began.wait()
    asking.cancel()
    async with asyncio.timeout(5):
        while not (rows := await api.rows()):
            await asyncio.sleep(0.05)
    assert rows[0]["outcome"] == Outcome.STOPPED
    assert api.house.gateway.programs.entrance.in_flight == 0


async def test_what_an_endpoint_refuses_about_a_request_goes_to_no_other_and_closes_no_line(api: Api) -> None:
    async def picky(request: web.Request) -> web.StreamResponse:
        return web.json_response({"error": {"message": "too long", "code": "content_filter"}}, status=400)

    for title in ("一つ目", "二つ目", "三つ目"):
        await api.connect(picky, title=title)
    client = await api.client()
    for _ in range(8):
        with pytest.raises(openai.BadRequestError):
            await client.chat.completions.create(model="small", messages=QUESTION)
    assert len(api.received) == 8
    assert {row["outcome"] for row in await api.rows()} == {Outcome.REFUSED_BY_ENDPOINT}


async def test_a_whole_answer_comes_from_another_endpoint_of_any_protocol(api: Api) -> None:
    for title in ("一つ目", "二つ目"):
        await api.connect_at("http://127.0.0.1:9", title=title, protocol="cohere_chat")
    client = await api.client()
    with pytest.raises(openai.APIStatusError) as failed:
        await client.chat.completions.create(model="small", messages=QUESTION)
    assert failed.value.status_code == 502
    assert [row["outcome"] for row in await api.rows()] == [Outcome.UNREACHABLE] * 2


async def test_events_of_several_lines_reach_the_program_as_one(api: Api) -> None:
    two_lines = event("移管", "stop").replace(b', "choices"', b',\ndata: "choices"')
    assert two_lines.count(b"data:") == 2
    await api.connect(streaming(two_lines + b"data: [DONE]\n\n"))
    client = await api.client()
    stream = await client.chat.completions.create(model="small", messages=QUESTION, stream=True)
    assert "".join([piece.choices[0].delta.content or "" async for piece in stream]) == "移管"
