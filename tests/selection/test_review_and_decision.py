"""Two reviewers, one of whom is conflicted, a third who resolves, two signatures, letters, and an archive that verifies."""

import io
import json
import tempfile
import zipfile
from typing import Any
from unittest.mock import AsyncMock

import pytest

from genkan.governance import Role, Viewer, permissions_of
from genkan.selection.application.errors import ApplicationUnknown
from genkan.selection.archive.verifying import verify_archive
from genkan.selection.decision import deciding
from genkan.selection.decision.store.tables import decision_table, signature_table
from tests.selection.conftest import Office, VendorBrowser, names_in
from tests.selection.reviewing import appoint, assign_at_the_same_moment, findings_of, review, seen_by


@pytest.fixture
async def applied(office: Office) -> tuple[str, str, str, VendorBrowser]:
    """A call after its deadline with one application; ids of both, the path and the browser of the vendor."""
    call = await office.publish(test="test")
    vendor = await office.vendor("キリン架空社", "kirin@example.jp")
    path = await office.apply(vendor, call)
    office.workspace.clock.advance(days=40)
    office.takuya = await office.workspace.sign_in(office.takuya.person)
    await vendor.post(
        "/apply/sign-in", {"email": "kirin@example.jp", "password": "correct-horse-battery-staple"}
    )
    return call, path.rsplit("/", 1)[1], path, vendor


