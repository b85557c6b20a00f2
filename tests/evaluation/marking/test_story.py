"""From a file to a result that stands: blind, twice, apart, compared, decided, appealed."""

import asyncio
import json
from pathlib import Path

import pytest

from genkan.cli.errors import SampleOnly
from genkan.cli.marking_deeds import write_next_sheet
from genkan.evaluation.marking.errors import OwnMarksAwaited
from genkan.evaluation.marking.marking import mark_digest
from genkan.governance import Role
from genkan.kit import digest
from tests.evaluation.marking.conftest import QUESTIONS, VENDORS, Room, draft_file, words


async def test_from_a_file_to_the_result(room: Room) -> None:
    first, second, _, fourth = room.markers
    assert await first.get("/marking/desk")
    await first.get(room.desk(1), status=404)  # not yet begun

    await room.prepare()
    await room.judge()
    await fourth.get(room.desk(1), status=404)  # no marker of this task
    late = await room.office_does("conflicts", person=first.person.id, party="乙社", status=409)
    assert "採点中" in late.get_text()
    early = await room.office_does("compare", status=409)
    assert "採点の終わっていない回答" in early.get_text()

    # Three mark at once; nothing tells whose an answer is, and a conflicted marker sees none of the vendor's.
    key, vendor = await room.marked_by(second)
    differing = words(key, vendor)
    seen = await room.mark_together({differing: (0, 1)})
    hidden = [*VENDORS, *(f"{key}-{number}" for key in QUESTIONS for number in range(1, 5)), "例示モデル"]
    pages = "".join(page for own in seen for page in own)
    assert [name for name in hidden if name in pages] == []
    assert "（名称を伏せています）" in pages
    own = "".join(seen[0])
    assert [key for key in QUESTIONS if words(key, "甲社") in own] == []

    # Every answer has two markers and a stored order; some came twice, unsaid.
    slots = await room.workspace.rows("marking_slot")
    assert len([slot for slot in slots if slot["turn"] == 0]) == 16
    again = [slot for slot in slots if slot["turn"] == 1]
    assert {slot["person_id"] for slot in again} == {marker.person.id for marker in room.markers[:3]}
    order = {
        marker.person.id: [
            s["answer_id"]
            for s in sorted(slots, key=lambda s: s["position"])
            if s["person_id"] == marker.person.id
        ]
        for marker in room.markers[:3]
    }
    assert len({tuple(each) for each in order.values()}) == 3

    # What was handed in is not changed; answers and points are the office's only after the comparison.
    page = await second.get(room.desk(1))
    assert page.select_one("select[name=points]") is None
    await second.post(room.desk(1), {"version": "2", "points": ["1", "1"]}, status=409)
    assert "q-draft-1" not in (await room.office.get(room.path)).get_text()
    assert await room.office_does("compare") == f"{room.path}?done=compared"
    page = await room.office.get(room.path)
    assert "クリッペンドルフ" in page.get_text()
    assert "2回示した回答" in page.get_text()
    assert "下見" not in page.get_text()
    before = await room.result()
    assert {each.judged for each in before.answers} == {None}
    assert before.agreements.with_judge is None

    # Where the marks differ by more than two points, the one who did not mark decides; nothing closes before.
    (decision,) = await room.workspace.rows("marking_decision")
    marked = {slot["person_id"] for slot in slots if slot["answer_id"] == decision["answer_id"]}
    decider = next(each for each in room.markers if each.person.id == decision["person_id"])
    assert decision["person_id"] not in marked
    assert await room.seen_by(decider) == ((), None), "who is to decide sees no points"
    assert (await room.seen_by(second))[0]
    with pytest.raises(OwnMarksAwaited):
        await room.result_for(decider)
    assert (await room.result_for(second)).answers
    assert second.person.id in marked
    await room.office_does("close", status=409)
    path = f"/marking/decisions/{decision['id']}"
    await second.get(path, status=404)
    page = await decider.get(path)
    assert differing in page.get_text()
    assert not [
        each.person.name for each in room.markers if each.person.name in page.select_one("main").get_text()
    ]
    refused = await decider.post(path, {"points": ["4", "1"], "note": "理由"}, status=422)
    assert "理由" in refused.select_one("textarea").get_text()
    await decider.post(path, {"points": ["2", "1"], "note": ""}, status=422)
    await decider.post(path, {"points": ["2", "1"], "note": "根拠はあるが不十分"})
    await decider.post(path, {"points": ["3", "1"], "note": "考え直した"}, status=409)
    await room.office_does("close")
    assert (await room.seen_by(decider))[0]
    assert "下見（参考）" in (await room.office.get(room.path)).get_text()

    # An appeal is decided by somebody who did not mark: the third has a conflict, so a fourth is wanted.
    appeal = {"question": "q-draft", "answer": "q-draft-1", "reason": "根拠の条を挙げている。"}
    await room.office_does("appeals", status=422, **{**appeal, "answer": "q-draft-9"})
    await room.office_does("appeals", status=422, **{**appeal, "reason": " "})
    refused = await room.office_does("appeals", status=409, **appeal)
    assert "割り当てられません" in refused.get_text()
    assert "根拠の条を挙げている。" in refused.select_one("textarea").get_text()

    result = await room.result()
    scores = {each.answer_key: (each.score, each.how) for each in result.answers}
    assert scores[f"{key}-{VENDORS.index(vendor) + 1}"] == (0.6, "adjudication")
    assert scores["q-draft-1"] == (1.0, "two_markers")
    assert result.agreements.within.pairs == len(again)
    assert {mark.marker for mark in result.marks} == {marker.person.id for marker in room.markers[:3]}

    # The record: every deed, and no word or point of it.
    events = await room.events()
    kinds = {event["kind"] for event in events}
    assert kinds == {
        *(f"marking:task:{deed}" for deed in ("made", "opened", "compared", "closed")),
        *("marking:marker:added", "marking:marker:finished", "marking:conflict:declared"),
        *("marking:answer:marked", "marking:decision:asked", "marking:decision:made"),
    }
    (task,) = await room.workspace.rows("marking_task")
    for slot in slots:
        # Nobody who reads the ledger finds the points of a mark by trying them all.
        open_words = json.dumps([slot["id"], json.loads(slot["points"]), slot["note"]], ensure_ascii=False)
        assert digest(open_words.replace(", ", ",")) not in str(events)
    proven = mark_digest(
        slots[0]["id"], tuple(json.loads(slots[0]["points"])), slots[0]["note"], seed=task["seed"]
    )
    assert proven in str(events)
    told = json.dumps([event["details"] for event in events], ensure_ascii=False)
    assert not [word for word in ("固有の語", "メモ", "points", "甲社", "不十分") if word in told]


