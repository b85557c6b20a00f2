"""Two models do one run of an app side by side: begun, held back, voted on, picked, used and proved from the ledger."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from genkan.catalogue import Deployment
from genkan.evaluation.blind import CONCEALED
from genkan.governance import read_events
from genkan.trial import (
    exposure_table,
    read_exposures,
    read_proof,
    read_unassigned,
    rebuild_pack,
    verify_pack,
)
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import Mode
from genkan.trial.gathering import new_key, read_evidence
from genkan.trial.pack import read_numbers, write_pack
from genkan.trial.protocol import TrialState
from tests.trial.running import agree, arm_of, close, run_trial, task_named, turn
from tests.workspace.conftest import LIMIT, Browser, Workspace, fields_of, install, pages, workspace

__all__ = ["install", "pages", "workspace"]
LONG = "\n".join(f"第{number}の事業を実施する。" for number in range(3_000))


@dataclass
class Arms:
    """One server behind both arms, which knows them by the model that is asked; ``gates`` hold their answers back."""

    address: str = ""
    asked: dict[str, list[str]] = field(default_factory=lambda: {"oto": [], "kaze": []})
    gates: dict[str, asyncio.Event] = field(
        default_factory=lambda: {"oto": asyncio.Event(), "kaze": asyncio.Event()}
    )
    broken: set[str] = field(default_factory=set[str])

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Each arm names itself; the second says more."""
        body = await request.json()
        name = body["model"]
        question = body["messages"][-1]["content"]
        if len(question) > len("接続の確認"):
            self.asked[name].append(question)
        await self.gates[name].wait()
        if name in self.broken:
            return web.json_response({"error": {"message": f"{name} is overloaded"}}, status=400)
        text = f"{name.upper()}による要約である。" + "事業を続ける。" * (20 if name == "oto" else 1)
        response = web.StreamResponse(headers={"content-type": "text/event-stream"})
        await response.prepare(request)
        for delta, reason in (({"content": text}, None), ({}, "stop")):
            chunk = {"choices": [{"index": 0, "delta": delta, "finish_reason": reason}]}
            await response.write(b"data: " + json.dumps(chunk).encode() + b"\n\n")
        await response.write(b"data: [DONE]\n\n")
        return response


@pytest.fixture
async def arms() -> AsyncIterator[Arms]:
    arms = Arms()
    application = web.Application()
    application.router.add_post("/v1/chat/completions", arms.answer)
    server = TestServer(application)
    await server.start_server()
    arms.address = str(server.make_url("/v1"))
    yield arms
    for gate in arms.gates.values():
        gate.set()
    await server.close()


@dataclass
class Office:
    """A trial in pairs of the app 「文章の要約」, and a person who takes part."""

    workspace: Workspace
    browser: Browser
    trial: str
    deployments: tuple[Deployment, Deployment]

    async def begin(self, **changes: Any) -> str:
        """Send the form of the app; the address of the run."""
        form = fields_of(await self.browser.get("/apps/summary?example=1"), "/apps/summary")
        return await self.browser.post("/apps/summary", {**form, "field.text": LONG, **changes})

    async def runs(self) -> dict[str, dict[str, Any]]:
        """The rows of the newest pair: 「a」 and 「b」, and the run that the person began under the empty name."""
        rows = await self.workspace.rows("app_run")
        newest = max(row["pair_id"] for row in rows)
        return {row["side"]: row for row in rows if row["pair_id"] == newest}

    async def until(self, **states: str) -> None:
        """Wait until the runs stand so; ``run`` is the one that the person began."""
        async with asyncio.timeout(LIMIT):
            while True:
                found = await self.runs()
                if all(
                    found["" if side == "run" else side]["state"] == state for side, state in states.items()
                ):
                    return
                await asyncio.sleep(0.02)

    async def told(self, kind: str, number: int) -> list[dict[str, Any]]:
        """The details of the ledger's events of a kind, once there are so many."""
        async with asyncio.timeout(LIMIT):
            while True:
                rows = [row for row in await self.workspace.rows("ledger_event") if row["kind"] == kind]
                if len(rows) >= number:
                    return [json.loads(row["details"]) for row in sorted(rows, key=lambda row: row["id"])]
                await asyncio.sleep(0.02)

    def side_of(self, runs: dict[str, dict[str, Any]], name: str) -> str:
        """On which side the arm stands."""
        wanted = self.deployments[("oto", "kaze").index(name)].id
        return next(side for side in "ab" if runs[side]["deployment_id"] == wanted)


