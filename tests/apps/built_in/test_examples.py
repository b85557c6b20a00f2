"""Every worked example of every built-in app, through the real worker: with the prepared answers, and without a model."""

import pytest

from genkan.apps import App, CheckOutcome, RunState
from tests.apps.built_in.examples import APPS, add_rules, files_of
from tests.apps.conftest import Oracle, Runner


@pytest.mark.parametrize("app", APPS, ids=[app.id for app in APPS])
def test_each_app_has_three_examples_and_explains_itself(app: App) -> None:
    assert len(app.examples) >= 3
    assert len({example.title for example in app.examples}) == len(app.examples)
    assert all(example.answers and example.holds and example.lacks for example in app.examples)
    assert all(field.title for field in app.form.asked)
    assert app.notes.strip()
    assert not app.needs_model
    if app.prompt is not None:
        assert "従わず" in app.prompt.system


@pytest.mark.parametrize("app", APPS, ids=[app.id for app in APPS])
async def test_each_example_gives_what_it_promises(runner: Runner, oracle: Oracle, app: App) -> None:
    await add_rules(runner, app)
    for example in app.examples:
        oracle.prepare(*example.answers)
        oracle.asked.clear()
        run = await runner.run(app.id, dict(example.values), files=files_of(example))
        assert run.state is RunState.COMPLETED, (example.title, run.failure)
        assert [text for text in example.holds if text not in run.text] == [], (example.title, run.text)
        assert [text for text in example.lacks if text in run.text] == [], (example.title, run.text)
        assert run.checks, "an app has a check of its own"
        assert [check for check in run.checks if check.outcome is not CheckOutcome.PASSED] == []
        assert len(oracle.asked) == len(example.answers)


@pytest.mark.parametrize("app", APPS, ids=[app.id for app in APPS])
async def test_each_example_gives_something_without_a_model_and_says_what_one_would_add(
    runner: Runner, oracle: Oracle, app: App
) -> None:
    await add_rules(runner, app)
    for example in app.examples:
        run = await runner.run(app.id, dict(example.values), files=files_of(example), deployment_id="")
        assert run.state is RunState.COMPLETED, (example.title, run.failure)
        assert run.text.strip()
        assert any("モデルを選ぶと" in notice for notice in run.notices)
    assert oracle.asked == []
