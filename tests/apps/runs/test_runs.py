"""A run from the form to its output, through the real worker and the door."""

import pytest

from genkan.apps import RunState
from genkan.apps.errors import ClassMissing, ClassTooHigh, ModelRefused, RunUnknown
from genkan.apps.store import files, runs, steps
from genkan.catalogue import InformationClass
from tests.apps.conftest import Oracle, Runner

SHORT = {"text": "予算額は1,200万円です。", "length": "short", "shape": "points", "focus": ""}


async def test_a_run_gives_what_the_model_said_and_is_checked(runner: Runner, oracle: Oracle) -> None:
    oracle.prepare("- 予算額は1,500万円である。")
    run = await runner.run("summary", SHORT)
    assert run.state is RunState.COMPLETED
    assert run.text == "- 予算額は1,500万円である。"
    assert "「1500」は元の資料にありません。" in [each for check in run.checks for each in check.details]
    assert "1,200万円" in oracle.asked[0][-1]["content"]


async def test_long_material_is_read_in_parts_and_none_is_left_out(runner: Runner, oracle: Oracle) -> None:
    sentences = [f"第{number}の事業の実施年度は令和{number}年度である。" for number in range(1, 2_001)]
    run = await runner.run("summary", {**SHORT, "text": "\n".join(sentences)})
    assert run.state is RunState.COMPLETED, run.failure
    read = "".join(messages[-1]["content"] for messages in oracle.asked[:-1])
    assert all(sentence in read for sentence in sentences)
    assert len(run.notices) == 1
    assert f"{len(oracle.asked) - 1}つの部分" in run.notices[0]
    assert (run.advance.done, run.advance.of) == (1, 1)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"information_class": None}, ClassMissing),
        ({"information_class": InformationClass.THREE}, ClassTooHigh),
        ({"deployment_id": "unknown"}, ModelRefused),
        ({"previous_id": "unknown"}, RunUnknown),
    ],
)
async def test_what_cannot_run_is_refused(runner: Runner, change: dict[str, object], expected: type) -> None:
    with pytest.raises(expected):
        await runner.start("summary", SHORT, **change)
    assert await runner.house.rows("app_run") == []


async def test_a_form_sent_twice_runs_once(runner: Runner, oracle: Oracle) -> None:
    first = await runner.run("summary", SHORT)
    assert await runner.start("summary", SHORT, run_id=first.id) == first.id
    assert len(oracle.asked) == 1


async def test_a_form_that_was_corrected_before_it_was_sent_again_is_a_run_of_its_own(runner: Runner) -> None:
    first = await runner.run("summary", SHORT)
    second = await runner.run("summary", {**SHORT, "text": "訂正した資料です。"}, run_id=first.id)
    assert second.id != first.id
    assert (await runner.read(second.id)).values["text"] == "訂正した資料です。"
    third = await runner.start("summary", SHORT, run_id=first.id, information_class=InformationClass.TWO)
    assert third not in (first.id, second.id)


async def test_a_run_that_goes_on_belongs_to_the_same_conversation(runner: Runner) -> None:
    first = await runner.run("summary", SHORT)
    second = await runner.run("summary", SHORT, previous_id=first.id)
    assert second.session_id == first.session_id == first.id


async def test_a_run_that_waits_stops_at_once_and_one_that_works_at_its_next_step(
    runner: Runner, oracle: Oracle
) -> None:
    oracle.gate.clear()
    long = "\n".join(f"第{number}の事業を実施する。" for number in range(4_000))
    run_id = await runner.start("summary", {**SHORT, "text": long})
    while not oracle.asked:
        await runner.read(run_id)
    async with runner.house.parts.database.write() as connection:
        await runner.house.parts.apps.stopping.stop(connection, runner.viewer, run_id)
    oracle.gate.set()
    assert (await runner.ended(run_id)).state is RunState.STOPPED
    assert len(oracle.asked) == 1


async def test_a_run_begun_again_asks_nothing_twice(runner: Runner, oracle: Oracle) -> None:
    long = "\n".join(f"第{number}の事業を実施する。" for number in range(4_000))
    run = await runner.run("summary", {**SHORT, "text": long})
    asked = len(oracle.asked)
    async with runner.house.parts.database.write() as connection:
        await connection.execute(
            runs.run_table.update().values(state=RunState.RUNNING, ended_at=None, text="")
        )
        await connection.execute(steps.step_table.delete().where(steps.step_table.c.name == "answer"))
    await runner.house.parts.apps.tasks()["apps.run"].run({"run_id": run.id})
    assert (await runner.read(run.id)).text == "（回答）"
    assert len(oracle.asked) == asked + 1


async def test_a_lost_run_says_so(runner: Runner) -> None:
    run = await runner.run("summary", SHORT)
    async with runner.house.parts.database.write() as connection:
        await connection.execute(runs.run_table.update().values(state=RunState.RUNNING, ended_at=None))
    lost = runner.house.parts.apps.tasks()["apps.run"].lost
    assert lost is not None
    await lost({"run_id": run.id})
    assert (await runner.read(run.id)).state is RunState.INTERRUPTED


async def test_deleting_leaves_nothing(runner: Runner) -> None:
    run = await runner.run("summary", SHORT)
    async with runner.house.parts.database.write() as connection:
        await runner.house.parts.apps.stopping.delete(connection, runner.viewer, run.id)
    for table in (runs.run_table, steps.step_table, files.file_table):
        assert await runner.house.rows(table.name) == []
    assert await runner.house.events("apps:") == [
        "apps:run:started",
        "apps:run:ended",
        "apps:run:deleted",
    ]


async def test_many_runs_are_worked_off(runner: Runner, oracle: Oracle) -> None:
    done = await runner.run_all("summary", [SHORT] * 30)
    assert {run.state for run in done} == {RunState.COMPLETED}
    assert len(oracle.asked) == 30


async def test_a_run_is_erased_when_its_time_is_over(runner: Runner) -> None:
    run = await runner.run("summary", SHORT)
    erase = runner.house.parts.apps.tasks()["apps.erase_run"].run
    await erase({"run_id": run.id})
    assert (await runner.read(run.id)).state is RunState.COMPLETED
    runner.house.clock.advance(days=91)
    await erase({"run_id": run.id})
    for table in (runs.run_table, steps.step_table, files.file_table):
        assert await runner.house.rows(table.name) == []


async def test_a_model_of_short_answers_is_asked_for_no_more_than_it_gives(
    runner: Runner, oracle: Oracle
) -> None:
    """An endpoint refuses a request for more than it gives, and staff cannot change what an app asks for."""
    short = await runner.house.connect(
        "短い回答のモデル",
        protocol="openai_chat",
        address=oracle.address,
        remote_model="oracle",
        capabilities={"most_output_tokens": 100},
    )
    run = await runner.run("summary", SHORT, deployment_id=short.id)
    assert run.state is RunState.COMPLETED, run.failure
    assert oracle.longest == [100]


async def test_an_answer_that_was_cut_is_told(runner: Runner, oracle: Oracle) -> None:
    oracle.reason = "length"
    run = await runner.run("summary", SHORT)
    assert run.state is RunState.COMPLETED
    assert any("途中で切れた" in notice for notice in run.notices)
