"""A desk with an open form, and a citizen without an account."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
from bs4 import BeautifulSoup

from genkan.governance import Role
from tests.inquiry.conftest import Desk
from tests.workspace.conftest import Browser, fields_of

FORM = "/ask/reiji"
LETTER = "住民票の写しの手数料はいくらですか。また、郵送で請求できますか。"


@dataclass
class Citizen:
    """A person at the public form; remembers what the receipt said."""

    client: httpx2.AsyncClient
    number: str = ""
    code: str = ""

    async def get(self, path: str = FORM, *, status: int = 200) -> BeautifulSoup:
        """A page."""
        response = await self.client.get(path)
        assert response.status_code == status, response.text
        return BeautifulSoup(response.text, "html.parser")

    async def send(self, path: str, data: dict[str, Any], *, status: int = 200) -> BeautifulSoup:
        """Send a form; gives the page to which it leads."""
        response = await self.client.post(path, data=data)
        assert response.status_code == status, response.text
        if status == 303:
            return await self.get(response.headers["location"])
        return BeautifulSoup(response.text, "html.parser")

    async def fill(self, text: str = LETTER, **fields: str) -> dict[str, Any]:
        """The form as it is filled in."""
        return {**fields_of(await self.get(), FORM), "text": text, **fields}

    async def write(self, text: str = LETTER, **fields: str) -> BeautifulSoup:
        """Fill in, look over, send; gives the receipt."""
        preview = await self.send(FORM, await self.fill(text, **fields))
        receipt = await self.send(FORM, {**fields_of(preview, FORM), "step": "send"})
        told = [each.text for each in receipt.select("dd strong")]
        self.number, self.code = told[0], told[1] if len(told) > 1 else ""
        return receipt

    async def look_up(self, *, status: int = 303, **typed: str) -> BeautifulSoup:
        """Open the page of the inquiry by number and code."""
        asked = {"number": self.number, "code": self.code, **typed}
        return await self.send(f"{FORM}/status", asked, status=status)


@dataclass
class Street:
    """The desk, who supervises it, and a citizen."""

    desk: Desk
    supervisor: Browser
    citizen: Citizen

    async def rows(self, table: str) -> list[dict[str, Any]]:
        """All rows of a table."""
        return await self.desk.workspace.rows(table)

    async def kinds(self) -> list[str]:
        """What the ledger tells, in the order of the alphabet."""
        return sorted(await self.desk.workspace.events("inquiry:"))


@pytest.fixture
async def street(desk: Desk) -> AsyncIterator[Street]:
    supervisor = await desk.workspace.browser("責任者", Role.INQUIRY_SUPERVISOR)
    await supervisor.post("/inquiries/topics", {"label": "住民票", "words": "住民票"})
    topic = (await desk.workspace.rows("inquiry_topic"))[0]["id"]
    settings = {
        "is_open": "yes",
        "title": "例示省への照会",
        "address_name": "reiji",
        "notice": "お急ぎの場合は、電話で照会してください。",
        "topics": topic,
    }
    assert await supervisor.post("/inquiries/form", settings) == "/inquiries/form?done=kept"
    transport = httpx2.ASGITransport(app=desk.workspace.application, client=("192.0.2.7", 1))
    headers = {"sec-fetch-site": "same-origin"}
    async with httpx2.AsyncClient(transport=transport, base_url="http://test", headers=headers) as client:
        yield Street(desk, supervisor, Citizen(client))