async def open_office(
    workspace: Workspace, arms: Arms, *, changes: Mapping[str, Any] = MappingProxyType({}), **protocol: Any
) -> Office:
    """Two arms behind the server, with ``changes``, and a person who agreed."""
    person = await workspace.person("例示花子")
    facts = {"protocol": "openai_chat", "address": arms.address, "build": "試験1"}
    first, second = [
        await workspace.connect(title, remote_model=name, **facts)
        for title, name in (("試験モデル乙音", "oto"), ("試験モデル風", "kaze"))
    ]
    trial = await run_trial(
        workspace.parts.database,
        workspace.parts.ledger,
        workspace.clock,
        organisation_id=workspace.ministry.id,
        arms=[arm_of(each, name, **changes) for each, name in ((first, "甲"), (second, "乙"))],
        **{"tasks": [task_named("summary")], **protocol},
    )
    await agree(workspace.parts.database, workspace.clock, trial, person)
    return Office(workspace, await workspace.sign_in(person), trial, (first, second))


async def test_from_the_form_to_the_evidence(workspace: Workspace, arms: Arms) -> None:
    """Two answers to one run: no step is shared, no name told, nothing to be seen or voted on before its moment."""
    office = await open_office(workspace, arms)
    browser, clock = office.browser, workspace.clock
    stranger = await workspace.browser("例示太郎")
    form = fields_of(await browser.get("/apps/summary?example=1"), "/apps/summary")
    assert not (await browser.get("/apps/summary")).select("select[name=deployment_id]")
    sent = {**form, "field.text": LONG}
    address = await browser.post("/apps/summary", {**sent, "deployment_id": office.deployments[0].id})
    assert await browser.post("/apps/summary", {**sent, "deployment_id": office.deployments[1].id}) == address
    pair = f"{address}/pair"
    assert (await browser.client.get(address)).headers["location"] == pair
    runs = await office.runs()
    slow, fast = office.side_of(runs, "kaze"), office.side_of(runs, "oto")

    arms.gates["oto"].set()
    await office.until(**{fast: "completed"})
    clock.advance(seconds=30)
    arms.gates["kaze"].set()
    await office.until(a="completed", b="completed", run="running")
    waiting = await browser.get(pair)
    assert not waiting.select("article.answer")
    assert (
        "まだ回答の作成が終わっていない"
        in (await browser.post(f"{pair}/vote", {"choice": "a"}, status=409)).text
    )
    await browser.post(f"{pair}/pick", {"side": "a"}, status=409)
    for path in (f"/runs/{runs['a']['id']}", f"/runs/{runs['b']['id']}/pair", f"/compare{address[5:]}"):
        await browser.get(path, status=404)
    await stranger.get(pair, status=404)
    await stranger.post(f"{pair}/vote", {"choice": "a"}, status=404)

    clock.advance(seconds=60)
    await office.until(run="completed")
    page = await browser.get(pair)
    assert [card["id"] for card in page.select("article.answer")] == ["side-a", "side-b"]
    assert page.text.count(CONCEALED) == 2
    assert len((await browser.get("/runs")).select("main li.row")) == 1
    for name in ("oto", "kaze"):
        own, other = name.upper(), ("KAZE" if name == "oto" else "OTO")
        assert len(arms.asked[name]) > 2, "the program has several steps"
        assert own in arms.asked[name][-1]
        assert other not in "".join(arms.asked[name])
    assert arms.asked["oto"][0] == arms.asked["kaze"][0]
    await browser.get(f"{address}/export/md", status=409)
    again = fields_of(await browser.get("/apps/summary?example=1"), "/apps/summary")
    again["previous_id"] = address.removeprefix("/runs/")
    assert (
        "使う回答が、まだ選ばれていません。" in (await browser.post("/apps/summary", again, status=409)).text
    )

    await browser.post(f"{pair}/vote", {"choice": "both_good", "reasons": ["clear"], "forged": "甲"})
    assert (await browser.client.get(address)).headers["location"] == pair, "after a tie the person decides"
    await browser.post(f"{pair}/guess", {"a": "甲", "b": ""})
    assert await browser.post(f"{pair}/pick", {"side": slow}) == address
    await browser.post(f"{pair}/vote", {"choice": fast, "seen": "1"})
    shown = await browser.get(address)
    assert shown.select_one("#output").text.strip().startswith(f"{CONCEALED}による要約")  # type: ignore[union-attr]
    assert (await office.runs())[""]["picked_id"] == runs[slow]["id"], "a pick stands against a later vote"
    exported = await browser.client.get(f"{address}/export/md")
    await browser.client.post(f"/used/{runs[slow]['id']}/copied")
    told = [page.text, shown.text, exported.text, waiting.text, (await browser.get("/runs")).text]
    secret = ["OTO", "KAZE", "試験1", *(word for one in office.deployments for word in (one.title, one.id))]
    assert [word for word in secret for text in told if word in text] == []

    ended = await office.told("trial:answer:ended", 2)
    assert sorted((each["side"], each["outcome"]) for each in ended) == [
        ("a", "completed"),
        ("b", "completed"),
    ]
    assert sorted((each["use"], each["side"]) for each in await office.told("trial:answer:used", 2)) == [
        ("copied", slow),
        ("exported", slow),
    ]
    async with workspace.parts.database.read() as connection:
        proof = await read_proof(connection, office.trial)
        table = exposure_table(await read_exposures(connection, office.trial))
        events = await read_events(connection, kinds=frozenset(TrialEvent))
    assert (proof.follows, proof.drawn, table.exposures, table.pairs[0].given) == (True, 1, 1, 1)
    evidence = read_evidence(office.trial, events, key=new_key())
    assert [(vote.revision, vote.choice) for vote in evidence.votes] == [(1, "both_good"), (2, fast)]
    assert ({answer.arm for answer in evidence.answers}, len(evidence.guesses)) == ({"甲", "乙"}, 1)
    assert evidence.exclusions == ()

    await close(workspace.parts.database, office.trial)
    await browser.post(f"{pair}/reveal")
    revealed = (await browser.get(pair)).text
    assert all(one.title in revealed for one in office.deployments)
    await browser.post(f"{address}/delete")
    assert (await workspace.rows("app_run"), await workspace.rows("app_run_step")) == ([], [])


