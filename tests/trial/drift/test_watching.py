"""From the daily job to the era that an alarm begins, on both databases, with builds behind real local servers."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from bs4 import BeautifulSoup

from genkan.governance import Role
from genkan.jobs import Queue
from genkan.storage import Database
from genkan.trial import DriftWatch, recent_eras
from genkan.trial.drift import LOOK_AT_ARM, WATCH_TRIALS
from genkan.trial.drift.asking import DRIFT_APP
from genkan.trial.protocol import running_trial

from ..conftest import TrialRoom
from ..trials_in_progress import open_trial


class SwappedBuild:
    """A model server behind one name whose build can be exchanged; it says which one only where it is asked to."""

    def __init__(self) -> None:
        self.version, self.tells, self.failing, self.asked = "first", False, False, 0

    async def answer(self, request: web.Request) -> web.Response:
        self.asked += 1
        if self.failing:
            return web.json_response({"error": {"message": "no"}}, status=500)
        asked = (await request.json())["messages"][-1]["content"]
        text = f"{asked[:20]}には、次のとおり答えます。" if self.version == "first" else f"回答：{asked[::2]}"
        document = {
            "choices": [{"index": 0, "message": {"content": text}, "finish_reason": "stop"}],
            "model": "one-name",
        }
        if self.tells:
            document["system_fingerprint"] = f"fp-{self.version}"
        return web.json_response(document)


@pytest.fixture
async def build() -> AsyncIterator[tuple[SwappedBuild, str]]:
    """The server and its address."""
    swapped, application = SwappedBuild(), web.Application()
    application.router.add_post("/v1/chat/completions", swapped.answer)
    server = TestServer(application)
    await server.start_server()
    yield swapped, str(server.make_url("/v1"))
    await server.close()


def watch_of(room: TrialRoom, database: Database | None = None) -> DriftWatch:
    return DriftWatch(
        database=database or room.database,
        ledger=room.ledger,
        queue=Queue(room.clock),
        gateway=room.gateway,
        clock=room.clock,
    )


async def next_day(room: TrialRoom, watch: DriftWatch) -> None:
    """Run the job of the night and the jobs that it leaves."""
    room.clock.advance(days=1)
    await watch.run({})
    jobs = [row for row in await room.rows("job") if row["task"] == LOOK_AT_ARM]
    payloads = [
        json.loads(row["payload"]) if isinstance(row["payload"], str) else row["payload"] for row in jobs
    ]
    for arm in sorted({payload["arm"] for payload in payloads}):
        await watch.look({"trial_id": payloads[0]["trial_id"], "arm": arm})


async def test_a_swapped_build_begins_an_era_and_offline_answerers_never_do(
    room: TrialRoom, build: tuple[SwappedBuild, str]
) -> None:
    swapped, address = build
    deployment = await room.connect("試験モデル", protocol="openai_chat", address=address, remote_model="m", capabilities={"streams": False})  # fmt: skip
    extracts = await room.connect_extracts()
    trial_id = await open_trial(room, [deployment, *extracts])
    watch = watch_of(room)
    await watch.begin()
    await watch.begin()
    assert [row["task"] for row in await room.rows("job")].count(WATCH_TRIALS) == 1
    for _ in range(3):
        await next_day(room, watch)
    assert swapped.asked == 12 * 4  # twice at the first look
    assert len(await room.events("trial:build:probed")) == 3 * 3
    assert await room.events("trial:era:began") == []

    swapped.version = "second"
    await next_day(room, watch)
    [began] = await room.events("trial:era:began")
    told = json.loads(began["details"])
    assert (told["arm"], told["era"], told["reason"], began["object_id"]) == (
        "arm-1",
        2,
        "agreement",
        trial_id,
    )
    probes = [json.loads(row["details"]) for row in await room.events("trial:build:probed")]
    of_arm = [
        (one["era"], one["agreement"], one.get("failures", 0)) for one in probes if one["arm"] == "arm-1"
    ]
    assert sorted(of_arm) == [(1, 0.0, 0), *[(1, 1.0, 0)] * 3, (2, 1.0, 0)]
    assert {one["era"] for one in probes if one["arm"] != "arm-1"} == {1}
    async with room.database.read() as connection:
        running = await running_trial(connection, room.organisation.id)
        news = await recent_eras(connection, organisation_id=room.organisation.id, since=room.clock.moment)
    assert running is not None
    assert running.eras == {"arm-1": 2, "arm-2": 1, "arm-3": 1}
    assert [(one.arm, one.era) for one in news] == [("arm-1", 2)]

    swapped.tells = True  # the server now says who it is: another fingerprint
    await next_day(room, watch)
    swapped.failing = True  # a day of failures is told and begins nothing
    await next_day(room, watch)
    assert len(await room.events("trial:build:probed")) == 8 + 2 * 6
    began = [json.loads(row["details"])["reason"] for row in await room.events("trial:era:began")]
    assert began == ["agreement", "fingerprint"]

    await room.gateway.settle()
    used = [row for row in await room.rows("call") if row["app"] == DRIFT_APP]
    assert {row["organisation_id"] for row in used} == {room.organisation.id}
    assert len(used) >= swapped.asked

    office = await room.browser(await room.person("試験事務局", Role.TRIAL_OFFICE))
    page = BeautifulSoup((await office.get(f"/trials/{trial_id}/drift")).text, "html.parser")
    first = page.select("main section")[0]
    assert "第3期" in first.select_one("h2").text
    assert len(first.select(".chart svg[role=img]")) == 2
    assert len(first.select("tbody tr")) == 8
    assert "0 / 12" in first.select_one("tbody").text
    assert "サーバーが示すモデル名又は識別子が変わりました。" in first.text
    staff = await room.browser(await room.person("試験花子"))
    assert (await staff.get(f"/trials/{trial_id}/drift")).status_code == 404
    elsewhere = await room.person(
        "例示市", Role.TRIAL_OFFICE, organisation=await room.add_organisation("例示市")
    )
    assert (await (await room.browser(elsewhere)).get(f"/trials/{trial_id}/drift")).status_code == 404


async def test_a_day_is_looked_at_once_by_two_replicas(
    room: TrialRoom, build: tuple[SwappedBuild, str]
) -> None:
    """Both do the same job at the same time, as after a lease that was lost; with an alarm, too."""
    swapped, address = build
    deployment = await room.connect("試験モデル", protocol="openai_chat", address=address, remote_model="m", capabilities={"streams": False})  # fmt: skip
    trial_id = await open_trial(room, [deployment])
    other = Database(room.database.url)
    watches = [watch_of(room), watch_of(room, other)]
    payload = {"trial_id": trial_id, "arm": "arm-1"}
    for version in ("first", "first", "second"):
        swapped.version = version
        room.clock.advance(days=1)
        await asyncio.gather(*(watch.look(payload) for watch in watches * 2))
    await other.close()
    looks = [(row["era"], row["alarm"]) for row in await room.rows("trial_probe")]
    assert sorted(looks) == [(1, ""), (1, ""), (1, "agreement"), (2, "")]
    assert len(await room.events("trial:build:probed")) == 4
    assert len(await room.events("trial:era:began")) == 1
