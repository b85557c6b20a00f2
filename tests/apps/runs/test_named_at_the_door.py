"""Apps of the house are known at the door to the models: counted, limited, allowed and stopped by their names."""

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from genkan.apps import RunState
from genkan.catalogue import Price, add_price
from genkan.gateway import Account, BudgetScope, load_rules, set_budget, set_rules
from genkan.gateway.store.apps import app_titles
from genkan.governance import Role
from genkan.knowledge import Asker, Library
from tests.apps.conftest import Oracle, Runner
from tests.apps.making.conftest import Studio, drafted, studio

__all__ = ["studio"]

SUMMARY = {"text": "予算額は1,200万円です。", "length": "short", "shape": "points", "focus": ""}
TRANSLATION = {"text": "予算額は1,200万円です。", "direction": "ja-en", "kind": "general"}
REASON = "出力の点検のため"


async def calls(runner: Runner) -> list[dict[str, Any]]:
    """The metering rows."""
    await runner.house.parts.gateway.settle()
    return await runner.house.rows("call")


async def refresh(runner: Runner) -> None:
    """Let the door learn at once what changed."""
    await runner.house.parts.gateway.programs.keeper.look()


async def stop(runner: Runner, app: str) -> None:
    """Stop an app on the page, as an administrator does."""
    administrator = await runner.house.browser("停止担当", Role.MINISTRY_ADMINISTRATOR)
    form = {"target": f"app:{runner.house.ministry.id}:{app}", "reason": REASON}
    await administrator.post("/administration/switches", form)
    await refresh(runner)


async def test_a_call_of_a_run_has_the_app(runner: Runner) -> None:
    await runner.run("summary", SUMMARY)
    (call,) = await calls(runner)
    assert (call["purpose"], call["app"]) == ("app", "summary")
    assert await runner.house.rows("introduced_app") == [
        {"organisation_id": runner.house.ministry.id, "name": "summary", "title": "要約"}
    ]


async def test_a_switch_cuts_the_run_of_its_app_and_no_other(runner: Runner, oracle: Oracle) -> None:
    oracle.gate.clear()
    run_id = await runner.start("summary", SUMMARY)
    while not oracle.asked:
        await runner.read(run_id)
    await stop(runner, "summary")
    cut = await runner.ended(run_id)
    assert cut.state is RunState.FAILED and cut.failure is not None
    assert cut.failure.details["reason"] == REASON
    assert dict(cut.values) == SUMMARY
    page = (await runner.browser.get(f"/runs/{run_id}")).text
    assert REASON in page and SUMMARY["text"] in page
    oracle.gate.set()
    refused = await runner.run("summary", SUMMARY)
    assert (refused.state, len(oracle.asked)) == (RunState.FAILED, 1)
    assert (await runner.run("translation", TRANSLATION)).state is RunState.COMPLETED
    assert [(call["app"], call["outcome"]) for call in await calls(runner)][:2] == [
        ("summary", "switched_off"),
        ("summary", "switched_off"),
    ]


async def test_a_budget_of_the_app_refuses_it_by_its_title(runner: Runner, oracle: Oracle) -> None:
    house = runner.house
    own = house.ministry.id
    async with house.parts.database.write() as connection:
        await add_price(
            connection,
            runner.deployment_id,
            Price(date(2026, 4, 1), Decimal(1000), Decimal(1000)),
            ledger=house.parts.ledger,
            clock=house.clock,
            actor="command_line",
        )
        await set_budget(
            connection,
            Account(BudgetScope.APP, own, "summary"),
            0,
            within=own,
            ledger=house.parts.ledger,
            clock=house.clock,
            actor="command_line",
        )
    await refresh(runner)
    refused = await runner.run("summary", SUMMARY)
    assert refused.failure is not None and not oracle.asked
    assert refused.failure.sentence.startswith("アプリ「{subject}」の今月の利用上限額")
    assert refused.failure.details["subject"] == "要約"
    assert (await runner.run("translation", TRANSLATION)).state is RunState.COMPLETED


