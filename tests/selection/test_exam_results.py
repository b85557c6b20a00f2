"""A published sealed test comes into the decision, is frozen with it, and is told on papers without anybody else's results."""

import json

from msgspec.structs import replace
from pypdfium2 import PdfDocument

from genkan.evaluation import alterations_of, load_sample_items, read_pack, write_pack
from genkan.evaluation.exam.pack import root_of, seals_of
from genkan.governance import Role
from tests.evaluation.exam.conftest import Hall
from tests.selection.conftest import PASSWORD, Office, VendorBrowser
from tests.selection.reviewing import appoint, review, seen_by
from tests.workspace.conftest import Browser

SECRETS = ("内部の議論", "価格の交渉が必要")
LEFT_OUT = {"outcome": "not_reviewed", "reason": "辞退した。"}
TYPED = {"measure": "別の試験", "value": "36", "low": "30", "high": "41"}


async def _hall(office: Office) -> Hall:
    workspace = office.workspace
    async with workspace.parts.database.write() as connection:
        ledger, clock = workspace.parts.ledger, workspace.clock
        await load_sample_items(connection, ledger, clock, organisation_id=workspace.ministry.id)
    keiko = await workspace.browser("統括恵子", Role.CAIO)
    return Hall(workspace, office.takuya, keiko, await workspace.browser("監査由美", Role.AUDITOR))


async def _held(office: Office, hall: Hall, path: str, shares: tuple[str, str]) -> None:
    """Open the test, ask both models, and publish."""
    office.workspace.clock.advance(hours=1)
    await hall.keiko.post(f"{path}/bring", {"share": shares[0]})
    await hall.yumi.post(f"{path}/bring", {"share": shares[1]})
    models = [
        await office.workspace.connect("見本モデル", operator="キリン架空社"),
        await office.workspace.connect("別のモデル", operator="タヌキ架空社"),
    ]
    await office.takuya.post(f"{path}/run", {"deployments": [each.id for each in models]})
    await hall.until(path, "marking")
    await office.takuya.post(f"{path}/publish", {"unmarked": "yes"})


def _forged(content: str) -> dict[str, str]:
    """The columns of a test whose two models have changed places, with seals that fit: it proves itself."""
    pack = read_pack(content.encode())
    keys = [each.key for each in pack.contestants]
    moved = tuple(replace(each, key=key) for each, key in zip(pack.contestants, reversed(keys), strict=True))[
        ::-1
    ]
    renamed = replace(pack, contestants=moved)
    sealed = replace(renamed, seals=seals_of(renamed))
    whole = replace(sealed, root=root_of(sealed))
    assert not alterations_of(whole, root=whole.root)
    return {"results": write_pack(whole).decode(), "root": whole.root}


async def _words(browser: VendorBrowser, path: str) -> str:
    """What a PDF says, without the ends of lines."""
    response = await browser.client.get(path)
    assert response.status_code == 200 and response.content[:5] == b"%PDF-", response.text[:300]
    paper = PdfDocument(response.content)
    try:
        return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in paper)
    finally:
        paper.close()


async def _again(office: Office, *browsers: tuple[VendorBrowser, str]) -> None:
    """Sign in again after weeks."""
    office.takuya = await office.workspace.sign_in(office.takuya.person)
    for browser, email in browsers:
        await browser.post("/apply/sign-in", {"email": email, "password": PASSWORD})


async def _decide(office: Office, keiko: Browser, where: str, decided: dict[str, str]) -> None:
    await office.takuya.post(where, {**decided, "step": "propose"})
    seen = await seen_by(keiko, where)
    await office.takuya.post(f"{where}/sign", seen)
    await keiko.post(f"{where}/sign", {**seen, "signed": "1"})


