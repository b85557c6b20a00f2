"""A trial in the chat: arms by assignment, two answers side by side, and no name before its end."""

import asyncio
import json
import re
from typing import Any

import pytest

from genkan.catalogue import Deployment
from genkan.evaluation.blind import CONCEALED
from genkan.governance import Person
from genkan.trial.allotting import read_proof
from genkan.trial.evidence import Mode
from tests.trial.running import agree, arm_of, close, run_trial, task_named

from .conftest import QUESTION, Browser, Model, Workspace, fields_of
from .streams import following

TITLES = ("抽出回答（甲）", "抽出回答（乙）")


async def open_trial(
    workspace: Workspace, person: Person, *, mode: Mode, **protocol: Any
) -> tuple[str, tuple[Deployment, Deployment]]:
    """A trial of two builds in the chat, to which the person agreed."""
    first, second = [
        await workspace.connect(title, build="試験1", parameters={"breadth": breadth})
        for title, breadth in zip(TITLES, ("brief", "broad"), strict=True)
    ]
    trial = await run_trial(
        workspace.parts.database,
        workspace.parts.ledger,
        workspace.clock,
        organisation_id=workspace.ministry.id,
        arms=[arm_of(first, "甲"), arm_of(second, "乙")],
        tasks=[task_named("chat", mode)],
        **protocol,
    )
    await agree(workspace.parts.database, workspace.clock, trial, person)
    return trial, (first, second)


async def assigned(workspace: Workspace) -> list[dict[str, Any]]:
    """What the ledger says of each assignment, oldest first."""
    rows = await workspace.rows("ledger_event")
    chosen = sorted(
        (row for row in rows if row["kind"] == "trial:comparison:assigned"),
        key=lambda row: (row["at"], row["id"]),
    )
    return [json.loads(row["details"]) for row in chosen]


async def ask_next(workspace: Workspace, browser: Browser, path: str, question: str) -> str:
    """Ask the next question a minute later, and wait; returns where it leads."""
    workspace.clock.advance(minutes=1)
    form = fields_of(await browser.get(path), f"{path}/questions")
    where = await browser.post(f"{path}/questions", {**form, "question": question})
    await workspace.until_ended()
    return where


def without_citations(text: str) -> str:
    """An answer without numbers of sources or what stands in their place in the history."""
    return re.sub(r"\[[0-9]+\]|（[^（）]*第[一二三]条）", "", text)


def tells(text: str, arms: tuple[Deployment, ...]) -> list[str]:
    """What in a text tells an arm."""
    words = [word for arm in arms for word in (arm.title, arm.id)] + ["試験1"]
    return [word for word in words if word in text]


async def test_a_conversation_keeps_its_hidden_arm(workspace: Workspace) -> None:
    """The first question draws an arm, which answers to the end; nothing that the browser gets tells which."""
    person = await workspace.person("例示花子")
    browser = await workspace.sign_in(person)
    trial, arms = await open_trial(workspace, person, mode=Mode.CONVERSATION, pair_share=0.0)
    await workspace.add_collection("旅費の規程")

    new = await browser.get("/chat")
    for page in (new, await browser.get("/")):
        assert not page.select("select[name=deployment]")
    assert "割当てで決まり" in new.text
    path = await workspace.ask(browser, deployment=arms[0].id)
    again = await ask_next(workspace, browser, path, "その根拠は何ですか。")
    workspace.clock.advance(minutes=1)
    other = await workspace.ask(browser)
    first, second, third = await assigned(workspace)
    assert first["sides"] == second["sides"] != third["sides"]
    assert ([each.get("turn", 1) for each in (first, second, third)], first["conversation"]) == (
        [1, 2, 1],
        path.removeprefix("/chat/"),
    )
    assert (again.split("#")[0], {row["purpose"] for row in await workspace.rows("answer")}) == (
        path,
        {"comparison"},
    )
    for address in (path, other, f"{path}/events", "/conversations", "/compare"):
        told = (await browser.client.get(address)).text
        shown = re.sub(r'name="deployment" value="[^"]*"', "", told)
        assert tells(shown, arms) == [], address
    async with workspace.parts.database.read() as connection:
        proof = await read_proof(connection, trial)
    assert (proof.follows, proof.drawn, proof.kept) == (True, 2, 1)

    await close(workspace.parts.database, trial)
    page = await browser.get(path)
    assert [arm.title for arm in arms if arm.title in page.text]
    assert page.select("select[name=deployment]")


