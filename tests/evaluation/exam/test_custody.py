"""What can go wrong between sealing and opening: each is refused, said, and recorded."""

import asyncio
import json

import pytest

from genkan.evaluation.exam.document import read_document
from genkan.evaluation.exam.errors import ExamStateUnfit, SealBroken
from genkan.evaluation.exam.store.exams import find_exam
from genkan.evaluation.items.exposure import Seen, Viewing
from genkan.governance import Role
from genkan.storage import metadata
from tests.evaluation.exam.conftest import LIMIT, Hall


async def test_plans_that_cannot_be_held_come_back_with_what_was_typed(hall: Hall) -> None:
    for fields, told in (
        ({"custodian_2": hall.keiko.person.id}, "異なる2人"),
        ({"custodian_2": ""}, "異なる2人"),
        ({"custodian_3": hall.yumi.person.id}, "異なる2人"),
        ({"title": " "}, "試験の名称"),
        ({"opens_at": "2026-11-01T13:00"}, "開封の日時は現在より後"),
        ({"closes_at": "2026-11-02T13:00"}, "終了の日時は開封の日時より後"),
        ({"cell.japanese-1": "0", "cell.safety-1": "", "cell.regulation_search-1": "0"}, "出題数を入力"),
        ({"cell.japanese-1": "-1"}, "0から100まで"),
        ({"seconds": "100000"}, "制限時間"),
    ):
        page = await hall.plan(status=422, **{"system": "消えない指示", **fields})
        assert told in page.text and "消えない指示" in page.text
    path = await hall.plan(**{"cell.japanese-1": "40"})
    page = await hall.office.post(f"{path}/seal", status=409)
    assert "鍵を受け取っていない保管者" in page.text
    await hall.take(hall.keiko, path)
    await hall.take(hall.yumi, path)
    page = await hall.office.post(f"{path}/seal", status=409)
    assert "設問が足りません" in page.text


async def test_only_both_custodians_open_it_and_only_from_the_hour_on(hall: Hall) -> None:
    path, first, second = await hall.sealed()
    clock = hall.workspace.clock
    other_path, *others = await hall.sealed()
    assert "以後です" in (await hall.keiko.post(f"{path}/bring", {"share": first}, status=409)).text
    clock.advance(hours=1)
    refusals = [
        (hall.keiko, second, 422, "受け取った鍵ではありません"),  # the other custodian's
        (hall.keiko, others[0], 422, "受け取った鍵ではありません"),  # her own of another test
        (hall.keiko, first[:-1], 422, "文字が欠けているか"),
        (hall.office, first, 403, "保管者ではありません"),
    ]
    for browser, share, status, told in refusals:
        page = await browser.post(f"{path}/bring", {"share": share}, status=status)
        assert told in page.text and share[10:20] not in str(page)
    await hall.keiko.post(f"{path}/bring", {"share": first})
    await hall.keiko.post(f"{path}/bring", {"share": first})
    assert (await hall.row(path))["state"] == "sealed", "the same person twice is one custodian"
    page = await hall.office.post(f"{path}/run", {"deployments": ["x"]}, status=409)
    assert (await hall.kinds()).count("share_refused") == 5
    await hall.yumi.post(f"{path}/bring", {"share": second})
    assert (await hall.row(path))["state"] == "opened"
    parts = await hall.workspace.rows("evaluation_exam_custodian")
    assert [row["part"] for row in parts if row["exam_id"] in path] == ["", ""]
    await hall.yumi.post(f"{path}/share", {"way": "page"}, status=409)
    staff = await hall.workspace.browser("職員", Role.STAFF)
    for where in (path, "/exams", f"{path}/questions"):
        await staff.get(where, status=404)
    clock.advance(hours=24)
    page = await hall.keiko.post(f"{other_path}/bring", {"share": others[0]}, status=409)
    assert "期間が終わっています" in page.text


