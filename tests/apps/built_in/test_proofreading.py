"""校正: what rules correct without a model, and what a model may not touch."""

from genkan.apps import CheckOutcome, RunState
from tests.apps.conftest import Oracle, Runner

FAULTY = "申込書は、令和8年12月10日迄に提出してください。例示規程第3条の「出張」を除きます。"


async def test_rules_correct_without_a_model(runner: Runner) -> None:
    run = await runner.run("proofreading", {"text": FAULTY, "style": "keep"}, deployment_id="")
    assert "令和8年12月10日までに" in run.text
    assert run.checks[0].details[0].startswith("元の文章：誤り1件")
    assert run.checks[0].details[1].startswith("修正案：誤り0件")
    assert {check.outcome for check in run.checks} == {CheckOutcome.PASSED}


async def test_a_model_that_changes_a_number_or_a_citation_is_found(runner: Runner, oracle: Oracle) -> None:
    oracle.prepare("申込書は、令和8年12月11日までに提出してください。例示規程第4条の「旅行」を除きます。")
    run = await runner.run("proofreading", {"text": FAULTY, "style": "keep"})
    failed = [check for check in run.checks if check.outcome is CheckOutcome.FAILED]
    details = {detail for check in failed for detail in check.details}
    assert {
        "「10」がなくなっています。",
        "「第3条」がなくなっています。",
        "「旅行」が元の文章にありません。",
    } <= details


async def test_many_lines_are_worked_off_and_the_list_says_why_it_is_missing(runner: Runner) -> None:
    run = await runner.run(
        "proofreading", {"text": "一行です。\n" * 3_200, "style": "keep"}, deployment_id=""
    )
    assert run.state is RunState.COMPLETED
    assert "3,000行まで" in run.text
