"""The real application with an office that calls, and browsers in which vendors are signed in."""

import io
import re
import zipfile
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest
from bs4 import BeautifulSoup
from fpdf import FPDF

from genkan.governance import Passwords, Role
from tests.workspace.conftest import Browser, Workspace, fields_of, install, pages, workspace

__all__ = ["install", "pages", "workspace"]

PASSWORD = "correct-horse-battery-staple"


def pdf(*texts: str) -> bytes:
    """A PDF with a page for each text, in letters that need no font of Japanese."""
    paper = FPDF()
    for text in texts:
        paper.add_page()
        paper.set_font("helvetica", size=14)
        paper.multi_cell(0, 10, text)
    return bytes(paper.output())


@dataclass
class VendorBrowser:
    """A browser in which a vendor is signed in."""

    client: httpx2.AsyncClient

    async def get(self, path: str, *, status: int = 200) -> BeautifulSoup:
        """A page."""
        response = await self.client.get(path)
        assert response.status_code == status, response.text
        return BeautifulSoup(response.text, "html.parser")

    async def post(
        self, path: str, data: dict[str, Any] | None = None, *, status: int = 303, **more: Any
    ) -> Any:
        """Send a form; gives where it leads, or the page that came back."""
        response = await self.client.post(path, data=data or {}, **more)
        assert response.status_code == status, response.text
        if status == 303:
            return response.headers["location"]
        return BeautifulSoup(response.text, "html.parser")

    async def add(self, path: str, asked: str, name: str, content: bytes, *, status: int = 303) -> Any:
        """Add a file to an application."""
        return await self.post(
            f"{path}/files", {"asked": asked}, status=status, files={"file": (name, content)}
        )

    async def fill(self, path: str, **changed: str) -> dict[str, Any]:
        """The form of an application as it stands, with what is changed; ``fact`` fields are given by name."""
        fields = fields_of(await self.get(path), path)
        return {**fields, **changed}


@dataclass
class Office:
    """An office with a call, its people and its vendors."""

    workspace: Workspace
    takuya: Browser
    stack: AsyncExitStack
    reviewers: dict[str, Browser] = field(default_factory=dict)

    async def publish(self, *, test: str = "") -> str:
        """Begin the call that is shipped and publish it, its test of another measure if one is given; gives its id."""
        edit = await self.takuya.post("/selection/calls")
        path = edit.removesuffix("/edit")
        if test:
            fields = fields_of(await self.takuya.get(edit), edit)
            await self.takuya.post(edit, {**fields, "criterion.5.measure": test})
        version = (await self.takuya.get(edit)).select_one("input[name=version]")["value"]
        await self.takuya.post(f"{path}/publish", {"version": version})
        return path.rsplit("/", 1)[1]

    async def vendor(self, company: str, email: str) -> VendorBrowser:
        """Open an account, follow its link and set the password."""
        page = await self.takuya.post(
            "/selection/vendors", {"company": company, "name": "担当者", "email": email}, status=200
        )
        link = re.search(r"/apply/link/\S+", page.select_one("#invitation-link").text)
        assert link is not None
        browser = await self.visitor()
        await browser.post(link[0], {"password": PASSWORD, "again": PASSWORD})
        return browser

    async def visitor(self) -> VendorBrowser:
        """A browser in which nobody is signed in."""
        client = httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=self.workspace.application),
            base_url="http://localhost",
            headers={"sec-fetch-site": "same-origin"},
        )
        return VendorBrowser(await self.stack.enter_async_context(client))

    async def apply(self, vendor: VendorBrowser, call_id: str, **changed: str) -> str:
        """Begin an application, bring every file, and fill the form; gives its path."""
        path = await vendor.post(f"/apply/calls/{call_id}/applications")
        for asked in ("application", "model", "evaluation", "safety"):
            await vendor.add(
                path, asked, f"{asked}.pdf", pdf(f"{asked} page one", f"The {asked} is evident.")
            )
        form = await vendor.fill(path)
        page = await vendor.get(path)
        proof = next(
            option["value"]
            for option in page.select("select[name='fact.origin.file'] option")
            if option["value"]
        )
        facts = {
            f"fact.{key}.{part}": value
            for key in ("origin", "development", "performance", "use", "benchmark", "data", "supply")
            for part, value in (("claim", f"{key}についての説明"), ("file", proof), ("page", "2"))
        }
        filled = {
            **form,
            **facts,
            "model.name": "見本モデル",
            "model.origin": "own",
            "endpoint.address": "https://model.example.jp/v1",
            "endpoint.protocol": "openai_chat",
            "endpoint.remote_model": "small",
            "consents": "yes",
            **changed,
        }
        await vendor.post(path, {**filled, "step": "hand_in"})
        return path


def names_in(archive: bytes) -> list[str]:
    """The entries of a ZIP."""
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        return file.namelist()


@pytest.fixture
async def office(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An office on each engine in turn; hashing is cheap, for nobody attacks it."""
    cheap = Passwords(passes=1, memory_kibibytes=64, lanes=1)
    workspace.application.state.parts[Passwords] = cheap
    takuya = await workspace.browser("試行拓也", Role.TRIAL_OFFICE)
    async with AsyncExitStack() as stack:
        yield Office(workspace, takuya, stack)
