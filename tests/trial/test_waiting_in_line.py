"""A comparison that waits for a busy model tells one place for both sides, so that it tells nothing of either."""

import asyncio

from bs4 import BeautifulSoup

from .conftest import StartModel, TrialRoom
from .test_compare_flow import soup, start

PLACE = "順番を待っています（あと1番目）。"


async def connect_free_model(room: TrialRoom, model_server: StartModel) -> None:
    address = await model_server("すぐに終わりました。")
    await room.connect("空いたモデル", protocol="openai_chat", address=address, remote_model="free")


async def until_in_line(room: TrialRoom) -> None:
    async with asyncio.timeout(20):
        while not any(row["place_in_line"] for row in await room.rows("answer")):
            await asyncio.sleep(0.02)


async def test_the_place_is_one_for_both_sides(model_server: StartModel, room: TrialRoom) -> None:
    await connect_free_model(room, model_server)
    address = await model_server("まだ続きます。", hangs=True)
    await room.connect(
        "混雑するモデル", protocol="openai_chat", address=address, remote_model="m", capacity=1
    )
    await start(await room.browser(await room.person("試験太郎")))
    browser = await room.browser(await room.person("試験花子"))
    path = await start(browser)
    await until_in_line(room)

    page = soup(await browser.get(path))
    assert page.select_one("#line").text.strip() == PLACE
    assert not [side for side in page.select(".answer") if "順番" in side.text]
    assert "混雑するモデル" not in page.text


async def test_the_stream_tells_the_place_and_takes_it_back(
    model_server: StartModel, room: TrialRoom
) -> None:
    await connect_free_model(room, model_server)
    address = await model_server("混雑していました。" * 20, pause=0.03)
    await room.connect(
        "混雑するモデル", protocol="openai_chat", address=address, remote_model="m", capacity=1
    )
    await start(await room.browser(await room.person("試験太郎")))
    browser = await room.browser(await room.person("試験花子"))
    path = await start(browser)
    await until_in_line(room)

    events = (await browser.get(f"{path}/events")).text
    lines = [
        partial.text.strip()
        for partial in BeautifulSoup(events, "html.parser").select("hx-partial[hx-target='#line']")
    ]
    assert lines == [PLACE, ""]
