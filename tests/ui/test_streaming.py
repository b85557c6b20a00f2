"""The lines of an event stream, and when it ends."""

import asyncio
from collections.abc import AsyncGenerator

import pytest
from markupsafe import Markup
from starlette.responses import StreamingResponse

from genkan.ui import StreamEvent, announcement, event_stream, partial

END = "event: end\ndata: \n\n"
COMMENT = ": keep-alive\n\n"


async def frames(response: StreamingResponse) -> list[str]:
    return [str(chunk) async for chunk in response.body_iterator]


async def two() -> AsyncGenerator[StreamEvent]:
    yield StreamEvent("一", id="1")
    yield StreamEvent("二\n三", id="2", name="news")


class Endless:
    """Waits for ever and tells whether it was closed in order."""

    def __init__(self) -> None:
        self.closed = asyncio.Event()

    async def events(self) -> AsyncGenerator[StreamEvent]:
        try:
            yield StreamEvent("始")
            await asyncio.Event().wait()
        finally:
            self.closed.set()


async def test_events_then_their_end() -> None:
    assert await frames(event_stream(two())) == [
        COMMENT,
        "id: 1\ndata: 一\n\n",
        "id: 2\nevent: news\ndata: 二\ndata: 三\n\n",
        END,
    ]


def test_nothing_on_the_way_may_keep_or_gather_it() -> None:
    headers = event_stream(two()).headers
    assert headers["content-type"].startswith("text/event-stream")
    assert headers["cache-control"] == "no-store"
    assert headers["x-accel-buffering"] == "no"


async def test_a_quiet_line_is_kept_alive() -> None:
    stream = event_stream(Endless().events(), keep_alive=0.01).body_iterator
    assert [await anext(stream) for _ in range(4)] == [COMMENT, "data: 始\n\n", COMMENT, COMMENT]
    await stream.aclose()


async def test_a_reader_that_leaves_ends_the_work() -> None:
    endless = Endless()
    stream = event_stream(endless.events()).body_iterator
    assert [await anext(stream) for _ in range(2)][1] == "data: 始\n\n"
    await stream.aclose()
    await asyncio.wait_for(endless.closed.wait(), 1)


async def test_a_server_that_shuts_down_ends_the_stream_without_saying_it_is_complete() -> None:
    endless, closing = Endless(), asyncio.Event()
    reading = asyncio.create_task(frames(event_stream(endless.events(), closing=closing)))
    await asyncio.sleep(0.02)
    closing.set()
    sent = await asyncio.wait_for(reading, 1)
    assert END not in sent
    await asyncio.wait_for(endless.closed.wait(), 1)


async def test_an_error_is_not_taken_for_the_end() -> None:
    async def failing() -> AsyncGenerator[StreamEvent]:
        yield StreamEvent("一")
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await frames(event_stream(failing()))


def test_a_partial_cannot_be_left_by_its_target_or_text() -> None:
    html = partial('x"><script>', Markup("<p>一</p>"))
    assert html.startswith('<hx-partial hx-target="#x&#34;&gt;&lt;script&gt;" hx-swap="innerHTML"><p>一</p>')
    assert "<b>" not in announcement("<b>")
