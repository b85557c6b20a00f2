"""Every built-in app in full with a real server of language models: whatever a model says, the run ends and is checked."""

import logging
import re
from decimal import Decimal

import pytest

from genkan.apps import App, Run, RunState
from tests.apps.built_in.examples import APPS, add_rules, files_of
from tests.apps.conftest import Runner
from tests.real_model_server import DECLARED, Served
from tests.workspace.conftest import Workspace

PATIENCE = 120.0
# Shorter than what the apps ask for, so that it is also seen that they make do with less.
LONGEST_ANSWER = 200
PRICE = {"input_price": Decimal(100), "output_price": Decimal(300)}


@pytest.fixture
async def runner(sqlite_workspace: Workspace, served: Served) -> Runner:
    """A member of staff, with a model connected that says anything."""
    deployment = await sqlite_workspace.connect(
        "何を言うか分からないモデル",
        protocol="openai_chat",
        address=served.endpoint.address,
        remote_model=str(served.folder / "babbler"),
        capabilities={**DECLARED, "most_output_tokens": LONGEST_ANSWER},
        capacity=1,
        price_date=sqlite_workspace.clock().date(),
        **PRICE,
    )
    return Runner(sqlite_workspace, await sqlite_workspace.browser(), deployment.id, patience=PATIENCE)


@pytest.mark.parametrize("app", APPS, ids=[app.id for app in APPS])
async def test_each_app_runs_in_full_whatever_the_model_says(
    runner: Runner, app: App, caplog: pytest.LogCaptureFixture
) -> None:
    await add_rules(runner, app)
    example = app.examples[0]
    with caplog.at_level(logging.WARNING):
        run = await runner.run(app.id, dict(example.values), files=files_of(example))

    assert run.state is RunState.COMPLETED, run.failure
    assert run.text.strip()
    assert run.checks
    assert [record.getMessage() for record in caplog.records] == []
    await assert_metered(runner, run)
    await assert_shown(runner, run)


async def assert_metered(runner: Runner, run: Run) -> None:
    """Every answer is kept as a step with what it cost, and is among the calls with its tokens."""
    await runner.house.parts.gateway.settle()
    steps = {row["name"]: row["text"] for row in await runner.house.rows("app_run_step")}
    answers = [name for name in steps if f"cost:{name}" in steps]
    calls = [row for row in await runner.house.rows("call") if row["purpose"] == "app"]

    assert answers
    assert len(calls) == len(answers)
    assert all(row["input_tokens"] > 0 and 0 < row["output_tokens"] <= LONGEST_ANSWER for row in calls)
    assert sum(row["price_micro_yen"] for row in calls) == sum(
        int(cost) for name, cost in steps.items() if name.startswith("cost:")
    )


async def assert_shown(runner: Runner, run: Run) -> None:
    """The page has the output and each check, and nothing that a model said is markup of the page."""
    page = await runner.browser.get(f"/runs/{run.id}")
    output = page.select_one("#output")

    assert output is not None
    assert [label for check in run.checks if (label := check.label) not in page.get_text()] == []
    assert output.select("script, iframe, style, form, [onclick], [style]") == []
    assert [
        link["href"] for link in output.select("a[href]") if not re.match(r"https?://|/", str(link["href"]))
    ] == []
