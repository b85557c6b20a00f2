"""Runs as offices see them: asked in turn, bounded, frozen, stopped, resumed, halted and closed."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from genkan.evaluation import Runs, RunState, Window
from genkan.evaluation.running import AnswerState, PlanUnfit, digest_of
from genkan.gateway import Scope, SwitchDraft, lift_switch, load_rules, set_rules, throw_switch
from genkan.governance import Role
from genkan.jobs import Queue, Worker
from genkan.storage import metadata, note_change
from tests.evaluation.running.conftest import DOWN, LIMIT, Office


async def test_a_run_asks_everyone_the_same_and_freezes_what_came(office: Office) -> None:
    one, two = await office.contestant("A"), await office.contestant("B")
    down = await office.contestant("C", address=DOWN)
    parameters = {"temperature": 0.0, "seed": 7}
    plan = office.plan(one, two, down, repetitions=2, concurrency=2, parameters=parameters)
    run = await office.until(await office.begin(plan), RunState.ENDED)
    answers = await office.answers(run.id)

    assert len(answers) == run.total == 3 * 4 * 2
    assert [each.contestant_key for each in answers[:6]] == ["A", "B", "C", "B", "C", "A"]
    whole = [each for each in answers if each.contestant_key != "C"]
    assert {each.state for each in whole} == {AnswerState.ANSWERED}
    assert {(each.text, each.build, each.attempt) for each in whole} == {
        ("Aの回答", "1", 1),
        ("Bの回答", "1", 1),
    }
    assert all(each.seconds_to_first_token is not None and each.asked_at is not None for each in whole)
    failed = [each for each in answers if each.contestant_key == "C"]
    assert {(each.state, each.attempt) for each in failed} == {(AnswerState.FAILED, 2)}
    assert {each.outcome for each in failed} <= {"unreachable", "not_admitted"}
    assert all(each.sentence for each in failed)
    assert all(each.digest == digest_of(each) for each in answers)
    assert digest_of(replace(whole[0], text="別の回答")) != whole[0].digest

    assert Counter(office.twin.asked) == Counter(
        {(model, f"第{number}問"): 2 for model in "AB" for number in range(4)}
    )
    assert max(office.twin.most.values()) <= 2
    asked = [
        {name: body[name] for name in ("temperature", "seed", "max_tokens")} for body in office.twin.bodies
    ]
    assert all(each == {**parameters, "max_tokens": 1024} for each in asked)
    await office.workspace.parts.gateway.settle()
    calls = [row for row in await office.workspace.rows("call") if row["purpose"] == "evaluation"]
    assert {row["id"] for row in calls} >= {each.call_id for each in whole}
    assert {row["app"] for row in calls} == {"evaluation"}
    assert await office.workspace.events("evaluation:") == ["evaluation:run:begun", "evaluation:run:ended"]

    page = await office.browser.get(f"/evaluation/runs/{run.id}")
    assert "24 / 24" in page.text and "モデルA" in page.text and "接続不可" in page.text
    listed = await office.browser.get("/evaluation/runs")
    assert "24 / 24" in listed.text
    assert listed.select_one(f'a[href="/evaluation/runs/{run.id}"]') is not None
    lines = (await office.browser.client.get(f"/evaluation/runs/{run.id}/answers.jsonl")).text.splitlines()
    assert len(lines) == 24
    stranger = await office.workspace.browser("他組織", Role.TRIAL_OFFICE, of=office.workspace.city)
    await stranger.get(f"/evaluation/runs/{run.id}", status=404)
    staff = await office.workspace.browser("職員")
    await staff.get("/evaluation/runs", status=404)


async def test_outcomes_that_stay_and_the_one_that_is_asked_again(office: Office) -> None:
    await forbid(office, "禁句")
    contestant = await office.contestant("A")
    ways = ("普通", "長い", "拒否", "遅い", "障害", "禁句を含む")
    plan = office.plan(contestant, questions=ways)
    plan = replace(plan, questions=tuple(replace(each, seconds=1) for each in plan.questions))
    run = await office.until(await office.begin(plan), RunState.ENDED)
    found = dict(zip(ways, await office.answers(run.id), strict=True))
    assert {way: (each.outcome, each.attempt, each.earlier) for way, each in found.items()} == {
        "普通": ("completed", 1, ""),
        "長い": ("truncated", 1, ""),
        "拒否": ("refused_by_endpoint", 1, ""),
        "遅い": ("timed_out", 1, ""),
        "障害": ("completed", 2, "refused_by_endpoint"),
        "禁句を含む": ("refused_by_policy", 1, ""),
    }
    assert found["長い"].state is AnswerState.ANSWERED and found["長い"].truncated
    assert found["遅い"].state is AnswerState.FAILED and found["遅い"].text == "Aの"
    assert "禁句を含む" not in {question for _, question in office.twin.asked}


async def test_two_workers_share_a_run_that_is_stopped_and_resumed(office: Office) -> None:
    parts = office.workspace.parts
    others = Runs(
        database=parts.database,
        ledger=parts.ledger,
        queue=parts.queue,
        gateway=parts.gateway,
        clock=parts.clock,
    )
    second = Worker(
        parts.database, queue=Queue(parts.clock), clock=parts.clock, tasks=others.tasks(), take_all=False
    )
    await second.start()
    office.twin.held.clear()
    contestants = [await office.contestant(key) for key in "ABCDEF"]
    run_id = await office.begin(office.plan(*contestants, questions=6, concurrency=1))
    await office.until_asked(6)
    path = f"/evaluation/runs/{run_id}"
    assert await office.browser.post(f"{path}/stop") == path
    page = await office.browser.get(path)
    assert "この実行は停止しています。" in page.text
    office.twin.held.set()
    await office.until_over(run_id, 6)
    assert len(office.twin.asked) == 6

    office.workspace.clock.advance(seconds=60)
    assert await office.browser.post(f"{path}/resume") == path
    await office.browser.post(f"{path}/resume", status=409)
    await office.until(run_id, RunState.ENDED)
    assert set(Counter(office.twin.asked).values()) == {1}
    assert {each.attempt for each in await office.answers(run_id)} == {1}
    await office.browser.post(f"{path}/stop", status=409)
    assert sorted(await office.workspace.events("evaluation:")) == [
        f"evaluation:run:{deed}" for deed in ("begun", "ended", "resumed", "stopped")
    ]
    await second.stop(grace_seconds=0)


async def test_a_switch_in_the_middle_halts_one_contestant_and_leaves_the_others(office: Office) -> None:
    office.twin.held.clear()
    one, two = await office.contestant("A"), await office.contestant("B")
    run_id = await office.begin(office.plan(one, two, questions=6, concurrency=2))
    await office.until_asked(4)
    parts = office.workspace.parts
    deed: dict[str, Any] = {
        "within": None,
        "ledger": parts.ledger,
        "clock": parts.clock,
        "actor": "command_line",
    }
    async with parts.database.write() as connection:
        draft = SwitchDraft(scope=Scope.MODEL, subject="model-a", reason="点検のため")
        switch = await throw_switch(connection, draft, **deed)
    await until_left(office, "A")
    office.twin.held.set()
    await office.until(run_id, RunState.STOPPED)
    found = Counter((each.contestant_key, each.state) for each in await office.answers(run_id))
    assert found == {("A", AnswerState.WAITING): 6, ("B", AnswerState.ANSWERED): 6}
    page = await office.browser.get(f"/evaluation/runs/{run_id}")
    assert "「A」への送信を保留しました。" in page.text and "点検のため" in page.text

    async with parts.database.write() as connection:
        await lift_switch(connection, switch.id, **deed)
    office.workspace.clock.advance(seconds=60)
    await until_snapshot(office)
    await office.browser.post(f"/evaluation/runs/{run_id}/resume")
    await office.until(run_id, RunState.ENDED)
    cut = [each for each in await office.answers(run_id) if each.attempt == 2]
    assert [(each.contestant_key, each.earlier, each.outcome) for each in cut] == [
        ("A", "switched_off", "completed")
    ] * 2


@pytest.mark.parametrize("hindrance", ["key", "build"])
async def test_what_every_question_would_fail_at_halts_the_contestant(office: Office, hindrance: str) -> None:
    contestant = await office.contestant("A")
    if hindrance == "build":
        office.twin.held.clear()
    questions = ("鍵が違う", *(f"第{number}問" for number in range(5)))
    plan = office.plan(contestant, questions=questions if hindrance == "key" else 6, concurrency=1)
    run_id = await office.begin(plan)
    if hindrance == "build":
        await office.until_asked(1)
        deployment = metadata.tables["deployment"]
        async with office.workspace.parts.database.write() as connection:
            await connection.execute(deployment.update().values(build="2"))
            await note_change(connection, "deployments")
        await until_snapshot(office)
        office.twin.held.set()
    await office.until(run_id, RunState.STOPPED)
    assert len(office.twin.asked) == 1
    page = await office.browser.get(f"/evaluation/runs/{run_id}")
    told = (
        "認証情報を受け付けませんでした"
        if hindrance == "key"
        else "ビルドが、実行の開始時（1）から変わっています（現在：2）"
    )
    assert told in page.text


async def test_nothing_is_asked_before_the_window_opens_or_after_it_closes(office: Office) -> None:
    office.twin.held.clear()
    clock = office.workspace.clock
    window = Window(clock() + timedelta(hours=1), clock() + timedelta(hours=2))
    run_id = await office.begin(office.plan(await office.contestant("A"), concurrency=1, window=window))
    with pytest.raises(PlanUnfit):
        await office.begin(office.plan(await office.contestant("B"), window=Window(*reversed(window))))
    await until_snapshot(office)
    assert not office.twin.asked
    clock.advance(minutes=61)
    await office.until_asked(1)
    clock.advance(hours=1)
    office.twin.held.set()
    await office.until(run_id, RunState.ENDED)
    found = [(each.outcome, each.attempt) for each in await office.answers(run_id)]
    assert found == [("completed", 1)] + [("window_closed", 0)] * 3


async def forbid(office: Office, word: str) -> None:
    """Let the rules of the ministry keep questions with this word back."""
    parts, organisation_id = office.workspace.parts, office.workspace.ministry.id
    async with parts.database.write() as connection:
        rules = await load_rules(connection, organisation_id)
        forbidding = msgspec.structs.replace(rules, banned_words=(word,))
        await set_rules(
            connection,
            organisation_id,
            forbidding,
            ledger=parts.ledger,
            clock=parts.clock,
            actor="command_line",
        )
    await until_snapshot(office)


async def until_snapshot(office: Office) -> None:
    """Wait until the door has looked for what changed."""
    await office.workspace.parts.gateway.programs.keeper.look()


async def until_left(office: Office, model: str) -> None:
    """Wait until nothing of the model is under way at the twin."""
    async with asyncio.timeout(LIMIT):
        while office.twin.open[model]:
            await asyncio.sleep(0.02)
