"""Long texts: every part is asked once, the plan is told, and notes that are too long are read again."""

from genkan.apps import RunState
from tests.apps.conftest import Oracle, Runner

PARAGRAPHS = [f"第{number}項の説明は、令和9年に見直すことがある。" for number in range(400)]


async def test_a_text_is_worked_on_part_by_part_and_no_paragraph_is_lost(
    runner: Runner, oracle: Oracle
) -> None:
    oracle.prepare("A paragraph.")
    values = {"text": "\n".join(PARAGRAPHS), "direction": "ja-en", "terms": ""}
    run = await runner.run("translation", values)
    assert run.state is RunState.COMPLETED, run.failure
    read = [messages[-1]["content"] for messages in oracle.asked]
    assert len(read) == 3
    assert all(sum(paragraph in each for each in read) == 1 for paragraph in PARAGRAPHS)
    assert any("3つの部分に分けて" in notice for notice in run.notices)
    details = [detail for check in run.checks for detail in check.details]
    assert "原文は400段落、訳文は3段落です。" in details


async def test_notes_that_are_too_long_are_read_again(runner: Runner, oracle: Oracle) -> None:
    oracle.prepare(*["要点である。" * 1_500] * 3, *["短い要点である。"] * 3, "要約である。")
    values = {"text": "\n".join(PARAGRAPHS * 4)[:36_000], "length": "short", "shape": "prose"}
    run = await runner.run("summary", values)
    assert run.state is RunState.COMPLETED, run.failure
    assert run.text == "要約である。"
    assert "短い要点である。" in oracle.asked[-1][-1]["content"]
    assert "要点である。" * 1_500 not in oracle.asked[-1][-1]["content"]
    assert sum("つの部分に分けて" in notice for notice in run.notices) == 1


async def test_a_fence_around_the_whole_answer_is_taken_off(runner: Runner, oracle: Oracle) -> None:
    oracle.prepare("```markdown\n- 要約である。\n```")
    run = await runner.run("summary", {"text": "要約の対象である。", "length": "short", "shape": "points"})
    assert run.text == "- 要約である。"