async def test_from_the_published_test_to_the_papers(office: Office) -> None:
    call, hall = await office.publish(test="test"), await _hall(office)
    kirin = await office.vendor("キリン架空社", "kirin@example.jp")
    tanuki = await office.vendor("タヌキ架空社", "tanuki@example.jp")
    paths = [
        await office.apply(kirin, call),
        await office.apply(tanuki, call, **{"model.name": "別のモデル"}),
    ]
    first, second = (path.rsplit("/", 1)[1] for path in paths)
    results, measures = f"/selection/calls/{call}/exam-results", f"/selection/applications/{first}/measures"
    assert "封印した試験はありません" in (await office.takuya.get(results)).text
    wrong = await office.takuya.post(measures, {**TYPED, "low": "三十"}, status=422)
    assert (
        wrong.select_one("#low-error")
        and wrong.select_one("input[name=measure]")["value"] == TYPED["measure"]
    )

    await office.takuya.post(measures, TYPED)
    path, *shares = await hall.sealed()
    exam = path.rsplit("/", 1)[1]
    refused = await office.takuya.post(measures, TYPED, status=409)
    assert "封印した性能試験がある" in refused.text
    assert not (await office.takuya.get(f"/selection/applications/{first}")).select("input[name=value]")
    assert "まだ公表されていません" in (await office.takuya.get(results)).text
    await office.takuya.get(f"{results}?exam={exam}", status=409)
    await _held(office, hall, path, (shares[0], shares[1]))

    office.workspace.clock.advance(days=40)
    await _again(office, (kirin, "kirin@example.jp"), (tanuki, "tanuki@example.jp"))
    keiko = await office.workspace.sign_in(hall.keiko.person)
    for person in await appoint(office, first, "審査直美", "審査明"):
        await review(office, person, first)
    whole = (await hall.row(path))["results"]
    altered = json.loads(whole)
    altered["scores"]["fields"][0]["mean"] = 0.99
    await hall.change("evaluation_exam", {"id": exam}, results=json.dumps(altered))
    assert "改変されている" in (await office.takuya.get(f"{results}?exam={exam}", status=409)).text
    await hall.change("evaluation_exam", {"id": exam}, **_forged(whole))
    assert "改変されている" in (await office.takuya.get(f"{results}?exam={exam}", status=409)).text
    await hall.change("evaluation_exam", {"id": exam}, results=whole, root=read_pack(whole.encode()).root)
    both = await office.workspace.browser("兼務和子", Role.TRIAL_OFFICE, Role.REVIEWER)
    data = {"person": both.person.id, "part": "reviewer"}
    await office.takuya.post(f"/selection/applications/{second}/reviewers", data)
    await both.post(f"/reviews/{second}/declare", {"conflict": "conflicted", "reason": "前職の会社である。"})
    await both.post(measures, TYPED, status=403)

    where = f"/selection/calls/{call}/decision"
    early = {"version": "0", "typed_reason": "時間がなかったため。", "step": "propose"}
    early |= {f"line.{each}.{name}": said for each in (first, second) for name, said in LEFT_OUT.items()}
    typed = await office.takuya.post(where, early, status=409)
    assert "応募01に事務局が入力した試験の結果では決定できません" in typed.select_one(".banner-error").text

    page = await office.takuya.get(f"{results}?exam={exam}")
    chosen = {
        each["name"]: each.select_one("option[selected]")["value"]
        for each in page.select("form[method=post] select")
    }
    assert set(chosen) == {f"contestant.{first}", f"contestant.{second}"} and len(set(chosen.values())) == 2
    twice = dict.fromkeys(chosen, chosen[f"contestant.{first}"])
    again = await office.takuya.post(results, {"exam": exam, **twice}, status=422)
    assert "二つ以上の応募" in again.text and len(again.select("option[selected]")) == 3
    for _ in range(2):
        await office.takuya.post(results, {"exam": exam, **chosen})
    rows = await office.workspace.rows("selection_measure")
    told = [json.loads(each["details"]) for each in await hall.details("exam_taken")]
    assert sorted(each["typed_removed"] for each in told) == [0, 1] and not any(
        each["unlike"] for each in told
    )
    assert told[0]["contestants"] == {
        first: chosen[f"contestant.{first}"],
        second: chosen[f"contestant.{second}"],
    }
    assert len(rows) == 2 and {row["exam_id"] for row in rows} == {exam}, "taking in again replaces"

    root = (await hall.row(path))["root"]
    decided = {
        "version": "0",
        "minutes": "二回の会議で審査した。",
        "confidential": SECRETS[0],
        f"line.{first}.outcome": "selected",
        f"line.{first}.reason": "全ての基準に達した。",
        f"line.{first}.note": SECRETS[1],
        f"line.{second}.outcome": "selected",
        f"line.{second}.reason": "書面審査の前に辞退した。",
    }
    english = await office.workspace.browser("Office", Role.TRIAL_OFFICE, language="en")
    told = await english.post(where, {**decided, "step": "propose"}, status=409)
    assert "The review of application 02 is not finished" in told.select_one(".banner-error").text
    assert told.select_one(f"textarea[name='line.{first}.reason']").text.strip() == "全ての基準に達した。"
    await office.takuya.post(results, {"exam": exam, f"contestant.{first}": chosen[f"contestant.{first}"]})
    left = await office.takuya.post(where, {**decided, "step": "propose"}, status=409)
    assert "応募02の試験の結果が登録されていない" in left.text
    swapped = dict(zip(chosen, reversed(chosen.values()), strict=True))
    await office.takuya.post(results, {"exam": exam, **swapped})
    await hall.change("selection_measure", {"application_id": second}, exam_id=None, exam=None)
    decided |= {f"line.{second}.outcome": "not_reviewed"}
    beside = await office.takuya.post(where, {**decided, "step": "propose"}, status=409)
    assert "応募02に事務局が入力した試験の結果" in beside.text
    await office.takuya.post(results, {"exam": exam, **swapped})
    await office.takuya.post(where, {**decided, "step": "propose"})
    assert (await keiko.get(where)).text.count("名称が一致しません") == 2
    noted = [json.loads(each["details"]) for each in await hall.details("exam_taken")]
    assert [each for each in noted if set(each["unlike"]) == {first, second} and each["typed_removed"] == 1]
    await office.takuya.post(results, {"exam": exam, **chosen})
    decided |= {"version": "1"}
    await hall.change("evaluation_exam", {"id": exam}, root="0" * 64)
    assert (
        "一致しません" in (await office.takuya.post(where, {**decided, "step": "propose"}, status=409)).text
    )
    await hall.change("evaluation_exam", {"id": exam}, root=root)
    await _decide(office, keiko, where, decided)
    assert "名称が一致しません" not in (await keiko.get(where)).text

    visitor = await office.visitor()
    record = (await visitor.client.get(f"/calls/{call}/decision/record.json")).json()["public"]
    taken = record["selected"][0]["measures"][0]
    assert taken["exam"]["root"] == root and taken["exam"]["tiers"] >= 1 and taken["exam"]["fields"]
    assert taken["value"] == round(taken["exam"]["mean"] * 100, 1)
    assert "事務局が入力" not in (await visitor.get(f"/calls/{call}/decision")).text
    public = await _words(visitor, f"/calls/{call}/decision/export/pdf")
    letters = [
        await _words(browser, f"{own}/result/export/pdf")
        for browser, own in ((kirin, paths[0]), (tanuki, paths[1]))
    ]
    for words in (
        "見本モデル",
        "全ての基準に達した。",
        root,
        "応募02：審査の対象外",
        "二回の会議で審査した。",
    ):
        assert words in public
    assert "キリン架空社御中" in letters[0] and "originの所見" in letters[0] and root in letters[0]
    assert "タヌキ架空社御中" in letters[1] and "書面審査の前に辞退した。" in letters[1]
    assert "キリン" not in letters[1] and "タヌキ" not in letters[0] and "タヌキ" not in public
    for secret in SECRETS:
        assert not [paper for paper in (public, *letters) if secret in paper]
    assert (await kirin.client.get(f"{paths[1]}/result/export/pdf")).status_code == 404
    assert (await office.workspace.events("selection:decision:exam_taken")) == [
        "selection:decision:exam_taken"
    ] * 6