async def test_whoever_looks_leaves_the_trial(workspace: Workspace) -> None:
    """The reveal is recorded for each answer, and the conversation goes on with the model that the person chooses."""
    person = await workspace.person("例示花子")
    browser, stranger = await workspace.sign_in(person), await workspace.browser("例示太郎")
    trial, arms = await open_trial(workspace, person, mode=Mode.CONVERSATION, pair_share=0.0)
    path, later = await workspace.ask(browser), await workspace.ask(browser, "その後の質問です。")
    await ask_next(workspace, browser, path, "その根拠は何ですか。")
    await stranger.post(f"{path}/reveal", status=404)
    assert await browser.post(f"{path}/reveal") == path
    await browser.post(f"{path}/reveal", status=409)
    page = await browser.get(path)
    assert any(arm.title in page.text for arm in arms)
    await ask_next(workspace, browser, path, "別の質問です。")
    assert await told(workspace) == {"assigned": 3, "revealed": 2, "excluded": 2}
    assert [
        row["purpose"] for row in sorted(await workspace.rows("answer"), key=lambda row: row["asked_at"])
    ] == ["comparison", "comparison", "comparison", "chat"]

    await close(workspace.parts.database, trial)
    await browser.post(f"{later}/reveal")
    assert await told(workspace) == {"assigned": 3, "revealed": 3, "excluded": 2}


async def test_an_arm_of_the_person_is_told_after_the_trial(workspace: Workspace) -> None:
    """It answers in every conversation: none of them ends the secrecy of the others."""
    person = await workspace.person("例示花子")
    browser = await workspace.sign_in(person)
    trial, arms = await open_trial(workspace, person, mode=Mode.PERSON, pair_share=0.0)
    path = await workspace.ask(browser)
    page = await browser.get(path)
    assert "モデルの名称は、試行が終了した後に表示できます。" in page.text
    assert not page.select("form[action$='/reveal']")
    refused = await browser.post(f"{path}/reveal", status=409)
    assert tells(refused.text + (await browser.get(path)).text, arms) == []
    await ask_next(workspace, browser, path, "その根拠は何ですか。")
    assert await told(workspace) == {"assigned": 2, "revealed": 0, "excluded": 0}

    await close(workspace.parts.database, trial)
    await browser.post(f"{path}/reveal")
    assert await told(workspace) == {"assigned": 2, "revealed": 2, "excluded": 0}


async def test_no_first_vote_after_the_reveal(workspace: Workspace) -> None:
    """Whoever was told the models of a conversation votes on none of its pairs."""
    person = await workspace.person("例示花子")
    browser = await workspace.sign_in(person)
    await open_trial(workspace, person, mode=Mode.PAIR)
    comparison = await workspace.ask(browser)
    path = str((await browser.get(comparison)).select_one("a[href^='/chat/']")["href"])  # type: ignore[index]
    workspace.clock.advance(minutes=30)
    await browser.post(f"{path}/reveal")
    refused = await browser.post(f"{comparison}/vote", {"choice": "a"}, status=409)
    assert "モデルの名称を表示した後は、評価を送信したり" in refused.text
    assert not (await browser.get(comparison)).select("form[action$='/vote']")
    assert await workspace.rows("vote") == []