@pytest.mark.parametrize("absent", [0, 1, 2])
async def test_any_two_of_three_custodians_open_it(hall: Hall, absent: int) -> None:
    taro = await hall.workspace.browser("監査太郎", Role.AUDITOR)
    people = [hall.keiko, hall.yumi, taro]
    path = await hall.plan(custodian_3=taro.person.id)
    shares = [await hall.take(people[0], path), await hall.take(people[1], path)]
    assert "鍵を受け取っていない保管者" in (await hall.office.post(f"{path}/seal", status=409)).text
    shares.append(await hall.take(taro, path))
    await hall.office.post(f"{path}/seal")
    hall.workspace.clock.advance(hours=1)
    run = {"deployments": ["x"]}
    assert "2人の鍵のうち2人分" in (await hall.office.post(f"{path}/run", run, status=409)).text
    first, second = [place for place in range(3) if place != absent]
    wrong = await people[first].post(f"{path}/bring", {"share": shares[absent]}, status=422)
    assert "受け取った鍵ではありません" in wrong.text
    await people[first].post(f"{path}/bring", {"share": shares[first]})
    assert "2人の鍵のうち1人分" in (await hall.office.post(f"{path}/run", run, status=409)).text
    await people[second].post(f"{path}/bring", {"share": shares[second]})
    assert (await hall.row(path))["state"] == "opened"
    assert "3人のうち2人で開封" in (await hall.office.get(path)).text
    late = await people[absent].post(f"{path}/bring", {"share": shares[absent]}, status=409)
    assert "開封済み" in late.text
    (sealed,) = await hall.details("exam:sealed")
    assert '"custodians":3' in str(sealed["details"]).replace(" ", "").replace("'", '"')


async def test_nothing_opens_by_a_clock_that_was_set_back(hall: Hall) -> None:
    path, first, _ = await hall.sealed()
    hall.workspace.clock.advance(hours=3)
    await hall.office.post("/items", {"field": "x"}, status=422)
    await hall.office.get(f"{path}")
    other = await hall.plan(opens_at="2026-11-02T18:00")
    assert other
    hall.workspace.clock.advance(hours=-1)
    page = await hall.keiko.post(f"{path}/bring", {"share": first}, status=409)
    assert "監査記録の最後の記録より前" in page.text


async def test_two_openings_at_once_open_it_once(hall: Hall) -> None:
    path, first, second = await hall.sealed()
    hall.workspace.clock.advance(hours=1)
    bring = [
        hall.keiko.client.post(f"{path}/bring", data={"share": first}),
        hall.yumi.client.post(f"{path}/bring", data={"share": second}),
        hall.yumi.client.post(f"{path}/bring", data={"share": second}),
    ]
    answers = await asyncio.gather(*bring)
    assert sorted(answer.status_code for answer in answers) in ([303, 303, 303], [303, 303, 409])
    assert (await hall.row(path))["state"] == "opened"
    assert (await hall.kinds()).count("document_opened") == 1


@pytest.mark.parametrize("column", ["title", "envelope"])
async def test_what_was_altered_in_the_database_does_not_open(hall: Hall, column: str) -> None:
    path, first, second = await hall.sealed()
    hall.workspace.clock.advance(hours=1)
    await hall.keiko.post(f"{path}/bring", {"share": first})
    row = await hall.row(path)
    table = metadata.tables["evaluation_exam"]
    value = row[column][:-6] + ("AAAA" if row[column][-6:-2] != "AAAA" else "BBBB") + row[column][-2:]
    async with hall.workspace.parts.database.write() as connection:
        await connection.execute(table.update().where(table.c.id == row["id"]).values({column: value}))
    page = await hall.yumi.post(f"{path}/bring", {"share": second}, status=SealBroken.status)
    assert "封印したときのものと一致しません" in page.text
    assert (await hall.row(path))["state"] == "sealed"


