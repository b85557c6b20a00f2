"""Open answers of a test go to the marking desk, and their marks into the scores and the pack."""

import json
from dataclasses import replace

from genkan.evaluation.exam.pack import read_pack
from genkan.evaluation.exam.verifying import Part, alterations_of
from genkan.evaluation.marking import read_draft
from genkan.governance import Role
from tests.evaluation.exam.conftest import COUNTS, Hall
from tests.evaluation.marking.conftest import draft_file
from tests.workspace.conftest import Browser


async def mark_all(marker: Browser, desk: str) -> list[str]:
    """Give one point for each line of every answer, and hand in; gives what was seen."""
    seen: list[str] = []
    while (response := await marker.client.get(f"{desk}/{len(seen) + 1}")).status_code == 200:
        seen.append(response.text)
        page = await marker.get(f"{desk}/{len(seen)}")
        lines = len({control["id"] for control in page.select("[name=points]")} or {"1"})
        version = page.select_one("input[name=version]")["value"]
        fields = {"version": version, "points": ["1"] * lines, "note": "", "go": "next"}
        await marker.post(f"{desk}/{len(seen)}", fields)
    await marker.post(desk)
    return seen


async def assert_other_tasks_count_nothing(hall: Hall, path: str) -> None:
    """A file that says that the test made it is refused, and a later task of the same name changes nothing."""
    exam_id = path.rsplit("/", 1)[1]
    file = ("task.json", draft_file(source=f"exam:{exam_id}"), "application/json")
    assert (await hall.office.client.post("/marking", files={"file": file})).status_code == 422
    forged = replace(read_draft(draft_file()), source=f"exam:{exam_id}")
    async with hall.workspace.parts.database.write() as connection:
        await hall.workspace.parts.marking.setting_up.make(
            connection, forged, organisation_id=hall.workspace.ministry.id, actor="command_line"
        )


async def appeal(hall: Hall, path: str, task_id: str) -> None:
    """Somebody who joins after the closing decides; nothing is published before."""
    third = await hall.workspace.browser("採点さん", Role.MARKER)
    (answer, *_) = await hall.workspace.rows("marking_answer")
    questions = {each["id"]: each["key"] for each in await hall.workspace.rows("marking_question")}
    await hall.office.post(f"/marking/tasks/{task_id}/markers", {"marker": third.person.sign_in_name})
    words = {"question": questions[answer["question_id"]], "answer": answer["key"], "reason": "読み落とし"}
    await hall.office.post(f"/marking/tasks/{task_id}/appeals", words)
    page = await hall.office.post(f"{path}/publish", {"unmarked": "yes"}, status=409)
    assert "決定が済んでいないものが1件" in page.text
    (decision,) = await hall.workspace.rows("marking_decision")
    where = f"/marking/decisions/{decision['id']}"
    lines = len((await third.get(where)).select("select[name=points]")) or 1
    await third.post(where, {"points": ["0"] * lines, "note": "根拠がない。"})


async def test_marks_of_two_persons_count_and_are_proven(hall: Hall) -> None:
    nothing = {f"cell.{name}": "0" for name in COUNTS}
    path = await hall.plan(**nothing, **{"cell.drafting-2": "4"})
    first, second = await hall.take(hall.keiko, path), await hall.take(hall.yumi, path)
    await hall.office.post(f"{path}/seal")
    hall.workspace.clock.advance(hours=1)
    await hall.keiko.post(f"{path}/bring", {"share": first})
    await hall.yumi.post(f"{path}/bring", {"share": second})
    model = await hall.workspace.connect("抽出回答甲", operator="例示甲社", public_name="reiji-ko-1")
    await hall.office.post(f"{path}/run", {"deployments": [model.id]})
    await hall.until(path, "marking")
    (task,) = await hall.workspace.rows("marking_task")
    assert {"抽出回答甲", "例示甲社", "reiji-ko-1"} <= set(json.loads(task["hidden"]))
    await hall.office.post(f"{path}/publish", status=409)
    markers = [await hall.workspace.browser(name, Role.MARKER) for name in ("採点いち", "採点に")]
    for marker in markers:
        await hall.office.post(f"/marking/tasks/{task['id']}/markers", {"marker": marker.person.sign_in_name})
    await hall.office.post(f"/marking/tasks/{task['id']}/open")
    for marker in markers:
        seen = await mark_all(marker, f"/marking/desk/{task['id']}")
        assert seen and "抽出回答甲" not in "".join(seen) and "例示甲社" not in "".join(seen)
    await hall.office.post(f"/marking/tasks/{task['id']}/compare")
    await hall.office.post(f"/marking/tasks/{task['id']}/close")
    await assert_other_tasks_count_nothing(hall, path)
    await appeal(hall, path, task["id"])
    await hall.office.post(f"{path}/publish")
    pack = read_pack((await hall.office.client.get(f"{path}/pack.json")).content)
    assert alterations_of(pack) == ()
    assert pack.marks and {mark.marker for mark in pack.marks} == {"marker-1", "marker-2", "decision"}
    assert not any(marker.person.id in str(pack) for marker in markers)
    assert all(each.score is not None for each in pack.grades)
    assert Part.MARK.label == "採点者の採点"
