"""The Responses API, spoken with the real SDK, on both engines."""

import json
from typing import Any

import openai
import pytest
from aiohttp import ClientSession, web

from genkan.catalogue import Answer as Fact
from genkan.catalogue import InformationClass
from genkan.gateway import Outcome
from tests.openai_api.conftest import Api
from tests.openai_api.endpoints import USAGE, WORDS, begin, chunk, completion, echo, send, speak

WEATHER = {
    "type": "function",
    "name": "weather",
    "description": "天気を調べる。",
    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
    "strict": True,
}
SCHEMA = {"type": "object", "properties": {"答え": {"type": "string"}}}


def call(
    index: int, call_id: str | None = None, name: str | None = None, arguments: str = ""
) -> dict[str, Any]:
    named = {"id": call_id, "type": "function"} if call_id else {}
    return {"index": index, **named, "function": {**({"name": name} if name else {}), "arguments": arguments}}


async def calling(request: web.Request) -> web.StreamResponse:
    """Two calls of a function, in pieces that are mixed."""
    if not (await request.json()).get("stream"):
        function = {"name": "weather", "arguments": '{"city": "札幌"}'}
        document = completion("", "tool_calls")
        document["choices"][0]["message"] = {
            "role": "assistant",
            "content": None,
            "tool_calls": [{"id": "call_1", "type": "function", "function": function}],
        }
        return web.json_response(document)
    response = await begin(request)
    pieces = [
        [call(0, "call_1", "weather")],
        [call(0, arguments='{"city": ')],
        [call(1, "call_2", "weather", '{"city":"那覇"}')],
        [call(0, arguments='"札幌"}')],
    ]
    await send(response, *(chunk({"tool_calls": piece}) for piece in pieces), chunk({}, "tool_calls"))
    await response.write(b"data: [DONE]\n\n")
    return response


async def test_a_whole_response(api: Api) -> None:
    await api.connect(speak)
    client = await api.client()
    response = await client.responses.create(
        model="small", instructions="短く答える。", input="質問", max_output_tokens=9, metadata={"a": "b"}
    )
    assert (response.output_text, response.status) == ("".join(WORDS), "completed")
    assert response.usage is not None and response.usage.total_tokens == 10
    assert (response.metadata, response.max_output_tokens, response.store) == ({"a": "b"}, 9, False)
    assert api.received == [
        {
            "model": "small",
            "max_tokens": 9,
            "messages": [
                {"role": "system", "content": "短く答える。"},
                {"role": "user", "content": "質問"},
            ],
        }
    ]
    (row,) = await api.rows()
    assert (row["outcome"], row["output_tokens"]) == (Outcome.COMPLETED, 3)


async def test_a_stream_of_typed_events(api: Api) -> None:
    await api.connect(speak)
    client = await api.client()
    events = [
        event async for event in await client.responses.create(model="small", input="質問", stream=True)
    ]
    assert [event.type for event in events] == [
        "response.created",
        "response.in_progress",
        "response.output_item.added",
        "response.content_part.added",
        *["response.output_text.delta"] * 3,
        "response.output_text.done",
        "response.content_part.done",
        "response.output_item.done",
        "response.completed",
    ]
    assert [event.sequence_number for event in events] == list(range(len(events)))
    last = events[-1]
    assert last.type == "response.completed" and last.response.usage is not None
    assert (last.response.output_text, last.response.usage.output_tokens) == ("".join(WORDS), 3)


async def test_the_sdk_gathers_a_stream(api: Api) -> None:
    await api.connect(speak)
    client = await api.client()
    async with client.responses.stream(model="small", input="質問") as stream:
        text = "".join([event.delta async for event in stream if event.type == "response.output_text.delta"])
        final = await stream.get_final_response()
    assert text == final.output_text == "".join(WORDS)


async def test_functions_are_called_and_their_results_come_back(api: Api) -> None:
    await api.connect(calling)
    client = await api.client()
    asked: list[Any] = [{"role": "user", "content": [{"type": "input_text", "text": "札幌の天気は。"}]}]
    first = await client.responses.create(
        model="small", input=asked, tools=[WEATHER], tool_choice={"type": "function", "name": "weather"}
    )
    (item,) = first.output
    assert item.type == "function_call" and (item.call_id, item.name) == ("call_1", "weather")
    outputs = {"type": "function_call_output", "call_id": "call_1", "output": "晴れ"}
    again = [*asked, item.model_dump(exclude_none=True), outputs]
    await client.responses.create(model="small", input=again, tools=[WEATHER])
    before, after = api.received
    assert before["tools"][0]["function"]["name"] == "weather" and before["tools"][0]["type"] == "function"
    assert before["tool_choice"] == {"type": "function", "function": {"name": "weather"}}
    function = {"name": "weather", "arguments": '{"city": "札幌"}'}
    assert after["messages"][1]["tool_calls"] == [{"id": "call_1", "type": "function", "function": function}]
    assert after["messages"][2] == {"role": "tool", "tool_call_id": "call_1", "content": "晴れ"}


async def test_streamed_calls_are_kept_apart(api: Api) -> None:
    await api.connect(calling)
    client = await api.client()
    async with client.responses.stream(model="small", input="天気", tools=[WEATHER]) as stream:
        kinds = [event.type async for event in stream]
        final = await stream.get_final_response()
    assert kinds.count("response.function_call_arguments.done") == 2
    found = [
        (item.call_id, json.loads(item.arguments)["city"])
        for item in final.output
        if item.type == "function_call"
    ]
    assert found == [("call_1", "札幌"), ("call_2", "那覇")]


