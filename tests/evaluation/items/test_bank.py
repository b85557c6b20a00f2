"""The item bank as its people use it: written by one, approved by another, read on record, never taken in twice."""

import io
import json
from typing import Any

from openpyxl import load_workbook

from genkan.evaluation.items.exposure import Seen, Viewing
from genkan.governance import Role
from tests.workspace.conftest import Browser, Workspace

QUESTION = {
    "field": "japanese",
    "form": "choice",
    "difficulty": "1",
    "prompt": "次のうち、最も大きい数はどれですか。",
    "choices": "一\n二\n三",
    "key": "C",
    "source": "数の大小",
}


async def deed(browser: Browser, path: str, name: str, *, status: int = 303, **fields: str) -> Any:
    """Do something with the version that the page of a question shows."""
    rows = await browser.get(path)
    version = rows.select_one("input[name=version]")["value"]
    return await browser.post(f"{path}/{name}", {"version": version, **fields}, status=status)


async def kinds(workspace: Workspace) -> list[str]:
    return [kind.removeprefix("evaluation:item:") for kind in await workspace.events("evaluation:item:")]


async def test_a_question_is_approved_by_somebody_else_and_read_on_record(workspace: Workspace) -> None:
    takuya = await workspace.browser("試行拓也", Role.TRIAL_OFFICE)
    keiko = await workspace.browser("統括恵子", Role.CAIO)
    path = (await takuya.post("/items", QUESTION)).partition("?")[0]
    await takuya.get(path)
    assert await kinds(workspace) == ["added"], "a draft may be read without a record"
    await deed(takuya, path, "submit")
    page = await takuya.get(path)
    assert not page.select(f'form[action="{path}/approve"]')
    refused = await takuya.post(f"{path}/approve", {"version": "1"}, status=403)
    assert "自分が作成した設問は、承認できません。" in refused.text
    await deed(keiko, path, "return", status=422, note=" ")
    await deed(keiko, path, "return", note="選択肢を漢数字に改めてください。")
    changed = {**QUESTION, "prompt": "次のうち、最も小さい数はどれですか。", "key": "a"}
    edited = {**changed, "version": "1"}
    await takuya.post(f"{path}/edit", edited)
    overtaken = await keiko.post(f"{path}/edit", {**edited, "prompt": "別の問い"}, status=409)
    assert overtaken.select_one("#prompt").text.strip() == "別の問い", "what was typed is kept"
    await deed(takuya, path, "submit")
    await deed(keiko, path, "approve")
    before = len(await kinds(workspace))
    page = await keiko.get(path)
    assert (await kinds(workspace))[before:] == ["read"]
    assert "最も大きい" in page.text and "最も小さい" in page.text, "both versions are kept"
    listed = await keiko.get("/items?state=approved")
    assert "Q0001" in listed.text and "最も" not in listed.select_one("table").text
    for row in await workspace.rows("ledger_event"):
        assert "最も" not in row["details"]
    for other in (Role.STAFF, Role.OPERATOR, Role.MINISTRY_ADMINISTRATOR, Role.REVIEWER):
        stranger = await workspace.browser(f"他人{other}", other)
        await stranger.get("/items", status=404)
        await stranger.get(path, status=404)
    city = await workspace.browser("市の人", Role.TRIAL_OFFICE, of=workspace.city)
    await city.get(path, status=404)
    await deed(keiko, path, "retire")
    await takuya.post(f"{path}/edit", {**edited, "version": "2"}, status=409)


