"""A citizen's letter with three concerns, in Chromium: from the public form to an approved, cited reply that the citizen reads."""

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import uvicorn
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from genkan.governance import SESSION_COOKIE
from tests.apps.conftest import Oracle, oracle
from tests.inquiry.conftest import Desk
from tests.inquiry.replying.conftest import CONTACT, ReplyDesk, replying
from tests.workspace.conftest import Browser as Staff

__all__ = ["oracle", "replying"]
LETTER = (
    "情報公開の開示請求の手数料はいくらですか。\n"
    "開示決定は何日以内にされますか。\n"
    "請求書の公印の代わりに電子署名を使えますか。\n"
)
TITLE = "例示省情報公開事務取扱規程"
SAID = (
    f"{TITLE}第一条により、手数料は一件につき三百円です。",
    f"{TITLE}第二条に、「開示請求があった日から三十日以内」とあります。",
    f"{TITLE}第三条により、電子署名を用いることができます。",
)


@pytest.fixture
async def address(desk: Desk) -> AsyncIterator[str]:
    """The application on a port of this machine, in the loop and with the clock of the test."""
    config = uvicorn.Config(desk.workspace.application, port=0, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    await running


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    """The browser of the machine, driven from the loop of the test."""
    path = os.environ.get("GENKAN_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        await browser.close()


class Street:
    """The citizen and the staff, each in a window of their own."""

    def __init__(self, chromium: Browser, address: str, replying: ReplyDesk) -> None:
        self.chromium, self.address, self.replying = chromium, address, replying

    async def citizen(self) -> BrowserContext:
        """A window of somebody who has no account."""
        return await self.chromium.new_context(locale="ja-JP", base_url=self.address)

    async def staff(self, person: Staff) -> Page:
        """A window in which a member of staff is signed in."""
        context = await self.citizen()
        token = str(person.client.cookies[SESSION_COOKIE])
        await context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": self.address}])
        return await context.new_page()

    async def send_letter(self) -> tuple[str, str]:
        """Fill in the public form; gives the receipt's number and code."""
        page = await (await self.citizen()).new_page()
        await page.goto("/ask/reiji")
        await page.get_by_label("照会の内容").fill(LETTER)
        await page.get_by_label("氏名").fill("例示太郎")
        await page.get_by_role("button", name="内容を確認する").click()
        await page.get_by_role("button", name="送信する").click()
        await expect(page.get_by_text("照会を受け付けました。")).to_be_visible()
        number, code = [await each.inner_text() for each in await page.locator(".definitions dd").all()][:2]
        return number.strip(), code.strip()

    async def decide(self, officer: Page, number: str) -> None:
        """Find the letter in the queue, decide who answers, and go on to the reply."""
        await officer.goto(f"/inquiries?q={number}")
        await officer.get_by_role("link", name=number).click()
        await officer.get_by_label("担当課").select_option(label="総務課")
        await officer.get_by_label("担当者").select_option(label="窓口さくら")
        await officer.get_by_role("button", name="決定する").click()
        await officer.get_by_role("link", name="回答を作成する").click()
        await expect(officer.locator("fieldset", has_text="照会事項3")).to_be_visible()

    async def submit(self, officer: Page) -> None:
        """Ask for approval of what stands in the form."""
        await officer.get_by_role("button", name="承認を依頼する").click()
        await expect(officer.get_by_text("承認を依頼しました。")).to_be_visible()

    async def approve(self, officer: Page) -> None:
        """Let a supervisor read and approve; a minute passes."""
        boss = await self.staff(self.replying.boss)
        await boss.goto(officer.url.partition("?")[0])
        await boss.get_by_role("button", name="承認して送付する").click()
        await expect(boss.get_by_text("回答を承認しました。")).to_be_visible()
        self.replying.desk.workspace.clock.moment += timedelta(seconds=60)

    async def read(self, number: str, code: str) -> Page:
        """The page of the inquiry, as number and code open it on any machine."""
        page = await (await self.citizen()).new_page()
        await page.goto("/ask/reiji/status")
        await page.get_by_label("受付番号").first.fill(number)
        await page.get_by_label("確認コード").fill(code)
        await page.get_by_role("button", name="状況を確認する").click()
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        return page


STORY = ["received", "confirmed", "drafted", "submitted", "approved", "reply_read"]


async def story(desk: Desk, number: str) -> list[str]:
    """What the ledger tells of the case, the citizen's reading last."""
    case = next(row for row in await desk.workspace.rows("inquiry_case") if row["number"] == number)
    told = [kind.removeprefix("inquiry:case:") for kind in await desk.kinds(f"/inquiries/{case['id']}")]
    return sorted(told, key="reply_read".__eq__)


async def test_from_the_public_form_to_a_cited_reply_without_a_model_and_with_one(
    replying: ReplyDesk, address: str, chromium: Browser, oracle: Oracle
) -> None:
    desk, street = replying.desk, Street(chromium, address, replying)
    await replying.boss.post(
        "/inquiries/form", {"is_open": "yes", "title": "例示省への照会", "address_name": "reiji"}
    )
    officer = await street.staff(desk.sakura)

    number, code = await street.send_letter()
    await street.decide(officer, number)
    await officer.get_by_role("button", name="選んだ根拠で回答案を作成する").click()
    await expect(officer.get_by_text("文面の確認で見つかった点はありません。")).to_be_visible()
    await street.submit(officer)
    await expect((await street.read(number, code)).locator("main")).not_to_contain_text("三百円とする")
    await street.approve(officer)
    page = await street.read(number, code)
    for words in ("例示太郎　様", "一件につき三百円とする", "三十日以内", "電子署名を用いる", CONTACT):
        await expect(page.locator("main")).to_contain_text(words)
    for article in ("第一条", "第二条", "第三条"):
        await expect(page.locator("main")).to_contain_text(f"{TITLE}{article}")
    assert await story(desk, number) == STORY

    await desk.workspace.connect(
        "例示モデル", protocol="openai_chat", address=oracle.address, remote_model="oracle"
    )
    oracle.prepare(*SAID)
    number, code = await street.send_letter()
    await street.decide(officer, number)
    await officer.get_by_label("生成AI").select_option(label="例示モデル")
    await officer.get_by_role("button", name="選んだ根拠で回答案を作成する").click()
    await officer.get_by_role("button", name="この案を使う").click()
    await expect(officer.locator("#text")).to_have_value(re.compile("手数料は一件につき三百円です。"))
    await street.submit(officer)
    await street.approve(officer)
    page = await street.read(number, code)
    for words in SAID:
        await expect(page.locator("main")).to_contain_text(words)
    await desk.workspace.parts.gateway.settle()
    calls = [call for call in await desk.workspace.rows("call") if call["purpose"] == "inquiry"]
    assert len(calls) == len(SAID)
    assert await story(desk, number) == STORY
