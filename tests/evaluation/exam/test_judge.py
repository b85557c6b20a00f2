"""A test with open answers: a judge that no score holds, a marker with a conflict, official style, and one publication."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from genkan.evaluation.exam import judging
from genkan.evaluation.exam.pack import read_pack, root_of, seals_of, write_pack
from genkan.evaluation.exam.verifying import alterations_of
from genkan.evaluation.items import Author
from genkan.evaluation.items.field import Field
from genkan.evaluation.items.item import ItemDraft, ItemState
from genkan.evaluation.items.keeping import ItemKeeping
from genkan.evaluation.items.sample.loading import sample_items
from genkan.governance import Role
from tests.evaluation.exam.conftest import COUNTS, LIMIT, Hall
from tests.evaluation.exam.test_marks import mark_all

MAKER = "NTT（応募者：NTTデータ）"


@pytest.fixture
async def judge_server() -> AsyncIterator[tuple[str, list[str], asyncio.Event]]:
    """A model that gives the most points on every line but the first, says so at length, and once talks of something else.

    It answers while the event is set.
    """
    gate = asyncio.Event()
    gate.set()
    heard: list[str] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        prompt = (await request.json())["messages"][-1]["content"]
        most = [int(each) for each in re.findall(r"（(\d+)点満点）", prompt)]
        points = [0, *most[1:]]
        if most:
            heard.append(prompt)
        await gate.wait()
        text = (
            "今日は良い天気です。" if len(heard) == 1 else f"採点しました。\n{json.dumps({'points': points})}"
        )
        response = web.StreamResponse(headers={"content-type": "text/event-stream"})
        await response.prepare(request)
        for choice in (
            {"index": 0, "delta": {"content": text}, "finish_reason": None},
            {"index": 0, "delta": {}, "finish_reason": "stop"},
        ):
            await response.write(b"data: " + json.dumps({"choices": [choice]}).encode() + b"\n\n")
        await response.write(b"data: [DONE]\n\n")
        return response

    application = web.Application()
    application.router.add_post("/v1/chat/completions", answer)
    server = TestServer(application)
    await server.start_server()
    yield str(server.make_url("/v1")), heard, gate
    gate.set()
    await server.close()


async def add_item(hall: Hall, **changes: Any) -> None:
    """An approved question of its own kind."""
    draft: ItemDraft = replace(sample_items()[0][1], field=Field.SAFETY, difficulty=3, **changes)
    keeping = ItemKeeping(hall.workspace.parts.ledger, hall.workspace.clock)
    author = Author(hall.workspace.ministry.id, None)
    async with hall.workspace.parts.database.write() as connection:
        await keeping.add(connection, author, draft, code="S-900", state=ItemState.APPROVED)


async def held(hall: Hall) -> tuple[str, str]:
    """A test of open questions and one on official style, held by two models; its path and its marking task."""
    await add_item(hall, prompt="次の文を公用文に直してください。", grader="official_style", tolerance=1000.0)
    cells = {**dict.fromkeys(COUNTS, "0"), "drafting-2": "3", "safety-3": "1"}
    path = await hall.plan(**{f"cell.{name}": count for name, count in cells.items()})
    first, second = await hall.take(hall.keiko, path), await hall.take(hall.yumi, path)
    await hall.office.post(f"{path}/seal")
    hall.workspace.clock.advance(hours=1)
    await hall.keiko.post(f"{path}/bring", {"share": first})
    await hall.yumi.post(f"{path}/bring", {"share": second})
    models = [
        await hall.workspace.connect("抽出回答甲", operator="例示甲社", model_id="tsuzumi-2"),
        await hall.workspace.connect("抽出回答乙", operator="例示乙社"),
    ]
    await hall.office.post(f"{path}/run", {"deployments": [model.id for model in models]})
    await hall.until(path, "marking")
    return path, (await hall.row(path))["marking_task_id"]


async def test_a_judge_stands_beside_the_marks_and_in_no_score(
    hall: Hall, judge_server: tuple[str, list[str], asyncio.Event]
) -> None:
    address, heard, _ = judge_server
    path, task = await held(hall)
    grades = await hall.workspace.rows("evaluation_exam_grade")
    assert sum(each["version"].startswith("official_style/") for each in grades) == 2
    near = await hall.workspace.connect(
        "審判近い", protocol="openai_chat", address=address, remote_model="j", operator="例示 乙社　"
    )
    page = await hall.office.post(f"{path}/judge", {"deployment": near.id}, status=422)
    assert "下見に使えません" in page.text
    judge = await hall.workspace.connect(
        "審判", protocol="openai_chat", address=address, remote_model="judge", operator="例示丙社", build="7"
    )
    await hall.keiko.post(f"{path}/judge", {"deployment": judge.id}, status=404)
    await hall.office.post(f"{path}/judge", {"deployment": judge.id})
    await hall.office.post(f"{path}/judge", {"deployment": judge.id}, status=409)
    async with asyncio.timeout(LIMIT):
        while not await hall.details("exam:judged"):
            await asyncio.sleep(0.05)
    waiting = len(await hall.workspace.rows("marking_answer"))
    assert len(heard) == waiting and not [
        each for each in heard if "抽出回答甲" in each or "例示甲社" in each
    ]
    seen = {each["operator"] for each in await hall.workspace.rows("evaluation_exposure")}
    assert seen == {"例示甲社", "例示乙社", "例示丙社"}

    await mark_with_a_conflict(hall, task)
    before = {each["id"]: each["score"] for each in grades}
    published = await asyncio.gather(*(hall.office.client.post(f"{path}/publish") for _ in range(2)))
    assert sorted(each.status_code for each in published) == [303, 409], "it is published once"
    assert (await hall.kinds()).count("published") == 1
    after = {each["id"]: each["score"] for each in await hall.workspace.rows("evaluation_exam_grade")}
    assert after == before, "grades by rule stay what they were"
    prove(read_pack((await hall.office.client.get(f"{path}/pack.json")).content), read=waiting - 1)
    shown = await hall.office.get(path)
    assert "審判（例示丙社）" in shown.text and "下見は、成績に用いていません" in shown.text
    office = await hall.office.get(f"/marking/tasks/{task}")
    assert "下見（参考）" in office.text and "下見は点数に用いません" in office.text


async def test_a_judge_asks_nothing_more_once_the_test_was_given_up(
    hall: Hall, judge_server: tuple[str, list[str], asyncio.Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "_AT_ONCE", 1)
    address, heard, gate = judge_server
    path, _ = await held(hall)
    judge = await hall.workspace.connect(
        "審判", protocol="openai_chat", address=address, remote_model="judge", operator="例示丙社"
    )
    gate.clear()
    await hall.office.post(f"{path}/judge", {"deployment": judge.id})
    async with asyncio.timeout(LIMIT):
        while not heard:
            await asyncio.sleep(0.05)
        await hall.office.post(f"{path}/void", {"reason": "設問に誤りが見つかったため。"})
        gate.set()
        while {each["state"] for each in await hall.workspace.rows("evaluation_run")} != {"ended"}:
            await asyncio.sleep(0.05)
    waiting = len(await hall.workspace.rows("marking_answer"))
    assert len(heard) <= 2 < waiting, "one that is being answered, and one that was claimed already"
    run = json.loads((await hall.row(path))["judge"])["run_id"]
    await hall.office.post(f"/evaluation/runs/{run}/resume", status=409)


async def mark_with_a_conflict(hall: Hall, task: str) -> None:
    """Three mark; who has a conflict with the maker of a model is given none of its answers, nobody sees the judge."""
    office = f"/marking/tasks/{task}"
    markers = [await hall.workspace.browser(f"採点{each}", Role.MARKER) for each in "一二三"]
    for marker in markers:
        await hall.office.post(f"{office}/markers", {"marker": marker.person.sign_in_name})
    answers = await hall.workspace.rows("marking_answer")
    (maker,) = {each["party"] for each in answers} - {"例示乙社"}
    assert maker == MAKER
    conflicted = markers[0].person.id
    await hall.office.post(f"{office}/conflicts", {"person": conflicted, "party": maker})
    await hall.office.post(f"{office}/open")
    parties = {each["id"]: each["party"] for each in answers}
    slots = await hall.workspace.rows("marking_slot")
    own = {parties[each["answer_id"]] for each in slots if each["person_id"] == conflicted}
    assert own == {"例示乙社"}
    for marker in markers:
        pages = "".join(await mark_all(marker, f"/marking/desk/{task}"))
        assert "下見" not in pages and "審判" not in pages
    await hall.office.post(f"{office}/compare")
    await hall.office.post(f"{office}/close")


def prove(pack: Any, *, read: int) -> None:
    """The pack tells what was proposed and how far persons agree; what is altered of it is named, and no score knows it."""
    assert alterations_of(pack) == ()
    judge = pack.judge
    assert (judge.title, judge.build, judge.units, len(judge.proposals)) == ("審判", "7", read, read)
    assert all(grade.score is not None for grade in pack.grades)
    for change in ({"alpha": 0.99}, {"proposals": judge.proposals[1:]}):
        altered = with_judge(pack, **change)
        assert [each.part.value for each in alterations_of(altered)] == ["judge"]
    resealed = with_judge(pack, alpha=0.99)
    resealed = copied(resealed, seals=seals_of(resealed))
    resealed = copied(resealed, root=root_of(resealed))
    assert "judge" in [each.part.value for each in alterations_of(read_pack(write_pack(resealed)))]


def with_judge(pack: Any, **changes: Any) -> Any:
    """The pack with another judge."""
    return copied(pack, judge=copied(pack.judge, **changes))


def copied(struct: Any, **changes: Any) -> Any:
    """The same with changes."""
    return type(struct)(**{**{name: getattr(struct, name) for name in struct.__struct_fields__}, **changes})