async def test_two_who_begin_a_task_at_once_begin_it_once(room: Room) -> None:
    for marker in room.markers[:3]:
        await room.office_does("markers", marker=marker.person.sign_in_name)
    begin = [room.office.client.post(f"{room.path}/open") for _ in range(3)]
    answers = await asyncio.gather(*begin)
    assert sorted(answer.status_code for answer in answers) == [303, 409, 409]
    marker = room.markers[0]
    await room.mark_all(marker, {})
    late = {"version": "2", "points": ["1", "1"], "note": "", "go": "stay"}
    await marker.post(room.desk(1), late, status=409)


async def test_an_appeal_is_decided_by_who_did_not_mark(room: Room) -> None:
    """A fourth person who joined later decides, and what was decided stands."""
    await room.prepare()
    await room.mark_together({})
    await room.office_does("compare")
    await room.office_does("close")
    fourth = room.markers[3].person
    await room.office_does("markers", marker=fourth.sign_in_name)
    await room.office_does("conflicts", person=fourth.id, party="丁社")
    await room.office_does("conflicts", status=409, person=room.markers[1].person.id, party="丁社")
    await room.office_does("appeals", question="q-draft", answer="q-draft-1", reason="読み落としがある。")
    (decision,) = await room.workspace.rows("marking_decision")
    assert decision["person_id"] == room.markers[3].person.id
    path = f"/marking/decisions/{decision['id']}"
    assert "読み落としがある。" in (await room.markers[3].get(path)).get_text()
    await room.markers[3].post(path, {"points": ["1", "0"], "note": "条の引用がない。"})
    scores = {each.answer_key: (each.score, each.how) for each in (await room.result()).answers}
    assert scores["q-draft-1"] == (0.2, "appeal")


async def test_two_tabs_lose_nothing(room: Room) -> None:
    """A mark that is half given is kept; a second tab with an older version is told, and keeps what was typed."""
    await room.prepare()
    marker = room.markers[1]
    half = {"version": "1", "points": ["2", ""], "note": "途中のメモ", "go": "stay"}
    assert await marker.post(room.desk(1), half) == f"{room.desk(1)}?done=saved"
    refused = await marker.post(room.desk(1), {**half, "points": ["1", "1"], "note": "別の画面"}, status=409)
    chosen = [option["value"] for option in refused.select("option[selected]")]
    assert chosen == ["1", "1"]
    assert refused.select_one("textarea").get_text().strip() == "別の画面"
    assert "保存済みの点数：2" in refused.get_text()
    assert refused.select_one("input[name=version]")["value"] == "2"
    for wrong in (["9", "1"], ["x", "1"], ["1"], ["-1", "1"]):
        await marker.post(room.desk(1), {**half, "version": "2", "points": wrong}, status=422)
    too_long = await marker.post(room.desk(1), {**half, "version": "2", "note": "あ" * 4001}, status=422)
    assert len(too_long.select_one("textarea").get_text()) > 4000
    missing = await marker.post(room.desk(), status=409)
    assert "採点の終わっていない回答" in missing.get_text()
    (kept,) = [slot for slot in await room.workspace.rows("marking_slot") if slot["note"]]
    assert (json.loads(kept["points"]), kept["version"]) == ([2, None], 2)


async def test_who_may_not_sees_nothing(room: Room, tmp_path: Path) -> None:
    staff = await room.workspace.browser("例示職員", Role.STAFF)
    elsewhere = await room.workspace.browser(
        "他所事務局", Role.MINISTRY_ADMINISTRATOR, of=room.workspace.city
    )
    marker = await room.workspace.browser("他所採点", Role.MARKER, of=room.workspace.city)
    with pytest.raises(SampleOnly):
        name = marker.person.sign_in_name
        await write_next_sheet(room.workspace.parts, room.task_id, name, tmp_path / "sheet", sample=True)
    assert not list(tmp_path.glob("sheet"))
    for path in ("/marking", "/marking/desk", room.path):
        await staff.get(path, status=404)
    await elsewhere.get(room.path, status=404)
    await elsewhere.post(f"{room.path}/open", status=404)
    await room.markers[0].get(room.path, status=404)
    await room.office.get("/marking/desk", status=404)
    unknown = await room.office_does("markers", marker="例示職員", status=422)
    assert "例示職員" in unknown.get_text()
    few = await room.office_does("open", status=409)
    assert "8件" in few.get_text()


async def test_files_that_are_no_task(room: Room) -> None:
    for content in (
        b"",
        b"{",
        b"[]",
        b"\xff",
        draft_file(limit=-1),
        draft_file(title=" "),
        draft_file(questions=[]),
    ):
        response = await room.office.client.post("/marking", files={"file": ("task.json", content)})
        assert response.status_code == 422, content[:20]
        assert "読み取れません" in response.text
