"""What somebody who takes part in a trial finds in the chat and at home."""

from dataclasses import dataclass

from genkan.governance import Ledger, Organisation
from genkan.storage import Database
from genkan.trial import EndRecorder
from tests.conftest import StillClock
from tests.trial.agreed_trial import open_trial
from tests.workspace.conftest import Workspace


@dataclass(frozen=True)
class Host:
    """Of the workspace, what a trial needs."""

    database: Database
    ledger: Ledger
    clock: StillClock
    organisation: Organisation


async def test_uses_are_told_of_who_takes_part_and_go_with_the_conversation(workspace: Workspace) -> None:
    deployment = await workspace.connect()
    browser = await workspace.browser()
    path = await workspace.ask(browser)
    [answer] = await workspace.answers()
    parts = workspace.parts
    trial = await open_trial(
        Host(parts.database, parts.ledger, workspace.clock, workspace.ministry), deployment
    )
    assert not (await browser.get(path)).select("[hx-post^='/used/']")
    assert not (await browser.get("/")).select("form[action='/pulse']")

    await trial.agree(browser.person)
    exposure = await trial.assign(browser.person, "甲", conversation="c-1")
    recorder = EndRecorder(
        database=parts.database, ledger=parts.ledger, gateway=parts.gateway, library=parts.library
    )
    assert await recorder.record_answer(exposure, side="a", answer_id=answer.id)
    page = await browser.get(path)
    told = {button["hx-post"] for button in page.select("button[data-copy][hx-post]")}
    assert told == {f"/used/{answer.id}/copied"}
    assert page.select(f"a[href='/used/{answer.id}/final']")
    await browser.post(f"/used/{answer.id}/copied", status=204)
    assert await workspace.events("trial:answer:used") == ["trial:answer:used"]
    assert (await browser.get("/")).select("form[action='/pulse'] input[name=minutes]")

    assert [row["state"] for row in await workspace.rows("trial_audit")] == ["open"]
    await browser.post(f"{path}/delete")
    [audit] = await workspace.rows("trial_audit")
    assert (audit["state"], audit["text"], audit["question"]) == ("withdrawn", "", "")