async def test_only_the_sealed_and_unseen_questions_are_asked(hall: Hall) -> None:
    path = await hall.opened()
    row, model = await hall.row(path), await hall.workspace.connect("抽出回答甲", operator="例示甲社")
    altered = row["document"].replace('"difficulty":1', '"difficulty":2', 1)
    await hall.change("evaluation_exam", {"id": row["id"]}, document=altered)
    page = await hall.office.post(f"{path}/run", {"deployments": [model.id]}, status=409)
    assert "封印したときのものと一致しません" in page.text
    await hall.change("evaluation_exam", {"id": row["id"]}, document=row["document"])
    question = read_document(row["document"]).questions[0]
    async with hall.workspace.parts.database.write() as connection:
        await hall.workspace.parts.exams.holding.exposing.expose(
            connection,
            [Seen(question.item_id, question.version)],
            Viewing("例示乙社"),
            organisation_id=row["organisation_id"],
            actor="command_line",
        )
    page = await hall.office.post(f"{path}/run", {"deployments": [model.id]}, status=409)
    assert "既出となった設問が1問" in page.text
    assert (await hall.row(path))["state"] == "opened"


async def test_the_ledger_tells_who_acted_without_signing_in(hall: Hall) -> None:
    path = await hall.plan()
    custody, database = hall.workspace.parts.exams.custody, hall.workspace.parts.database
    await hall.take(hall.keiko, path)
    async with database.write() as connection:
        exam = await find_exam(connection, path.rsplit("/", 1)[1], organisation_id=None)
        assert exam is not None
        await custody.take(connection, exam, person_id=hall.yumi.person.id, signed_in=False)
    first, second = await hall.details("share_taken")
    assert (first["actor"], second["actor"]) == (hall.keiko.person.id, "command_line")
    assert hall.yumi.person.id in str(second["details"])


async def test_what_was_asked_before_a_test_was_given_up_stays_burnt(hall: Hall) -> None:
    path = await hall.opened()
    model = await hall.workspace.connect("抽出回答甲", operator="例示甲社")
    await hall.office.post(f"{path}/run", {"deployments": [model.id]})
    run_id = (await hall.row(path))["run_id"]
    page = await hall.office.post(f"{path}/void", {"reason": " \n"}, status=422)
    assert "取りやめる理由を、1文字以上" in page.text and page.select_one("details.confirm[open]")
    page = await hall.office.post(f"{path}/void", {"reason": "長" * 1001}, status=422)
    assert "長" * 1001 in page.select_one("textarea[name=reason]").get_text()
    reason = "設問に誤りが見つかったため。"
    await hall.office.post(f"{path}/void", {"reason": reason})
    row = await hall.row(path)
    assert (row["state"], row["document"], bool(row["record"])) == ("void", "", True)
    seen = [(each["operator"], each["exam_id"]) for each in await hall.workspace.rows("evaluation_exposure")]
    assert seen == [("例示甲社", row["id"])] * 9
    (voided,) = await hall.details("exam:voided")
    assert (voided["actor"], "9" in str(voided["details"])) == (hall.office.person.id, True)
    assert json.loads(voided["details"])["reason"] == reason
    public = (await hall.office.client.get(f"/commitments/{row['id']}.json")).json()
    assert public["reason"] == reason
    assert reason in (await hall.office.get(f"/commitments/{row['id']}")).text
    async with asyncio.timeout(LIMIT):
        while True:
            (run,) = await hall.workspace.rows("evaluation_run")
            if run["state"] == "ended":
                break
            await asyncio.sleep(0.05)
    await hall.office.post(f"/evaluation/runs/{run_id}/resume", status=409)
    await hall.office.post(f"{path}/void", {"reason": reason}, status=409)
    await hall.workspace.parts.exams.grade(row["id"])
    assert not await hall.workspace.rows("evaluation_exam_grade"), "nothing of it is graded"
    page = await hall.office.get("/items?burnt=yes")
    assert len(page.select("tbody tr")) == 9, "and drawn no more"


async def test_a_test_that_is_given_up_keeps_its_commitment_and_nothing_else(hall: Hall) -> None:
    path, first, _ = await hall.sealed()
    await hall.office.post(f"{path}/void", {"reason": "予定を改めるため。"})
    row = await hall.row(path)
    assert (row["state"], row["envelope"], row["document"]) == ("void", "", "")
    assert row["record"]
    hall.workspace.clock.advance(hours=1)
    await hall.keiko.post(f"{path}/bring", {"share": first}, status=ExamStateUnfit.status)