async def test_an_app_that_the_organisation_did_not_allow_is_refused(runner: Runner, oracle: Oracle) -> None:
    house = runner.house
    administrator = await house.browser("規則担当", Role.MINISTRY_ADMINISTRATOR)
    page = await administrator.get("/administration/rules")
    box = page.select_one(":has(> [name=allowed_apps][value=translation])")
    assert box is not None and box.text.strip() == "翻訳", "an app can be named before anybody ran it"
    async with house.parts.database.write() as connection:
        rules = await load_rules(connection, house.ministry.id)
        await set_rules(
            connection,
            house.ministry.id,
            msgspec.structs.replace(rules, allowed_apps=frozenset({"translation"})),
            ledger=house.parts.ledger,
            clock=house.clock,
            actor="command_line",
        )
    refused = await runner.run("summary", SUMMARY)
    assert refused.failure is not None and not oracle.asked
    assert "このアプリを使わない" in str(refused.failure.details["reason"])
    assert (await runner.run("translation", TRANSLATION)).state is RunState.COMPLETED


async def title_of(studio: Studio, name: str) -> str:
    """What pages call an app of the ministry."""
    async with studio.house.parts.database.read() as connection:
        return (await app_titles(connection, organisation_id=studio.house.ministry.id))[name]


async def test_one_switch_stops_every_version_of_a_made_app(studio: Studio, oracle: Oracle) -> None:
    app = await studio.begin(drafted("旅費の回答案"))
    await studio.publish(app)
    values = {"text": "旅費は精算してください。", "rules": "丁寧に書く。"}
    staff = Runner(studio.house, studio.colleague, studio.deployment_id)
    author = Runner(studio.house, studio.author, studio.deployment_id)
    draft = await studio.save(app, drafted("旅費の回答案（改）"))
    assert (await author.run(draft.id, values)).state is RunState.COMPLETED
    assert await title_of(studio, app.id) == "旅費の回答案", "a draft has a title that nobody decided on"
    assert (await staff.run(app.id, values)).state is RunState.COMPLETED
    await studio.publish(app)
    assert await title_of(studio, app.id) == "旅費の回答案（改）"
    assert (await staff.run(app.id, values)).state is RunState.COMPLETED
    assert {call["app"] for call in await calls(staff)} == {app.id}
    await stop(staff, app.id)
    asked = len(oracle.asked)
    for runner, version in ((author, draft.id), (staff, app.id)):
        refused = await runner.run(version, values)
        assert refused.failure is not None and refused.failure.details["reason"] == REASON
    assert len(oracle.asked) == asked


async def test_the_page_of_switches_shows_the_title_of_a_made_app(studio: Studio) -> None:
    app = await studio.begin(drafted("旅費の回答案"))
    await studio.publish(app)
    await stop(Runner(studio.house, studio.colleague, studio.deployment_id), app.id)
    page = await studio.administrator.get("/administration/switches")
    heading = page.select("article.card h3")[0].text
    assert "旅費の回答案" in heading and app.id not in heading
    option = page.select_one(f"option[value='app:{studio.house.ministry.id}:{app.id}']")
    assert option is not None and option.text == "アプリ：旅費の回答案"


async def test_what_a_run_looks_up_is_asked_for_by_its_app(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    await runner.house.add_collection("規程集")
    retrieve, askers = Library.retrieve, list[Asker]()

    async def seen(library: Library, query: str, *, asker: Asker, **how: Any) -> Any:
        askers.append(asker)
        return await retrieve(library, query, asker=asker, **how)

    monkeypatch.setattr(Library, "retrieve", seen)
    await runner.run(
        "law-research",
        {"question": "旅費の精算はいつまでですか。", "keywords": "", "background": "", "shape": "points"},
    )
    assert {asker.app for asker in askers} == {"law-research"}