async def test_a_schema_is_asked_for(api: Api) -> None:
    await api.connect(speak)
    client = await api.client()
    form = {"type": "json_schema", "name": "answer", "schema": SCHEMA, "strict": True}
    response = await client.responses.create(model="small", input="質問", text={"format": form})
    asked = {"type": "json_schema", "json_schema": {"name": "answer", "schema": SCHEMA, "strict": True}}
    assert api.received[0]["response_format"] == asked
    assert response.text is not None and response.text.format is not None
    assert response.text.format.type == "json_schema"


@pytest.mark.parametrize(
    ("reason", "told"), [("length", "max_output_tokens"), ("content_filter", "content_filter")]
)
async def test_a_cut_answer_is_incomplete(api: Api, reason: str, told: str) -> None:
    async def cut(request: web.Request) -> web.StreamResponse:
        if not (await request.json()).get("stream"):
            return web.json_response(completion("移管", reason))
        response = await begin(request)
        await send(
            response,
            chunk({"content": "移管"}),
            chunk({}, reason),
            {**chunk({}), "choices": [], "usage": USAGE},
        )
        return response

    await api.connect(cut)
    client = await api.client()
    whole = await client.responses.create(model="small", input="質問")
    events = [
        event async for event in await client.responses.create(model="small", input="質問", stream=True)
    ]
    assert events[-1].type == "response.incomplete"
    for response in (whole, events[-1].response):
        assert response.incomplete_details is not None and response.incomplete_details.reason == told
        assert (response.status, response.output_text) == ("incomplete", "移管")


async def test_an_answer_that_breaks_off_has_failed(api: Api) -> None:
    async def breaking(request: web.Request) -> web.StreamResponse:
        response = await begin(request)
        await send(response, chunk({"content": "移管"}))
        return response

    await api.connect(breaking)
    client = await api.client()
    events = [
        event async for event in await client.responses.create(model="small", input="質問", stream=True)
    ]
    last = events[-1]
    assert last.type == "response.failed" and last.response.error is not None
    assert "途切れ" in last.response.error.message and last.response.output_text == "移管"
    assert [row["outcome"] for row in await api.rows()] == [Outcome.BROKEN]


async def test_every_text_is_checked_and_restored(api: Api) -> None:
    await api.connect(echo, ceiling=InformationClass.ONE, vendor_logging=Fact.YES)
    client = await api.client()
    phone = "03-1234-5678"
    items: list[Any] = [
        {
            "role": "assistant",
            "content": [{"type": "output_text", "text": f"前は{phone}", "annotations": []}],
        },
        {"type": "function_call", "call_id": "1", "name": "call", "arguments": f'{{"to": "{phone}"}}'},
        {"type": "function_call_output", "call_id": "1", "output": [{"type": "input_text", "text": phone}]},
        {"role": "user", "content": f"{phone}です。"},
    ]
    response = await client.responses.create(model="small", instructions=f"窓口は{phone}", input=items)
    async with client.responses.stream(model="small", input=items) as stream:
        streamed = await stream.get_final_response()
    assert response.output_text == streamed.output_text == f"{phone}です。"
    assert "1234" not in json.dumps(api.received)


REFUSED = [
    ({"store": True}, "store"),
    ({"background": True}, "background"),
    ({"previous_response_id": "resp_1"}, "previous_response_id"),
    ({"conversation": "conv_1"}, "conversation"),
    ({"prompt": {"id": "p"}}, "prompt"),
    ({"truncation": "auto"}, "truncation"),
    ({"include": ["reasoning.encrypted_content"]}, "include"),
    ({"top_logprobs": 3}, "top_logprobs"),
    ({"max_tool_calls": 3}, "max_tool_calls"),
    ({"reasoning": {"summary": "auto"}}, "reasoning.summary"),
    ({"tools": [{"type": "web_search"}]}, "tools[0].type"),
    ({"tool_choice": {"type": "file_search"}}, "tool_choice"),
    ({"input": [{"type": "item_reference", "id": "msg_1"}]}, "input[0].type"),
    (
        {"input": [{"role": "user", "content": [{"type": "input_image", "image_url": "x"}]}]},
        "input[0].content[0]",
    ),
    ({"input": [{"type": "function_call", "name": "x"}]}, "input[0]"),
]


@pytest.mark.parametrize(("changes", "parameter"), REFUSED)
async def test_what_needs_memory_or_cannot_be_checked_is_refused(
    api: Api, changes: dict[str, Any], parameter: str
) -> None:
    await api.connect(speak)
    client = await api.client()
    with pytest.raises(openai.BadRequestError) as refused:
        await client.responses.create(**{"model": "small", "input": "質問", **changes})
    assert refused.value.param == parameter and refused.value.message.count("。") >= 2
    assert api.received == [] and await api.rows() == []


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b'{"model": "small"}', b'{"model": "small", "input": "x", "colour": 1}']
)
async def test_a_bad_body_is_refused(api: Api, body: bytes) -> None:
    _, secret = await api.issue()
    await api.known()
    async with (
        ClientSession(headers={"Authorization": f"Bearer {secret}"}) as session,
        session.post(f"{api.url}/responses", data=body) as response,
    ):
        code = (await response.json())["error"]["code"]
    assert (response.status, code) == (400, "invalid_request_error")