async def test_a_hidden_arm_is_shown_at_the_common_pace(sqlite_workspace: Workspace, model: Model) -> None:
    """Six hundred characters that came at once take ten seconds to see, on the page as in the stream."""
    workspace, clock = sqlite_workspace, sqlite_workspace.clock
    person = await workspace.person("例示花子")
    browser = await workspace.sign_in(person)
    facts = {"protocol": "openai_chat", "address": model.address, "remote_model": "試験", "build": "1"}
    arms = [await workspace.connect(title, **facts) for title in ("試験モデル甲", "試験モデル乙")]
    trial = await run_trial(
        workspace.parts.database,
        workspace.parts.ledger,
        clock,
        organisation_id=workspace.ministry.id,
        arms=[arm_of(arm, arm.title[-1]) for arm in arms],
        tasks=[task_named("chat", Mode.CONVERSATION)],
        pair_share=0.0,
    )
    await agree(workspace.parts.database, clock, trial, person)
    model.say("試験モデル甲です。" + "あ" * 600)
    model.finish()
    path = await workspace.ask(browser)
    clock.advance(seconds=5)
    page = await browser.get(path)
    assert page.select_one(".live").text.count("あ") == 300 - len(f"{CONCEALED}です。")  # type: ignore[union-attr]
    assert not page.select(".answer-foot, .prose:not(.live)")
    async with following(workspace, browser, path) as stream:
        shown = await stream.until("あ")
        clock.advance(seconds=6)
        events = await stream.all()
    assert "回答が完了しました。" in events[-2].html
    assert 0 < shown.html.count("あ") < 300
    whole = await browser.get(path)
    assert (CONCEALED in whole.text, "試験モデル" in whole.select_one("article.answer").text) == (True, False)  # type: ignore[union-attr]


async def told(workspace: Workspace) -> dict[str, int]:
    """How many assignments, reveals and exclusions the ledger has."""
    kinds = await workspace.events("trial:comparison:")
    return {deed: kinds.count(f"trial:comparison:{deed}") for deed in ("assigned", "revealed", "excluded")}


@pytest.mark.parametrize(("choice", "kept"), [("b", "b"), ("both_bad", "a"), ("", "a")])
async def test_two_answers_to_one_turn(workspace: Workspace, choice: str, kept: str) -> None:
    """Both stand side by side elsewhere; the chosen one, A for a tie or without a vote, is what the chat goes on with."""
    person = await workspace.person("例示花子")
    browser = await workspace.sign_in(person)
    trial, arms = await open_trial(workspace, person, mode=Mode.PAIR)
    await workspace.add_collection("旅費の規程")
    comparison = await workspace.ask(browser)
    assert comparison.startswith("/compare/")
    path = str((await browser.get(comparison)).select_one("a[href^='/chat/']")["href"])  # type: ignore[index]
    page = await browser.get(path)
    assert (len(page.select("article.answer")), len(page.select(f"a[href='{comparison}']"))) == (0, 1)
    assert (await browser.client.get(f"{path}/events")).status_code == 404
    workspace.clock.advance(minutes=30)
    sides = {row["side"]: row["answer_id"] for row in await workspace.rows("comparison_side")}
    if choice:
        await browser.post(f"{comparison}/vote", {"choice": choice})
        assert "選んだ回答で会話を続ける" in (await browser.get(comparison)).text
        page = await browser.get(path)
        assert [card["id"] for card in page.select("article.answer")] == [f"answer-{sides[kept]}"]
        assert tells(str(page.select("article.answer")), arms) == []

    second = await ask_next(workspace, browser, path, "その根拠は何ですか。")
    assert second.startswith("/compare/")
    answers = {row["id"]: row for row in await workspace.rows("answer")}
    later = [row for row in answers.values() if row["id"] not in sides.values()]
    assert len(later) == 2
    assert later[0]["messages"] == later[1]["messages"]
    told = {without_citations(message["content"]) for message in later[0]["messages"]}
    both = {side: without_citations(answers[answer_id]["text"]) for side, answer_id in sides.items()}
    assert [side for side, text in both.items() if text in told] == [kept]
    async with workspace.parts.database.read() as connection:
        proof = await read_proof(connection, trial)
    assert (proof.follows, proof.drawn) == (True, 2)
    assert not (await browser.get("/compare")).select("ul.history a[href^='/compare/']")


async def test_deleting_a_conversation_of_a_trial(workspace: Workspace) -> None:
    """Its words go, those of both answers too; what the ledger counts stays."""
    person = await workspace.person("例示花子")
    browser = await workspace.sign_in(person)
    await open_trial(workspace, person, mode=Mode.PAIR)
    comparison = await workspace.ask(browser)
    path = str((await browser.get(comparison)).select_one("a[href^='/chat/']")["href"])  # type: ignore[index]
    await browser.post(f"{path}/delete")
    assert (await workspace.rows("answer"), await workspace.rows("comparison_side")) == ([], [])
    assert [row["question"] for row in await workspace.rows("comparison")] == [""]
    assert len(await assigned(workspace)) == 1
    await browser.get(comparison, status=404)