async def test_from_the_review_to_the_letter(
    office: Office, applied: Any, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    call, application, path, vendor = applied
    naomi, akira, third = await appoint(office, application, "審査直美", "審査明", "審査三郎")
    declaration = await naomi.get(f"/reviews/{application}")
    assert "キリン架空社" in declaration.text and not declaration.select("textarea[name='origin.words']")
    (document, *_) = await office.workspace.rows("selection_document")
    await naomi.get(f"/reviews/{application}/files/{document['id']}", status=404)
    await akira.post(f"/reviews/{application}/declare", {"conflict": "conflicted"}, status=422)
    await akira.post(f"/reviews/{application}/declare", {"conflict": "conflicted", "reason": "元の勤務先"})
    await akira.get(f"/reviews/{application}", status=404)
    assert "selection:review:refused" in await office.workspace.events("selection:review:")
    refused = {"person": akira.person.id, "part": "reviewer"}
    await office.takuya.post(f"/selection/applications/{application}/reviewers", refused, status=409)
    midori = await office.workspace.browser("審査緑", Role.REVIEWER)
    second = {"person": midori.person.id, "part": "reviewer"}
    await office.takuya.post(f"/selection/applications/{application}/reviewers", second)

    await review(office, naomi, application)
    shown = (await office.takuya.get(f"/selection/applications/{application}")).text
    assert "originの所見" not in shown and "二人とも提出した後" in shown
    late = await office.workspace.browser("審査遅子", Role.REVIEWER)
    await assign_at_the_same_moment(office, application, late)
    await late.post(f"/reviews/{application}/declare", {"conflict": "none"})
    overlooked = await findings_of(office, application, origin="not_met")
    overlooked = {key: value.replace("の所見", "の草稿") for key, value in overlooked.items()}
    await late.post(f"/reviews/{application}", {**overlooked, "step": "keep"})
    await midori.post(f"/reviews/{application}/declare", {"conflict": "none"})
    assert "採択した応募の所見は、公表します" in (await midori.get(f"/reviews/{application}")).text
    assert "originの所見" not in (await midori.get(f"/reviews/{application}")).text
    picture = await midori.client.get(f"/reviews/{application}/files/{document['id']}/pages/2.png")
    assert picture.status_code == 200 and picture.content[:4] == b"\x89PNG"
    findings = await findings_of(office, application, performance="points-1")
    wrong = {**findings, "origin.quotation": "never written", "data.result": "missing", "data.words": ""}
    page = await midori.post(f"/reviews/{application}", {**wrong, "step": "hand_in"}, status=422)
    assert "学習に用いたデータの適法性" in page.text
    assert "引用した文言は、このページにありません" in (await midori.get(f"/reviews/{application}")).text
    await midori.post(f"/reviews/{application}", {**findings, "step": "hand_in"})
    await midori.post(f"/reviews/{application}", {**findings, "step": "keep"}, status=409)
    await late.post(f"/reviews/{application}", {**overlooked, "step": "hand_in"}, status=409)
    await vendor.add(path, "model", "draft.txt", "まだ提出していません。".encode())
    draft = next(
        row for row in await office.workspace.rows("selection_document") if row["name"] == "draft.txt"
    )
    assert (await vendor.client.get(f"{path}/files/{draft['id']}")).status_code == 200
    await office.takuya.get(f"/selection/applications/{application}/files/{draft['id']}", status=404)
    await office.takuya.get(f"/selection/applications/{application}/files/{document['id']}")

    await third.post(f"/reviews/{application}/declare", {"conflict": "none"})
    differing = await third.get(f"/reviews/{application}")
    assert [each["name"] for each in differing.select("select.input")] == ["performance.result"]
    resolved = {"performance.result": "points-2", "performance.words": "方法の記載が足りない"}
    await third.post(f"/reviews/{application}/resolve", resolved)

    where = f"/selection/calls/{call}/decision"
    row = f"line.{application}."
    decided = {
        "version": "0",
        "minutes": "二回の会議で審査した。",
        "confidential": "内部の議論",
        f"{row}outcome": "selected",
        f"{row}reason": "全ての基準に達した。",
        f"{row}note": "価格の交渉が必要",
        "step": "propose",
    }
    page = await office.takuya.post(where, decided, status=409)
    assert "試験の結果が登録されていないため" in page.text and "全ての基準に達した。" in page.text
    measure = {
        "measure": "当日の試験（50問）",
        "value": "36",
        "low": "30",
        "high": "41",
        "source": "/exams/1",
    }
    await office.takuya.post(f"/selection/applications/{application}/measures", measure)
    unsaid = await office.takuya.post(where, decided, status=409)
    assert "理由を記載してください" in unsaid.text and unsaid.select_one("#typed_reason-error")
    decided |= {"typed_reason": "設問を作成する期間が取れなかったため。"}
    await office.takuya.post(where, decided)
    rewritten = {**decided, "version": "1", f"{row}reason": "書き換えた理由", "step": "keep"}
    await office.takuya.post(where, rewritten)

    keiko = await office.workspace.browser("統括恵子", Role.CAIO)
    card = (await keiko.get(where)).select_one("section.card").text
    for proposed in (
        "全ての基準に達した。",
        "36（30～41）",
        "内部の議論",
        "価格の交渉が必要",
        "下書き、応募又は",
    ):
        assert proposed in card
    assert "書き換えた理由" not in (await keiko.get(where)).text
    auditor = (await (await office.workspace.browser("監査", Role.AUDITOR)).get(where)).text
    assert "全ての基準に達した。" in auditor and "価格の交渉" not in auditor and "内部の議論" not in auditor
    seen = await seen_by(keiko, where)
    await office.takuya.post(f"{where}/sign", seen)
    told = await keiko.post(f"{where}/sign", seen, status=409)
    assert "ほかの人が署名した" in told.text
    await office.takuya.post(f"{where}/sign", {**seen, "signed": "1"}, status=409)
    with monkeypatch.context() as sealed:
        sealed.setattr(deciding, "exams_of", AsyncMock(return_value=("a test that was sealed since",)))
        since = await keiko.post(f"{where}/sign", {**seen, "signed": "1"}, status=409)
        assert "事務局が入力した試験の結果では決定できません" in since.text
    again = {**measure, "measure": "再試験", "value": "35"}
    await office.takuya.post(f"/selection/applications/{application}/measures", again)
    outdated = await keiko.post(f"{where}/sign", {**seen, "signed": "1"}, status=409)
    assert "決定案を作り直してから" in outdated.text
    monkeypatch.setattr(tempfile, "tempdir", str(temporary := tmp_path_factory.mktemp("temporary")))
    await office.takuya.get(f"/selection/calls/{call}/archive/export", status=409)
    await office.takuya.post(where, {**decided, "version": "2"})
    seen = await seen_by(keiko, where)
    assert "下書き、応募又は" not in (await keiko.get(where)).text
    await office.takuya.post(f"{where}/sign", seen)
    visitor = await office.visitor()
    await visitor.get(f"/calls/{call}/decision", status=404)
    await vendor.get(f"{path}/result", status=404)
    with monkeypatch.context() as command_line:
        command_line.setattr(office.workspace.parts.ledger, "_signed_in", False)
        final = await keiko.post(f"{where}/sign", {**seen, "signed": "1"})
    assert final.endswith("done=final")
    assert (await keiko.get(where)).get_text().count("コマンドによる署名") == 1
    await office.takuya.post(where, {**decided, "version": "3"}, status=409)

    public = (await visitor.get(f"/calls/{call}/decision")).text
    assert "キリン架空社" in public and "36（30～41）" in public and "2点（3点満点、1点以上必要）" in public
    record = (await visitor.client.get(f"/calls/{call}/decision/record.json")).text
    typed = {"sealed_test": False, "reason": decided["typed_reason"]}
    assert json.loads(record)["public"]["typed_results"] == typed
    assert "封印した性能試験を行っていません" in public and typed["reason"] in public
    paper = await visitor.client.get(f"/calls/{call}/decision/export/docx")
    commanded = "署名のうち1人のものは、コマンドにより行われました。"
    with zipfile.ZipFile(io.BytesIO(paper.content)) as file:
        words = file.read("word/document.xml").decode()
    assert commanded in public and commanded in words and typed["reason"] in words
    assert [each["on_command_line"] for each in json.loads(record)["signatures"]] == [False, True]
    for hidden in ("内部の議論", "価格の交渉"):
        assert hidden not in public and hidden not in record and hidden.encode() not in paper.content
    letter = (await vendor.get(f"{path}/result")).text
    assert (
        typed["reason"] in letter
        and "採択" in letter
        and "方法の記載が足りない" in letter
        and "価格の交渉" not in letter
    )
    saved = await vendor.client.get(f"{path}/result/export/docx")
    assert saved.status_code == 200 and saved.content[:2] == b"PK"

    archive = (await office.takuya.client.get(f"/selection/calls/{call}/archive/export")).content
    checked = verify_archive(io.BytesIO(archive), name="archive.zip")
    assert checked.faults == () and checked.entries > 8
    assert not any("draft.txt" in name for name in names_in(archive)) and not list(temporary.iterdir())
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        written = file.read("applications/01/review.json").decode()
    assert "originの所見" in written and "originの草稿" not in written
    assert verify_archive(_altered(archive), name="archive.zip").faults[0].endswith("changed")
    for table in (decision_table, signature_table):
        with pytest.raises(Exception, match="append-only"):
            async with office.workspace.parts.database.write() as connection:
                await connection.execute(table.update().values(digest="0" * 64))


async def test_a_conflict_holds_against_the_applicant_in_every_part(office: Office, applied: Any) -> None:
    call, first, _, _ = applied
    tanuki = await office.vendor("タヌキ架空社", "tanuki@example.jp")
    path = await office.apply(tanuki, call, **{"company.1.name": "㈱キリン 架空社", "company.1.part": "評価"})
    second, other = (
        path.rsplit("/", 1)[1],
        (await office.apply(tanuki, call)).rsplit("/", 1)[1],
    )
    akira = await office.workspace.browser("審査明", Role.REVIEWER, Role.TRIAL_OFFICE)
    for application in (first, second, other):
        data = {"person": akira.person.id, "part": "reviewer"}
        await office.takuya.post(f"/selection/applications/{application}/reviewers", data)
    await akira.post(f"/reviews/{second}/declare", {"conflict": "none"})
    await akira.get(f"/selection/applications/{second}")
    where = f"/selection/calls/{call}/decision"
    await akira.get(where)

    await akira.post(f"/reviews/{first}/declare", {"conflict": "conflicted", "reason": "元の勤務先"})
    kept = {
        row["application_id"]: row["conflict"] for row in await office.workspace.rows("selection_assignment")
    }
    assert kept[first] == kept[second] == "conflicted"
    declared = await office.workspace.events("selection:review:conflict_declared")
    assert len(declared) == sum(each == "conflicted" for each in kept.values())
    for application in (first, second):
        await akira.get(f"/reviews/{application}", status=404)
        await akira.get(f"/selection/applications/{application}", status=404)
    viewer = Viewer(akira.person, office.workspace.ministry, "", permissions_of(akira.person.roles))
    async with office.workspace.parts.database.write() as connection:
        with pytest.raises(ApplicationUnknown):
            await office.workspace.parts.selection.checking.begin(connection, viewer, first, key="")
    await akira.get(where, status=403)
    await akira.post(where, {"version": "0", "minutes": "自分に都合のよい経過"}, status=403)
    await akira.post(f"{where}/sign", {"digest": "", "signed": "0"}, status=403)
    await akira.get(f"/selection/calls/{call}/archive/export", status=403)


async def test_pages_of_the_office_are_of_the_office_alone(office: Office, applied: Any) -> None:
    call, application, path, _ = applied
    naomi, *_ = await appoint(office, application, "審査直美")
    elsewhere = await office.workspace.browser("他所", Role.TRIAL_OFFICE, of=office.workspace.city)
    staff = await office.workspace.browser("職員", Role.STAFF, Role.MARKER, Role.MINISTRY_ADMINISTRATOR)
    auditor = await office.workspace.browser("監査", Role.AUDITOR)
    other = await office.vendor("タヌキ架空社", "tanuki@example.jp")
    pages = (
        f"/selection/calls/{call}",
        f"/selection/calls/{call}/decision",
        f"/selection/applications/{application}",
    )
    matrix = (
        (office.takuya, 200),
        (auditor, 200),
        (elsewhere, 404),
        (staff, 404),
        (naomi, 404),
    )
    for browser, status in matrix:
        for page in pages:
            await browser.get(page, status=status)
    for browser in (auditor, elsewhere, staff, naomi):
        await browser.get("/selection/vendors", status=404 if browser is not elsewhere else 200)
        await browser.post(f"/selection/calls/{call}/decision", {"version": "0"}, status=404)
        await browser.post(
            f"/selection/calls/{call}/decision/sign", {"digest": "", "signed": "0"}, status=404
        )
    for browser in (office.takuya, staff, auditor):
        await browser.get(f"/reviews/{application}", status=404)
    for page in (path, f"{path}/receipt", f"{path}/result"):
        await other.get(page, status=404)
    assert (await other.client.get("/selection")).headers["location"].startswith("/sign-in")
    assert (await office.takuya.client.get("/apply")).headers["location"].startswith("/apply/sign-in")


def _altered(archive: bytes) -> io.BytesIO:
    """The same archive with one letter of a submission changed."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(
                name,
                content.replace("見本".encode(), "本物".encode()) if "/submissions/" in name else content,
            )
    return changed
