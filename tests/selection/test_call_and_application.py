"""A call is published and amended in sight of all; vendors apply, one late, one together with others."""

import json

import pytest

from genkan.kit import canonical_json, digest
from genkan.selection.application import writing
from genkan.selection.call import asking
from genkan.selection.call.store.tables import edition_table
from tests.selection.conftest import Office, pdf
from tests.workspace.conftest import fields_of


async def test_from_the_call_to_the_receipt(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace, takuya = office.workspace, office.takuya
    call = await office.publish()
    visitor = await office.visitor()
    shown = await visitor.get(f"/calls/{call}")
    assert "当日に初めて開示する50問の試験" in shown.text
    kirin = await office.vendor("キリン架空社", "kirin@example.jp")
    tanuki = await office.vendor("タヌキ架空社", "tanuki@example.jp")

    await kirin.post(f"/apply/calls/{call}/questions", {"text": "小規模なモデルでもよいですか。"})
    monkeypatch.setattr(asking, "MOST_QUESTIONS", 1)
    page = await kirin.post(f"/apply/calls/{call}/questions", {"text": "もう一つ。"}, status=409)
    assert "質問は1件まで" in page.text and "もう一つ。" in page.text
    (question,) = await workspace.rows("selection_question")
    await takuya.post(
        f"/selection/calls/{call}/questions/{question['id']}", {"answer": "差し支えありません。"}
    )
    assert "差し支えありません" not in (await visitor.get(f"/calls/{call}")).text
    await takuya.post(f"/selection/calls/{call}/answers")
    told = (await visitor.get(f"/calls/{call}")).text
    assert "差し支えありません" in told and "キリン架空社" not in told

    form = fields_of(await takuya.get(f"/selection/calls/{call}/edit"), f"/selection/calls/{call}/edit")
    refused = await takuya.post(
        f"/selection/calls/{call}/edit", {**form, "purpose": "改めた目的"}, status=422
    )
    assert refused.select_one("textarea[name=purpose]").text.strip() == "改めた目的"
    await takuya.post(
        f"/selection/calls/{call}/edit", {**form, "purpose": "改めた目的", "reason": "誤記の訂正"}
    )
    amended = (await visitor.get(f"/calls/{call}")).text
    assert "第2版" in amended and "誤記の訂正" in amended
    records = (await visitor.client.get(f"/calls/{call}/record.json")).json()["editions"]
    assert [digest(canonical_json(each["record"])) for each in records] == [
        each["sha256"] for each in records
    ]
    assert records[1]["record"]["before"] == records[0]["sha256"]
    paper = await visitor.client.get(f"/calls/{call}/export/docx")
    assert paper.status_code == 200 and paper.content[:2] == b"PK"
    with pytest.raises(Exception, match="append-only"):
        async with workspace.parts.database.write() as connection:
            await connection.execute(edition_table.update().values(reason="別の理由"))

    first = await office.apply(kirin, call, **{"company.1.name": "共同架空社", "company.1.part": "評価"})
    receipt = (await kirin.get(f"{first}/receipt")).text
    assert "期限内" in receipt and "ありません。" in receipt
    await kirin.post(first, {**await kirin.fill(first), "remarks": "補足", "step": "hand_in"})
    await tanuki.get(first, status=404)
    await tanuki.get(f"{first}/receipt", status=404)

    second = await tanuki.post(f"/apply/calls/{call}/applications")
    workspace.clock.advance(days=40)
    await tanuki.post("/apply/sign-in", {"email": "tanuki@example.jp", "password": "wrong"}, status=401)
    signed_in = await tanuki.post(
        "/apply/sign-in", {"email": "tanuki@example.jp", "password": "correct-horse-battery-staple"}
    )
    assert signed_in == "/apply"
    await tanuki.post(second, {**await tanuki.fill(second), "step": "hand_in"})
    late = (await tanuki.get(f"{second}/receipt")).text
    assert "期限後" in late and "書類「応募書」" in late

    takuya = office.takuya = await workspace.sign_in(takuya.person)
    overview = (await takuya.get(f"/selection/calls/{call}")).text
    assert "期限後" in overview and "不足あり" in overview and "キリン架空社" in overview
    application = await takuya.get(first.replace("/apply", "/selection"))
    assert "共同架空社" in application.text and "2回目" in application.text
    rows = await workspace.rows("selection_submission")
    assert sorted((row["sequence"], row["late"]) for row in rows) == [(1, False), (1, True), (2, False)]
    assert all(digest(row["record"]) == row["digest"] for row in rows)
    assert json.loads(rows[0]["record"])["call_sha256"] == records[1]["sha256"]
    kinds = await workspace.events("selection:")
    assert {
        "selection:call:amended",
        "selection:call:answers_published",
        "selection:application:handed_in",
        "selection:vendor:signed_in",
    } <= set(kinds)


async def test_files_that_cannot_be_taken_are_told_and_nothing_is_lost(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = await office.publish()
    vendor = await office.vendor("キリン架空社", "kirin@example.jp")
    path = await vendor.post(f"/apply/calls/{call}/applications")
    broken = pdf("whole")[:60]
    refused = [
        ("壊れた.pdf", broken, "壊れているため"),
        ("空.pdf", b"", "内容がありません"),
        ("program.exe", b"MZ" + b"\0" * 200, "受け付けられない種類"),
    ]
    for name, content, said in refused:
        assert said in (await vendor.add(path, "model", name, content, status=422)).text
    large = await vendor.client.post(
        f"{path}/files",
        content=b"x",
        headers={"content-length": str(200 * 2**20), "content-type": "text/plain"},
    )
    assert large.status_code == 413 and "30MB" in large.text
    await vendor.add(path, "model", "説明.txt", "説明です。".encode())
    (file,) = await office.workspace.rows("selection_document")
    form = await vendor.fill(path, **{"model.name": "名"})
    await vendor.post(path, {**form, "step": "hand_in"})
    await vendor.post(f"{path}/files/{file['id']}/remove")
    assert "説明.txt" not in (await vendor.get(path)).select_one("#files").text
    assert "説明.txt" in (await vendor.get(f"{path}/receipt")).text
    saved = await vendor.client.get(f"{path}/files/{file['id']}")
    assert saved.content.decode() == "説明です。"

    await vendor.add(path, "model", "差替え前.txt", "提出しない説明です。".encode())
    replaced = next(
        row for row in await office.workspace.rows("selection_document") if row["id"] != file["id"]
    )
    await vendor.post(f"{path}/files/{replaced['id']}/remove")
    contents = {row["id"]: row["content"] for row in await office.workspace.rows("selection_document")}
    assert contents[replaced["id"]] == b"" and contents[file["id"]].decode() == "説明です。"
    assert [row["document_id"] for row in await office.workspace.rows("selection_page")] == [file["id"]]
    assert (await vendor.client.get(f"{path}/files/{replaced['id']}")).status_code == 404
    monkeypatch.setattr(writing, "MOST_EVER", 2)
    full = await vendor.add(path, "model", "三つ目.txt", "説明です。".encode(), status=422)
    assert "取り除いたものを含めて2個まで" in full.text
    monkeypatch.setattr(writing, "MOST_APPLICATIONS", 1)
    more = await vendor.post(f"/apply/calls/{call}/applications", status=409)
    assert "取り下げたものを含めて1件まで" in more.text

    stale = await vendor.post(path, {**form, "model.name": "別の名"}, status=409)
    assert stale.select_one("input[name='model.name']")["value"] == "別の名"
    current = await vendor.fill(path)
    await vendor.post(f"{path}/withdraw", {"version": current["version"]})
    await vendor.post(path, current, status=409)


async def test_a_vendor_is_let_in_by_the_office_alone_and_locked_out_like_anyone(office: Office) -> None:
    visitor = await office.visitor()
    response = await visitor.client.get("/apply")
    assert response.status_code == 303 and response.headers["location"] == "/apply/sign-in?next=/apply"
    vendor = await office.vendor("キリン架空社", "kirin@example.jp")
    assert (await vendor.client.get("/selection")).status_code == 303
    for place in range(5):
        typed = "Kirin@example.jp"[:place] + "\x00" + "Kirin@example.jp"[place:]
        await visitor.post("/apply/sign-in", {"email": typed, "password": "guess"}, status=401)
    locked = await visitor.client.post("/apply/sign-in", data={"email": "kirin@example.jp", "password": "x"})
    assert locked.status_code == 429 and locked.headers["retry-after"]
    (account,) = await office.workspace.rows("selection_vendor")
    await office.takuya.post(f"/selection/vendors/{account['id']}/stop")
    assert (await vendor.client.get("/apply")).status_code == 303
    taken = {"company": "別社", "name": "担当", "email": "KIRIN@example.jp"}
    page = await office.takuya.post("/selection/vendors", taken, status=422)
    assert "既に登録されています" in page.text