async def test_one_arm_fails_and_one_process_dies(workspace: Workspace, arms: Arms) -> None:
    """Said alike and recorded under its arm; nothing to vote on, and the other output can be used."""
    office = await open_office(workspace, arms)
    browser = office.browser
    arms.broken.add("oto")
    for gate in arms.gates.values():
        gate.set()
    pair = f"{await office.begin()}/pair"
    workspace.clock.advance(seconds=5)
    async with asyncio.timeout(LIMIT):
        while {(await office.runs())[side]["state"] for side in "ab"} != {"completed", "failed"}:
            await asyncio.sleep(0.02)
    workspace.clock.advance(minutes=2)
    await office.until(run="completed")
    runs = await office.runs()
    failed, whole = office.side_of(runs, "oto"), office.side_of(runs, "kaze")
    page = await browser.get(pair)
    assert "中断" in page.select_one(f"#side-{failed}").text  # type: ignore[union-attr]
    assert not page.select("input[name=choice]")
    assert "overloaded" not in page.text
    refused = await browser.post(f"{pair}/vote", {"choice": whole}, status=409)
    assert "評価の対象になりません" in refused.text
    await browser.post(f"{pair}/pick", {"side": failed}, status=409)
    address = await browser.post(f"{pair}/pick", {"side": whole})
    assert "による要約" in (await browser.get(address)).text
    outcomes = {each["side"]: each["outcome"] for each in await office.told("trial:answer:ended", 2)}
    assert outcomes == {failed: "broken", whole: "completed"}
    assert await workspace.rows("vote") == []

    arms.broken.clear()
    arms.gates["oto"].clear()
    address = await office.begin()
    runs = await office.runs()
    hanging, whole = office.side_of(runs, "oto"), office.side_of(runs, "kaze")
    await office.until(**{whole: "completed", hanging: "running", "run": "running"})
    lost = workspace.parts.apps.tasks()["apps.run"].lost
    assert lost is not None
    await lost({"run_id": runs[hanging]["id"]})
    workspace.clock.advance(minutes=2)
    await office.until(**{hanging: "interrupted", "run": "completed"})
    arms.gates["oto"].set()

    arms.gates["kaze"].clear()
    address = await office.begin()
    await browser.post(f"{address}/stop")
    for gate in arms.gates.values():
        gate.set()
    await office.until(run="stopped")
    assert "実行を停止しました" in (await browser.get(address)).text


