"""A desk whose ministry has a regulation, with a supervisor who approves, and ways to write replies."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup

from genkan.governance import Role
from genkan.inquiry.office import Office
from genkan.inquiry.post import MailServer
from genkan.inquiry.store.offices import keep_office
from tests.inquiry.conftest import Desk
from tests.workspace.conftest import Browser, fields_of

RULES = """---
title: 例示省情報公開事務取扱規程
organisation: 例示省
---

#### 第一条（開示請求の手数料）

開示請求に係る手数料は、行政文書一件につき三百円とする。

#### 第二条（開示決定の期限）

開示決定は、開示請求があった日から三十日以内にしなければならない。

#### 第三条（電子署名）

請求書に押す公印に代えて、電子署名を用いることができる。
"""
THREE = """例示省 御中

情報公開の開示請求の手数料はいくらですか。
開示決定は何日以内にされますか。
請求書の公印の代わりに電子署名を使えますか。
"""
CONTACT = "例示省総務課　電話03-0000-0000"


@dataclass
class ReplyDesk:
    """The desk with a supervisor; ``path`` is that of a case of which 窓口さくら is the owner."""

    desk: Desk
    boss: Browser
    path: str

    @property
    def sakura(self) -> Browser:
        """Who writes."""
        return self.desk.sakura

    async def page(self, *, by: Browser | None = None) -> BeautifulSoup:
        """The page of the reply."""
        return await (by or self.sakura).get(f"{self.path}/reply")

    async def compose(self, **fields: Any) -> str:
        """Make a draft of what the page proposes."""
        self.desk.workspace.clock.moment += timedelta(seconds=1)
        page = await self.page()
        sent = fields_of(page, f"{self.path}/reply/compose")
        sent["block"] = [
            str(option["value"]) if option else ""
            for option in (each.select_one("option[selected]") for each in page.select("select[name=block]"))
        ]
        return await self.sakura.post(f"{self.path}/reply/compose", {**sent, **fields})

    async def deed(self, deed: str, *, by: Browser | None = None, status: int = 303, **fields: Any) -> Any:
        """One deed on the reply, with what its form holds."""
        browser = by or self.sakura
        page = await self.page(by=browser)
        sent = {"version": str((await self.case())["version"])}
        area = page.select_one("textarea[name=text]")
        if area is not None:
            way = page.select_one("input[name=way][checked]")
            sent |= {"text": area.text.removeprefix("\n"), "way": str(way["value"])}
        return await browser.post(f"{self.path}/reply/{deed}", {**sent, **fields}, status=status)

    async def case(self) -> dict[str, Any]:
        """The row of the case."""
        return await self.desk.case(self.path)

    async def reply(self) -> dict[str, Any]:
        """The row of the latest reply."""
        rows = await self.desk.workspace.rows("inquiry_reply")
        return max(rows, key=lambda row: row["round"])

    def sends_by(self, server: MailServer | None) -> None:
        """Let replies leave by e-mail over a server, or none; what is in the outbox is not sent."""
        object.__setattr__(self.desk.workspace.parts.inquiries.outbox, "server", server)

    async def submitted(self) -> None:
        """A reply made of blocks and quotations waits for approval."""
        await self.compose()
        await self.deed("submit")


@pytest.fixture
async def replying(desk: Desk) -> ReplyDesk:
    """A case with three concerns, decided and owned, and the rules that answer it."""
    house = desk.workspace
    await house.add_collection("規程集", RULES)
    async with house.parts.database.write() as connection:
        office = Office(house.ministry.id, contact=CONTACT)
        await keep_office(connection, office, organisation_id=house.ministry.id)
    boss = await house.browser("責任者もみじ", Role.INQUIRY_OFFICER, Role.INQUIRY_SUPERVISOR)
    path = await desk.receive(THREE)
    await desk.confirm(path, owner=desk.sakura.person.id)
    made = ReplyDesk(desk, boss, path)
    made.sends_by(MailServer("localhost", 25, "none", sender="reiji@example.jp"))
    return made
