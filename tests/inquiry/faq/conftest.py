"""An answered case, a public form, and ways to make entries of the one for the other."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from bs4 import BeautifulSoup

from genkan.knowledge import BUILD_INDEX, NamedFile
from tests.inquiry.replying.conftest import RULES, ReplyDesk, replying
from tests.workspace.conftest import LIMIT, Browser, fields_of

__all__ = ["replying"]
TITLE = "例示省情報公開事務取扱規程"
PRIVATE = "確認の書類は、taro@example.jpに送ります。"
AMENDED = RULES.replace("organisation: 例示省", "organisation: 例示省\neffective: 2026-10-01")
QUESTION = "開示請求の手数料は、いくらですか。"
ANSWER = f"行政文書一件につき三百円です（{TITLE}第一条）。"


@dataclass
class FaqDesk:
    """The desk with an answered case of three concerns, and a citizen without an account."""

    replying: ReplyDesk
    citizen: httpx2.AsyncClient

    @property
    def sakura(self) -> Browser:
        """Who writes."""
        return self.replying.sakura

    @property
    def boss(self) -> Browser:
        """Who approves."""
        return self.replying.boss

    @property
    def case(self) -> str:
        """The path of the case."""
        return self.replying.path

    async def answer(self) -> None:
        """Reply to the case, with a sentence that is for its citizen alone."""
        await self.replying.compose()
        page = await self.replying.page()
        text = page.select_one("textarea[name=text]").text
        first = text.index("とされています。") + len("とされています。")
        await self.replying.deed(
            "submit", text=f"{text[:first]}\n{PRIVATE}{text[first:]}", words="本人のもの"
        )
        await self.replying.deed("approve", by=self.boss)
        self.replying.desk.workspace.clock.moment += timedelta(seconds=61)

    async def propose(self, **fields: Any) -> str:
        """Make an entry of the first concern of the case; gives its path."""
        sent = fields_of(await self.sakura.get(f"{self.case}/faq"), f"{self.case}/faq")
        made = await self.sakura.post(
            f"{self.case}/faq", {**sent, "question": QUESTION, "answer": ANSWER, **fields}
        )
        return made.partition("?")[0]

    async def published(self, **fields: Any) -> str:
        """An entry that is in use, on the public page, too."""
        path = await self.propose(is_public="yes", **fields)
        await self.deed(path, "submit")
        await self.deed(path, "approve", by=self.boss)
        return path

    async def deed(
        self, path: str, deed: str, *, by: Browser | None = None, status: int = 303, **fields: Any
    ) -> Any:
        """One deed on an entry, with what its form holds."""
        browser = by or self.sakura
        page = await browser.get(path)
        form = page.select_one(f'form[action="{path}/save"]')
        sent = fields_of(page, f"{path}/save") if form else {}
        version = (await self.faq(path))["version"]
        return await browser.post(f"{path}/{deed}", {**sent, "version": version, **fields}, status=status)

    async def faq(self, path: str) -> dict[str, Any]:
        """The row of an entry."""
        rows = await self.replying.desk.workspace.rows("inquiry_faq")
        return next(row for row in rows if row["id"] == path.rsplit("/", 1)[1])

    async def public(self, query: str = "") -> BeautifulSoup:
        """The page of citizens."""
        response = await self.citizen.get(f"/ask/reiji/faq{query}")
        assert response.status_code == 200, response.text
        return BeautifulSoup(response.text, "html.parser")

    async def load(self, content: str) -> None:
        """Load the rules as an operator does, and wait until every job that this leaves is done."""
        house = self.replying.desk.workspace
        collection = (await house.rows("collection"))[0]["id"]
        file = NamedFile("regulation.md", content.encode())
        report = await house.parts.loader.load_files([file], collection_id=collection, actor="command_line")
        assert report.files[0].outcome.is_change
        async with asyncio.timeout(LIMIT):
            while any(row["state"] in ("queued", "running") for row in await self._jobs()):
                await asyncio.sleep(0.05)

    async def _jobs(self) -> list[dict[str, Any]]:
        jobs = await self.replying.desk.workspace.rows("job")
        return [job for job in jobs if job["task"] == BUILD_INDEX or job["payload"] == {"once": True}]

    async def look(self) -> None:
        """What the job of the night does."""
        await self.replying.desk.workspace.parts.inquiries.faqs.watch.run({})


@pytest.fixture
async def faq_desk(replying: ReplyDesk) -> AsyncIterator[FaqDesk]:
    house = replying.desk.workspace
    settings = {"is_open": "yes", "title": "例示省への照会", "address_name": "reiji"}
    await replying.boss.post("/inquiries/form", settings)
    transport = httpx2.ASGITransport(app=house.application, client=("192.0.2.7", 1))
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        made = FaqDesk(replying, client)
        await made.answer()
        yield made
