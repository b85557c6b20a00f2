"""Files in the whole house: from the form over the scanner to the run, and from the run to the scanner again."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from genkan.apps import RunState
from tests.apps.conftest import Oracle, Runner
from tests.apps.files import samples
from tests.apps.files.clamd import Clamd, clamd_at_socket
from tests.workspace.conftest import fields_of


@pytest.fixture(autouse=True)
async def clamd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Clamd]:
    """The scanner that the installation is set to."""
    clamd = Clamd()
    async with clamd_at_socket(clamd, tmp_path / "clamd.ctl") as address:
        monkeypatch.setenv("GENKAN_SCAN_ADDRESS", address)
        yield clamd


async def send(runner: Runner, *files: tuple[str, bytes]) -> Any:
    """The form of the summary with these files, as a browser sends it."""
    fields = fields_of(await runner.browser.get("/apps/summary"), "/apps/summary")
    fields.pop("field.documents", None)
    data = {**fields, "information_class": "1"}
    return await runner.browser.client.post(
        "/apps/summary", data=data, files=[("field.documents", file) for file in files]
    )


def error_of(response: Any) -> str:
    assert response.status_code == 422, response.text
    return BeautifulSoup(response.text, "html.parser").select_one("main").text


async def test_a_file_is_scanned_read_and_worked_on(runner: Runner, oracle: Oracle, clamd: Clamd) -> None:
    text = "予算額は1,200万円です。".encode("cp932")
    response = await send(
        runner, ("資料.txt", text), ("規程.docx", samples.word("実施時期は令和9年度である。"))
    )
    run = await runner.ended(response.headers["location"].removeprefix("/runs/"))
    assert run.state is RunState.COMPLETED, run.failure
    asked = oracle.asked[0][-1]["content"]
    assert "予算額は1,200万円です。" in asked
    assert "実施時期は令和9年度である。" in asked
    assert clamd.scanned[0] == text


async def test_an_infected_file_is_refused_and_nothing_is_kept(runner: Runner) -> None:
    told = error_of(await send(runner, ("資料.txt", samples.EICAR)))
    assert "「資料.txt」から、ウイルスの可能性があるデータ（Eicar-Test-Signature）が見つかりました。" in told
    assert await runner.house.rows("app_run") == []


async def test_a_scanner_that_does_not_say_ok_stops_every_file(runner: Runner, clamd: Clamd) -> None:
    clamd.reply = b""
    response = await send(runner, ("資料.txt", b"text"))
    assert response.status_code == 503
    assert "ウイルス検査のサーバーが応答しない" in response.text
    assert await runner.house.rows("app_run") == []


async def test_content_that_is_not_what_its_name_says_is_told_at_its_field(runner: Runner) -> None:
    told = error_of(await send(runner, ("資料.pdf", samples.word("本文"))))
    assert "＊「資料.pdf」の中身はWordで、名前の種類（.pdf）と一致しません。" in told


async def test_a_form_that_is_far_too_large_is_not_read(runner: Runner) -> None:
    response = await runner.browser.client.post(
        "/apps/summary", content=b"", headers={"content-length": "9999999999"}
    )
    assert response.status_code == 413
    assert "送信した内容が大きすぎる" in response.text


async def test_a_file_that_an_app_made_is_scanned_before_it_is_kept(runner: Runner, clamd: Clamd) -> None:
    clamd.reply = b"stream: Eicar-Test-Signature FOUND\0"
    values = {
        "new_text": "日当は3,000円とする。",
        "old_text": "日当は2,600円とする。",
        "unchanged": "fold",
        "title": "",
    }
    run = await runner.run("comparison-table", values, deployment_id="")
    assert run.state is RunState.FAILED
    assert run.failure is not None
    assert "ウイルスの可能性" in run.failure.sentence
    assert await runner.house.rows("app_run_file") == []


async def test_a_file_that_cannot_be_read_ends_the_run_with_a_reason(runner: Runner) -> None:
    response = await send(runner, ("壊れた.pdf", b"%PDF-1.7 broken"))
    run = await runner.ended(response.headers["location"].removeprefix("/runs/"))
    assert run.state is RunState.FAILED
    assert run.failure is not None
    assert run.failure.sentence.format_map(run.failure.details).startswith(
        "「壊れた.pdf」はPDFとして読み取れません。"
    )