async def test_only_a_share_of_turns_shows_two(workspace: Workspace) -> None:
    """Where few turns show a pair, the arm of the conversation answers the others; without consent, nobody's."""
    person = await workspace.person("例示花子")
    browser, other = await workspace.sign_in(person), await workspace.browser("例示太郎")
    await open_trial(workspace, person, mode=Mode.CONVERSATION, pair_share=0.5)
    modes, number = set[str](), 0
    while len(modes) < 2 and number < 24:
        await workspace.ask(browser, f"{QUESTION}{number}")
        modes = {each.get("mode", "pair") for each in await assigned(workspace)}
        number += 1
    assert len(await assigned(workspace)) == number
    assert modes == {"pair", "conversation"}
    assert (await workspace.ask(other)).startswith("/chat/")
    assert len(await assigned(workspace)) == number


async def test_runs_of_an_app_get_their_arm(workspace: Workspace, model: Model) -> None:
    """The trial gives the model of the run, whatever the form says; its end is recorded under the run."""
    person = await workspace.person("例示花子")
    browser, other = await workspace.sign_in(person), await workspace.browser("例示太郎")
    facts = {"protocol": "openai_chat", "address": model.address, "remote_model": "試験", "build": "1"}
    arms = [await workspace.connect(title, **facts) for title in ("試験モデル甲", "試験モデル乙")]
    trial = await run_trial(
        workspace.parts.database,
        workspace.parts.ledger,
        workspace.clock,
        organisation_id=workspace.ministry.id,
        arms=[arm_of(arm, arm.title[-1]) for arm in arms],
        tasks=[task_named("summary", Mode.CONVERSATION)],
        audit_share=1.0,
        pair_share=0.0,
    )
    await agree(workspace.parts.database, workspace.clock, trial, person)
    for number in (1, 2):
        model.say("要約です。")
        model.finish()
        form = fields_of(await browser.get("/apps/summary?example=1"), "/apps/summary")
        assert "deployment_id" in form
        address = await browser.post("/apps/summary", {**form, "deployment_id": arms[0].id})
        assert await browser.post("/apps/summary", {**form, "deployment_id": arms[1].id}) == address
        async with asyncio.timeout(20):
            while len(await workspace.events("trial:answer:ended")) < number:
                await asyncio.sleep(0.05)
    given = [each["sides"]["a"]["name"] for each in await assigned(workspace)]
    runs = await workspace.rows("app_run")
    ended = [row for row in await workspace.rows("ledger_event") if row["kind"] == "trial:answer:ended"]
    assert (sorted(given), {run["state"] for run in runs}) == (sorted("甲乙"), {"completed"})
    assert {row["object_id"] for row in ended} == {run["id"] for run in runs}
    told = [json.loads(row["details"]) for row in ended]
    assert {each["outcome"] for each in told} == {"completed"}
    assert all(each["characters"] and "japanese" in each["checks"] for each in told)
    assert {row["answer_id"] for row in await workspace.rows("trial_answer")} == {run["id"] for run in runs}
    assert {row["state"] for row in await workspace.rows("trial_audit")} == {"open"}
    begun = [row for row in await workspace.rows("ledger_event") if row["kind"] == "apps:run:started"]
    assert ["deployment" in json.loads(row["details"]) for row in begun] == [False, False]
    again = await browser.get(f"/apps/summary?again={address.removeprefix('/runs/')}")
    assert not again.select("select[name=deployment_id]")
    assert (await other.get("/apps/summary")).select("select[name=deployment_id]")
    await browser.post(f"{address}/delete")
    audits = {row["answer_id"]: (row["state"], row["text"]) for row in await workspace.rows("trial_audit")}
    assert audits[address.removeprefix("/runs/")] == ("withdrawn", "")
    async with workspace.parts.database.read() as connection:
        assert (await read_proof(connection, trial)).follows
