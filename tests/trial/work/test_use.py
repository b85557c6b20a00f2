"""What became of an answer: copied, sent, corrected, dropped; counted, and never kept as text."""

import json
from typing import Any

import pytest

from genkan.jobs import Queue
from genkan.storage import metadata
from genkan.trial import EvidenceKeeping
from genkan.trial.work.final_text import LONGEST_COMPARED, measure_final
from tests.trial.agreed_trial import ask, open_trial
from tests.trial.conftest import StartModel, TrialRoom

ANSWER = "## 日当\n\n日当は、**定額**で支給します[1]。\n"
FINAL = "日当\n日当は、定額により支給します。"


@pytest.mark.parametrize(
    ("answer", "final", "measure"),
    [
        # Marks of Markdown, numbers of sources and blank lines are no edits.
        (ANSWER, "日当\r\n日当は、定額で支給します。  \r\n", (16, 16, 0)),
        (ANSWER, FINAL, (16, 18, 3)),
        ("- 一つ目\n- 二つ目", "一つ目\n三つ目", (7, 7, 1)),
        ("", "全て書き直した。", (0, 8, 8)),
        ("短い", "長" * (LONGEST_COMPARED + 1), (2, LONGEST_COMPARED + 1, None)),
    ],
)
def test_how_far_a_final_text_is(answer: str, final: str, measure: tuple[int, int, int | None]) -> None:
    assert measure_final(answer, final) == measure


def night(room: TrialRoom) -> EvidenceKeeping:
    return EvidenceKeeping(
        database=room.database,
        ledger=room.ledger,
        queue=Queue(room.clock),
        gateway=room.gateway,
        clock=room.clock,
    )


async def uses(room: TrialRoom) -> list[dict[str, Any]]:
    events = await room.events("trial:answer:used")
    return [{"object_id": event["object_id"], **json.loads(event["details"])} for event in events]


async def test_uses_are_recorded_once_and_texts_are_not_kept(
    room: TrialRoom, model_server: StartModel
) -> None:
    model = await room.connect(
        "例示モデル", protocol="openai_chat", address=await model_server(ANSWER), remote_model="example"
    )
    trial = await open_trial(room, model)
    person, silent = await room.person("試験花子"), await room.person("試験次郎")
    await trial.agree(person)
    exposure, answer = await ask(room, trial, person, "甲", question="日当は。", conversation="c-1")
    _, unasked = await ask(room, trial, silent, "甲", question="日当は。", conversation="c-2")
    browser, other = await room.browser(person), await room.browser(silent)
    room.clock.advance(seconds=90)

    for _ in range(2):
        assert (await browser.post(f"/used/{answer}/copied")).status_code == 204
    # Neither somebody else, nor who did not agree, leaves a trace.
    assert (await other.post(f"/used/{answer}/copied")).status_code == 204
    assert (await other.post(f"/used/{unasked}/copied")).status_code == 204
    assert (await other.get(f"/used/{answer}/final")).status_code == 404
    [copied] = await uses(room)
    assert (copied["object_id"], copied["use"], copied["seconds"]) == (exposure, "copied", 90)

    path = f"/used/{answer}/final"
    assert "貼り付けると" in (await browser.get(path)).text
    assert "最終稿が入力されていません" in (await browser.post(path, data={"final": " "})).text
    too_long = await browser.post(path, data={"final": "長" * (LONGEST_COMPARED + 1)})
    assert (too_long.status_code, "残してあります" in too_long.text) == (413, True)
    assert "3文字" in (await browser.post(path, data={"final": FINAL})).text
    await browser.post(path, data={"final": FINAL + "以上"})
    found = {use["use"]: use for use in await uses(room)}
    assert (found["sent"]["edit_distance"], found["sent"]["final_characters"]) == (3, 18)
    assert (found["corrected"]["edit_distance"], found["corrected"]["answer_characters"]) == (5, 16)
    for table in ("trial_use", "trial_answer", "ledger_event"):
        assert not [row for row in await room.rows(table) if "定額により" in str(row)]
    await trial.close()
    assert (await browser.get(path)).status_code == 404


async def test_the_night_tells_what_was_dropped_and_forgets_whose_it_was(room: TrialRoom) -> None:
    trial = await open_trial(room, *await room.connect_extracts(), retention_days=30)
    person, silent = await room.person("試験花子"), await room.person("試験次郎")
    await trial.agree(person)
    await trial.agree(silent, agreed=False)
    used, used_answer = await ask(room, trial, person, "甲", question="使った回答", conversation="c-1")
    await ask(room, trial, person, "甲", question="続きのある回答", conversation="c-2")
    room.clock.advance(minutes=1)
    last, _ = await ask(room, trial, person, "甲", question="最後の回答", conversation="c-2")
    await ask(room, trial, silent, "甲", question="同意していない", conversation="c-3")
    await (await room.browser(person)).post(f"/used/{used_answer}/copied")
    async with room.database.write() as connection:
        # The other answer of a pair is not dropped where one was used.
        table = metadata.tables["trial_answer"]
        [row] = [row for row in await room.rows("trial_answer") if row["exposure_id"] == used]
        await connection.execute(table.insert(), {**row, "side": "b", "answer_id": "the-other"})
    keeping = night(room)
    room.clock.advance(days=6)
    await keeping.run({})
    assert [use["use"] for use in await uses(room)] == ["copied"]
    room.clock.advance(days=2)
    for _ in range(2):
        await keeping.run({})
    found = {use["use"]: use["object_id"] for use in await uses(room)}
    assert found == {"copied": used, "dropped": last}

    people = {row["person_id"] for row in await room.rows("trial_answer")}
    assert people == {person.id, silent.id}
    assert [row["state"] for row in await room.rows("trial_audit")] == ["open"] * 3
    room.clock.advance(days=60)
    await keeping.run({})
    assert {row["person_id"] for row in await room.rows("trial_answer")} == {None}
    assert {(row["asker_id"], row["state"], row["text"]) for row in await room.rows("trial_audit")} == {
        (None, "withdrawn", "")
    }
    assert len(await uses(room)) == 2