async def test_where_no_arm_may_be_given(workspace: Workspace, arms: Arms) -> None:
    """What class leaves no arm for goes on outside the trial, on record with the reason, and is counted."""
    office = await open_office(
        workspace,
        arms,
        changes={"highest_class": 1},
        tasks=[task_named("summary"), task_named("chat", Mode.CONVERSATION)],
        pair_share=0.0,
    )
    for gate in arms.gates.values():
        gate.set()
    address = await office.begin(information_class="2", deployment_id=office.deployments[0].id)
    assert (await office.browser.client.get(address)).status_code == 200
    await workspace.ask(office.browser, information_class="2", deployment=office.deployments[0].id)
    told = await office.told("trial:comparison:unassigned", 2)
    assert sorted((each["task"], each["restricted"]) for each in told) == [
        ("chat", {"甲": "class", "乙": "class"}),
        ("summary", {"甲": "class", "乙": "class"}),
    ]
    async with workspace.parts.database.read() as connection:
        found = await read_unassigned(connection, office.trial)
        table = exposure_table(await read_exposures(connection, office.trial), found)
    assert (table.exposures, table.unassigned.questions) == (0, 2)
    assert table.unassigned.restricted == {"乙": {"class": 2}, "甲": {"class": 2}}


async def test_of_a_forgotten_pair_both_outputs_stay_the_persons_own(
    workspace: Workspace, arms: Arms, tmp_path: Path
) -> None:
    """The trial lets go of who voted; the run is kept as other runs are, to be read and used, and not to be voted on."""
    office = await open_office(workspace, arms)
    for gate in arms.gates.values():
        gate.set()
    address = await office.begin()
    await office.until(a="completed", b="completed")
    workspace.clock.advance(minutes=2)
    await office.until(run="completed")
    await office.told("trial:answer:ended", 2)
    await turn(workspace.parts.database, office.trial, TrialState.CLOSED)
    over = await office.browser.get(f"{address}/pair")
    assert "試行が終了したため、評価を受け付けません。" in over.text
    assert not over.select("input[name=choice]")
    await turn(workspace.parts.database, office.trial, TrialState.ENDED)
    await office.browser.post(f"{address}/pair/vote", {"choice": "both_good", "comment": "例示花子より"})
    [begun] = await workspace.rows("comparison")
    forgetting = workspace.parts.evidence_keeping.forgetting
    await forgetting.forget_person(begun["person_id"], organisation_id=begun["organisation_id"])

    page = await office.browser.get(f"{address}/pair")
    assert len(page.select("article.answer")) == 2
    assert not page.select("input[name=choice]")
    assert "評価を受け付けません" in page.text
    await office.browser.post(f"{address}/pair/vote", {"choice": "a"}, status=404)
    await office.browser.post(f"{address}/pair/guess", {"a": "甲"}, status=404)
    assert await office.browser.post(f"{address}/pair/pick", {"side": "b"}) == address
    assert "による要約" in (await office.browser.get(address)).text
    [vote] = await workspace.rows("vote")
    assert (vote["person_id"], vote["choice"], vote["comment"]) == (None, "both_good", "")
    ledger, pack, database = workspace.parts.ledger, tmp_path / "pack.zip", workspace.parts.database
    workspace.clock.advance(seconds=1)
    await ledger.seal()
    await ledger.anchor()
    await write_pack(database, office.trial, pack, key=new_key(), until=workspace.clock())
    assert verify_pack(pack).alterations == ()
    rebuilt = rebuild_pack(pack)
    assert (rebuilt.differences, read_numbers(rebuilt.numbers).analysis.counts.counted) == ((), 1)
