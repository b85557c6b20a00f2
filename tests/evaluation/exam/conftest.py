"""The real application with the sample questions, the office that holds tests, and two custodians."""

import asyncio
import re
from dataclasses import dataclass
from typing import Any

import pytest

from genkan.evaluation import load_sample_items
from genkan.governance import Role
from genkan.storage import metadata
from tests.workspace.conftest import Browser, Workspace, install, pages, workspace

__all__ = ["install", "pages", "workspace"]

LIMIT = 60.0
COUNTS = {"japanese-1": "4", "safety-1": "2", "regulation_search-1": "3"}


@dataclass
class Hall:
    """Where a test is held."""

    workspace: Workspace
    office: Browser
    keiko: Browser
    yumi: Browser

    async def plan(self, *, status: int = 303, **fields: str) -> Any:
        """Plan a test that opens in an hour and ends in a day; gives its path."""
        counts = {f"cell.{name}": count for name, count in COUNTS.items()}
        data = {
            "title": "令和8年度性能試験",
            **counts,
            "opens_at": "2026-11-02T13:00",
            "closes_at": "2026-11-03T13:00",
            "custodian_1": self.keiko.person.id,
            "custodian_2": self.yumi.person.id,
            "limit": "512",
            "seconds": "60",
            "temperature": "0",
            **fields,
        }
        where = await self.office.post("/exams", data, status=status)
        return where.partition("?")[0] if status == 303 else where

    async def take(self, custodian: Browser, path: str) -> str:
        """The share of a custodian, as the page shows it this once."""
        page = await custodian.post(f"{path}/share", {"way": "page"}, status=200)
        return page.select_one("#share").text.strip()

    async def sealed(self) -> tuple[str, str, str]:
        """A sealed test: its path, and both shares."""
        path = await self.plan()
        first, second = await self.take(self.keiko, path), await self.take(self.yumi, path)
        await self.office.post(f"{path}/seal")
        return path, first, second

    async def opened(self) -> str:
        """A test that was opened at its hour."""
        path, first, second = await self.sealed()
        self.workspace.clock.advance(hours=1)
        await self.keiko.post(f"{path}/bring", {"share": first})
        await self.yumi.post(f"{path}/bring", {"share": second})
        return path

    async def row(self, path: str) -> dict[str, Any]:
        """The row of a test."""
        rows = await self.workspace.rows("evaluation_exam")
        return next(row for row in rows if row["id"] == path.rsplit("/", 1)[1])

    async def change(self, table: str, where: dict[str, Any], **values: Any) -> None:
        """Alter rows as somebody could who has the database."""
        own = metadata.tables[table]
        conditions = [own.c[name] == value for name, value in where.items()]
        async with self.workspace.parts.database.write() as connection:
            await connection.execute(own.update().where(*conditions).values(**values))

    async def details(self, kind: str) -> list[dict[str, Any]]:
        """The actors and details of the events of a kind."""
        rows = await self.workspace.rows("ledger_event")
        return [
            {"actor": row["actor"], "details": row["details"]} for row in rows if row["kind"].endswith(kind)
        ]

    async def until(self, path: str, state: str) -> None:
        """Wait until a test is so far."""
        async with asyncio.timeout(LIMIT):
            while (await self.row(path))["state"] != state:
                await asyncio.sleep(0.05)

    async def kinds(self) -> list[str]:
        """The kinds of the events of tests."""
        begin = "evaluation:exam:"
        return [kind.removeprefix(begin) for kind in await self.workspace.events(begin)]


@pytest.fixture
async def hall(workspace: Workspace) -> Hall:
    """A hall with fifty approved questions, on each engine in turn."""
    async with workspace.parts.database.write() as connection:
        await load_sample_items(
            connection, workspace.parts.ledger, workspace.clock, organisation_id=workspace.ministry.id
        )
    office = await workspace.browser("試行拓也", Role.TRIAL_OFFICE)
    keiko = await workspace.browser("統括恵子", Role.CAIO)
    yumi = await workspace.browser("監査由美", Role.AUDITOR)
    return Hall(workspace, office, keiko, yumi)


def digests_in(text: str) -> list[str]:
    """Every SHA-256 that a page shows."""
    return re.findall(r"\b[0-9a-f]{64}\b", text)