async def test_files_come_in_once_with_a_report_of_every_row_and_go_out_again(workspace: Workspace) -> None:
    takuya = await workspace.browser("試行拓也", Role.TRIAL_OFFICE)
    lines = [
        {
            "code": "A1",
            "field": "japanese",
            "form": "short_answer",
            "prompt": "日本の首都は？",
            "key": ["東京"],
        },
        {"code": "A2", "field": "safety", "form": "refusal_expected", "prompt": "=1+1 に見える求め"},
        {
            "code": "A3",
            "field": "drafting",
            "form": "open",
            "prompt": "礼状を書いてください。",
            "rubric": [{"points": 2, "text": "時候の挨拶がある"}],
        },
        {"code": "A4", "field": "japanese", "form": "choice", "prompt": "正しいのは？", "choices": ["甲"]},
        {
            "code": "A5",
            "field": "japanese",
            "form": "short_answer",
            "prompt": "日本の 首都は?",
            "key": ["東京"],
        },
        {
            "code": "A1",
            "field": "japanese",
            "form": "short_answer",
            "prompt": "山梨県の県庁所在地は？",
            "key": ["甲府"],
        },
    ]
    content = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()
    page = await sent(takuya, "items.jsonl", content)
    told = [[cell.text for cell in row.select("td")][:2] for row in page.select("tbody tr")]
    assert told == [
        ["A1", "登録"],
        ["A2", "登録"],
        ["A3", "登録"],
        ["A4", "登録できません"],
        ["A1", "登録済み"],  # the same words in another width
        ["A1", "登録できません"],  # other words under a code that is taken
    ]
    workbook = (await takuya.client.get("/items/export.xlsx")).content
    sheet = load_workbook(io.BytesIO(workbook)).worksheets[0]
    assert [cell.value for cell in sheet[1]][:4] == ["番号", "分野", "形式", "問題文"]
    assert sheet["D3"].data_type == "s" and sheet["D3"].value == "=1+1 に見える求め"
    again = await sent(takuya, "items.xlsx", workbook)
    assert [row.select("td")[1].text for row in again.select("tbody tr")] == ["登録済み"] * 3
    exported = (await takuya.client.get("/items/export.jsonl?form=open")).text
    assert [json.loads(line) for line in exported.splitlines()] == [
        {**lines[2], "grader": "rubric", "difficulty": "2", "language": "ja"}
    ]
    broken = await sent(takuya, "items.xlsx", b"PK\x03\x04broken", status=422)
    assert "設問の一覧として読み取れません" in broken.text
    assert len(await workspace.rows("evaluation_item")) == 3


async def test_similar_and_burnt_questions_are_shown(workspace: Workspace) -> None:
    takuya = await workspace.browser("試行拓也", Role.TRIAL_OFFICE)
    first = (await takuya.post("/items", QUESTION)).partition("?")[0]
    public = {
        "id": "p7",
        "question": "次のうち最も大きい数はどれですか",
        "choices": {"a": "一", "b": "二", "c": "三"},
    }
    files = {"file": ("public.jsonl", json.dumps(public, ensure_ascii=False).encode())}
    await takuya.client.post("/items/public-sets", data={"name": "公開の問題"}, files=files)
    page = await takuya.get(first)
    assert "公開の問題：p7" in page.text and "似ている設問があります。" in page.text
    assert "公開の問題：p7" in (await takuya.get("/items/likeness")).text
    model = await workspace.connect(operator="例示モデル株式会社")
    item_id = first.rsplit("/", 1)[1]
    async with workspace.parts.database.write() as connection:
        await workspace.parts.item_bank.exposing.expose(
            connection,
            [Seen(item_id, 1)],
            Viewing("例示モデル株式会社", model.id),
            organisation_id=workspace.ministry.id,
            actor="command_line",
        )
    assert "例示モデル株式会社" in (await takuya.get(first)).text
    assert first in str(await takuya.get("/items?burnt=yes"))
    assert first not in str(await takuya.get("/items?burnt=no"))


async def sent(browser: Browser, name: str, content: bytes, *, status: int = 200) -> Any:
    """The page that answers a file."""
    response = await browser.client.post("/items/import", files={"file": (name, content)})
    assert response.status_code == status, response.text
    from bs4 import BeautifulSoup

    return BeautifulSoup(response.text, "html.parser")
