"""Files that take long to write: made in the background, told of on a page, and kept for the next time."""

import asyncio
from typing import Any

import pytest

from genkan.apps.export import ExportFormat
from genkan.apps.export.errors import ExportNotMade
from genkan.apps.output import Artifact
from genkan.apps.store import made_files
from tests.apps.conftest import Runner
from tests.workspace.conftest import LIMIT

VALUES = {"text": "# 旅費の概要\n\n予算額は1,200万円である。", "length": "short", "shape": "points"}


class SlowExporting:
    """Writes when it is let; with ``broken``, not at all."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.begun = asyncio.Event()
        self.broken = False
        self.written = 0

    def check(self, *_: object) -> None:
        """Everything can be written."""

    async def export(self, *_: object, title: str, **__: object) -> Artifact:
        self.begun.set()
        self.written += 1
        await self.gate.wait()
        if self.broken:
            raise ExportNotMade(form="PDF")
        return Artifact(f"{title}.pdf", ExportFormat.PDF.media_type, b"%PDF-1.7")


@pytest.fixture
def exporting(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> SlowExporting:
    slow = SlowExporting()
    monkeypatch.setattr(runner.house.parts.apps.filing, "_exporting", slow)
    return slow


async def ended(runner: Runner, run_id: str) -> None:
    """Wait until the PDF is made, or could not be."""
    async with asyncio.timeout(LIMIT):
        while True:
            async with runner.house.parts.database.read() as connection:
                file = await made_files.find_file(connection, run_id, ExportFormat.PDF)
            if file is not None and file.state.ended:
                return
            await asyncio.sleep(0.02)


async def test_a_pdf_is_made_while_its_page_tells_how_far_it_is(
    runner: Runner, exporting: SlowExporting
) -> None:
    browser = runner.browser
    run = await runner.run("summary", VALUES)
    page = await browser.get(f"/runs/{run.id}")
    (form,) = page.select("form[action*='/made-file/']")
    path = form["action"]
    assert path == f"/runs/{run.id}/made-file/pdf"
    empty = await browser.get(path)
    assert empty.select_one(f"main form[action='{path}']") and not empty.select("main progress")
    assert await browser.post(path, {}) == path
    assert await browser.post(path, {}) == path
    async with asyncio.timeout(LIMIT):
        await exporting.begun.wait()
    waiting = await browser.get(path)
    assert waiting.select_one("main progress") and "秒経過" in waiting.text
    assert waiting.select_one("#made-file")["hx-get"] == f"{path}/progress"
    assert waiting.select_one("noscript meta[http-equiv=refresh]")
    early = await browser.client.get(f"/runs/{run.id}/export/pdf")
    assert (early.status_code, early.headers["location"]) == (303, path)
    exporting.gate.set()
    await ended(runner, run.id)
    made = await browser.get(f"{path}/progress")
    assert "要約.pdf" in made.text and not made.select("[hx-get]")
    file = await browser.client.get(made.select_one("a[download]")["href"])
    assert file.content == b"%PDF-1.7" and file.headers["content-type"] == "application/pdf"
    assert exporting.written == 1
    other = await runner.house.browser("別の職員")
    for mine in (path, f"{path}/progress", f"/runs/{run.id}/export/pdf"):
        await other.get(mine, status=404)
    assert (await other.client.post(path)).status_code == 404
    await browser.post(f"/runs/{run.id}/delete")
    assert await runner.house.rows("app_run_export") == []


async def test_what_cannot_be_made_is_told_and_tried_again(runner: Runner, exporting: SlowExporting) -> None:
    run = await runner.run("summary", VALUES)
    path = f"/runs/{run.id}/made-file/pdf"
    exporting.broken = True
    exporting.gate.set()
    await runner.browser.post(path, {})
    await ended(runner, run.id)
    told = await runner.browser.get(path)
    assert "PDFのファイルを作成できませんでした。" in told.select_one("[role=alert]").text
    exporting.broken = False
    await runner.browser.post(path, {})
    await ended(runner, run.id)
    assert "要約.pdf" in (await runner.browser.get(path)).text
    await runner.house.parts.apps.filing.lose({"run_id": run.id, "form": "docx"})
    assert len(await runner.house.rows("app_run_export")) == 1


@pytest.mark.parametrize(("form", "status"), [("exe", 404), ("pdf", 409)])
async def test_no_file_of_what_is_not_there(runner: Runner, oracle, form: str, status: int) -> None:
    oracle.gate.clear()
    run_id = await runner.start("summary", VALUES)
    assert (await runner.browser.client.post(f"/runs/{run_id}/made-file/{form}")).status_code == status
    assert (await runner.browser.client.get(f"/runs/{run_id}/export/{form}")).status_code == status
    oracle.gate.set()


async def test_who_asks_again_before_the_failed_job_has_ended_gets_the_file(
    runner: Runner, exporting: SlowExporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is told to have failed a moment before its job is: what is asked for in between is made."""
    run = await runner.run("summary", VALUES)
    filing = runner.house.parts.apps.filing
    fail = filing._fail

    async def asked_again_at_once(*failed: Any) -> None:
        await fail(*failed)
        exporting.broken = False
        await runner.browser.post(f"/runs/{run.id}/made-file/pdf", {})

    monkeypatch.setattr(filing, "_fail", asked_again_at_once)
    exporting.broken = True
    exporting.gate.set()
    await runner.browser.post(f"/runs/{run.id}/made-file/pdf", {})
    async with asyncio.timeout(LIMIT):
        while [row["state"] for row in await runner.house.rows("app_run_export")] != ["made"]:
            await asyncio.sleep(0.02)
    assert exporting.written == 2
