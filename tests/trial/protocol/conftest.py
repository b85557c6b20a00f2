"""The real application with a trial office, a CAIO, staff, and two settings of the extractive answerer."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from bs4 import BeautifulSoup

from genkan.catalogue import PAUSE, Deployment, change_state
from genkan.governance import Role
from tests.workspace.conftest import Browser, Workspace, fields_of, install, pages, workspace

__all__ = ["install", "pages", "workspace"]


@dataclass
class Office:
    """The people of a trial and its arms."""

    workspace: Workspace
    takuya: Browser
    keiko: Browser
    hanako: Browser
    arms: tuple[Deployment, Deployment]

    async def sample(self) -> str:
        """A draft made of the sample; gives its path."""
        return await self.takuya.post("/trials", {"sample": "yes"})

    async def edit(self, path: str, *, step: str = "save", status: int = 303, **changed: Any) -> Any:
        """Send the form of a protocol as it stands, with what is changed; names have ``__`` for a dot."""
        form = fields_of(await self.takuya.get(f"{path}/edit"), f"{path}/edit")
        typed = {name.replace("__", "."): value for name, value in changed.items()}
        return await self.takuya.post(f"{path}/edit", {**form, **typed, "step": step}, status=status)

    async def propose(self, path: str, reason: str = "", *, status: int = 303) -> Any:
        """The first signature."""
        version = str((await self.row(path))["version"])
        data = {"version": version, "reason": reason}
        return await self.takuya.post(f"{path}/propose", data, status=status)

    async def sign(self, path: str, by: Browser | None = None, *, status: int = 303) -> Any:
        """The second signature, under what the signer's page shows."""
        signer = by or self.keiko
        digest = shown_digest(await signer.get(path))
        return await signer.post(f"{path}/sign", {"digest": digest}, status=status)

    async def running(self) -> str:
        """A trial that runs; gives its path."""
        path = await self.sample()
        await self.propose(path)
        await self.sign(path)
        await self.takuya.post(f"{path}/open")
        return path

    async def end(self, path: str, reason: str = "予定した件数に達したため。") -> None:
        """End the trial early: both sign."""
        await self.takuya.post(f"{path}/close/propose", {"reason": reason})
        waiting = (await self.keiko.get(path)).select_one("#early-end input[name=digest]")
        assert waiting is not None
        await self.keiko.post(f"{path}/close/sign", {"digest": str(waiting["value"])})

    async def pause(self, deployment: Deployment) -> None:
        """Let a deployment rest."""
        parts = self.workspace.parts
        async with parts.database.write() as connection:
            await change_state(
                connection,
                deployment.id,
                deed=PAUSE,
                ledger=parts.ledger,
                clock=parts.clock,
                actor="command_line",
            )

    async def row(self, path: str) -> dict[str, Any]:
        """The row of a trial."""
        (row,) = [each for each in await self.workspace.rows("trial") if each["id"] == path.split("/")[2]]
        return row

    async def kinds(self) -> list[str]:
        """The kinds of the trial's events; their order within one moment means nothing."""
        rows = await self.workspace.rows("ledger_event")
        return [row["kind"] for row in rows if row["kind"].startswith("trial:")]


def shown_digest(page: BeautifulSoup) -> str:
    """The hash of what waits for its second signature."""
    found = page.select_one("#proposal code")
    assert found is not None
    assert re.fullmatch("[0-9a-f]{64}", found.text)
    return found.text


@pytest.fixture
async def office(workspace: Workspace) -> Office:
    """The office of the ministry, ready to begin."""
    brief = await workspace.connect("抽出回答（簡潔）", build="1", parameters={"breadth": "brief"})
    broad = await workspace.connect("抽出回答（幅広）", build="1", parameters={"breadth": "broad"})
    return Office(
        workspace,
        await workspace.browser("見本拓也", Role.TRIAL_OFFICE),
        await workspace.browser("架空恵子", Role.CAIO),
        await workspace.browser("例示花子"),
        (brief, broad),
    )
