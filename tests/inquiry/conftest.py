"""The real application with an inquiry desk: offices, officers, topics, and letters that come in."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from genkan.governance import Organisation, OrganisationKind, Role
from genkan.governance.store import people
from genkan.kit import new_id
from tests.workspace.conftest import Browser, Workspace, install, pages, workspace

__all__ = ["install", "pages", "workspace"]

LETTER = """例示省 御中

先日、情報公開の開示請求をしましたが、手数料はいくらですか。
また、請求書に押す公印について、電子署名でもよいか教えてください。
連絡先は 090-1234-5678 です。
"""
THREAT = "回答がないなら、職員を殺してやる。"


@dataclass
class Desk:
    """A ministry with two offices, whose officers take inquiries in."""

    workspace: Workspace
    offices: tuple[Organisation, Organisation]
    sakura: Browser
    kaede: Browser

    async def receive(self, text: str = LETTER, *, by: Browser | None = None, **fields: str) -> str:
        """Take an inquiry in by hand; gives the path of the case."""
        data = {"channel": "letter", "text": text, "name": "例示太郎", "address": "taro@example.jp", **fields}
        where = await (by or self.sakura).post("/inquiries/new", data)
        return where.partition("?")[0]

    async def version(self, path: str, *, by: Browser | None = None) -> str:
        """The version that the page of a case carries."""
        page = await (by or self.sakura).get(path)
        return page.select_one("input[name=version]")["value"]

    async def deed(
        self, path: str, deed: str, *, by: Browser | None = None, status: int = 303, **fields: Any
    ) -> Any:
        """Do something with a case as it stands."""
        data = {"version": await self.version(path, by=by), **fields}
        return await (by or self.sakura).post(f"{path}/{deed}", data, status=status)

    async def confirm(self, path: str, *, by: Browser | None = None, **fields: Any) -> Any:
        """Decide the first office and no topic, if nothing else is said."""
        decided = {"office": self.offices[0].id, "urgency": "normal", **fields}
        return await self.deed(path, "confirm", by=by, **decided)

    async def case(self, path: str) -> dict[str, Any]:
        """The row of a case."""
        rows = await self.workspace.rows("inquiry_case")
        return next(row for row in rows if row["id"] == path.rsplit("/", 1)[1])

    async def kinds(self, path: str) -> list[str]:
        """The kinds of the events of a case, in the order of its versions."""
        return [event["kind"] for event, _ in await self.events(path)]

    async def events(self, path: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        """The events of a case with their details, in the order of its versions."""
        rows = await self.workspace.rows("ledger_event")
        own = [(row, json.loads(row["details"])) for row in rows if row["object_id"] in path]
        return sorted(own, key=lambda event: event[1].get("version", 1))


@pytest.fixture
async def desk(workspace: Workspace) -> Desk:
    """A desk with two officers, on each engine in turn."""
    offices = tuple(
        Organisation(new_id(workspace.clock), name, OrganisationKind.BUREAU, workspace.ministry.id)
        for name in ("総務課", "会計課")
    )
    async with workspace.parts.database.write() as connection:
        for office in offices:
            await people.add_organisation(connection, office, now=workspace.clock())
    sakura = await workspace.browser("窓口さくら", Role.INQUIRY_OFFICER)
    kaede = await workspace.browser("窓口かえで", Role.INQUIRY_OFFICER)
    return Desk(workspace, (offices[0], offices[1]), sakura, kaede)
