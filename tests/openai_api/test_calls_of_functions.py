"""Functions that a model calls pass the door as they are: in streams, in whole answers and in later turns."""

import json
from typing import Any

from aiohttp import web

from genkan.gateway import Outcome
from tests.openai_api.conftest import Api
from tests.openai_api.test_responses import calling

QUESTION: Any = [{"role": "user", "content": "天気は。"}]
TOOLS: Any = [{"type": "function", "function": {"name": "weather", "parameters": {"type": "object"}}}]


async def test_a_call_comes_whole(api: Api) -> None:
    await api.connect(calling)
    client = await api.client()
    answer = await client.chat.completions.create(model="small", messages=QUESTION, tools=TOOLS)
    (call,) = answer.choices[0].message.tool_calls or ()
    assert call.type == "function" and json.loads(call.function.arguments) == {"city": "札幌"}
    assert [row["outcome"] for row in await api.rows()] == [Outcome.COMPLETED]


async def test_calls_come_in_pieces(api: Api) -> None:
    await api.connect(calling)
    client = await api.client()
    async with client.chat.completions.stream(model="small", messages=QUESTION, tools=TOOLS) as stream:
        async for _event in stream:
            continue
        final = await stream.get_final_completion()
    calls = final.choices[0].message.tool_calls or ()
    assert [json.loads(call.function.arguments)["city"] for call in calls] == ["札幌", "那覇"]
    (row,) = await api.rows()
    assert row["outcome"] == Outcome.COMPLETED and row["first_token_at"] is not None


async def test_an_earlier_call_reaches_the_endpoint_in_full(api: Api) -> None:
    async def told(request: web.Request) -> web.StreamResponse:
        return await calling(request)

    await api.connect(told)
    client = await api.client()
    function = {"name": "weather", "arguments": "{}"}
    turn = {
        "role": "assistant",
        "content": None,
        "tool_calls": [{"id": "1", "type": "function", "function": function}],
    }
    result = {"role": "tool", "tool_call_id": "1", "content": "晴れ"}
    await client.chat.completions.create(model="small", messages=[*QUESTION, turn, result], tools=TOOLS)
    assert api.received[0]["messages"][1]["tool_calls"] == turn["tool_calls"]
