"""A real installation that was prepared by its own commands, and the servers that run on it."""

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import select
from typer.testing import CliRunner

from genkan.cli import build
from genkan.cli.words import words_of
from genkan.gateway import Purpose
from genkan.gateway.store.calls import call
from genkan.storage import Database

KEY = re.compile(r"genkan-[A-Za-z0-9_-]{20,}")
OWNER = "taro.rei"
NARROW = 4
FACTS = (
    *("--build", "1", "--place", "JP", "--operator", "test", "--government-cloud", "yes", "--ismap", "yes"),
    *("--vendor-logging", "no", "--learning", "no", "--ceiling", "2"),
)


def variables(folder: Path, database_url: str) -> dict[str, str]:
    """The settings of an installation."""
    given = {
        "GENKAN_DATA_FOLDER": str(folder),
        "GENKAN_SAMPLE": "false",
        "GENKAN_LANGUAGE": "en",
        "COLUMNS": "200",
    }
    return given | ({"GENKAN_DATABASE_URL": database_url} if database_url else {})


def command(*arguments: str, folder: Path, database_url: str) -> str:
    """What a ``genkan`` command prints; it has to end well."""
    result = CliRunner().invoke(build(words_of("en")), arguments, env=variables(folder, database_url))
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


def prepare(folder: Path, database_url: str, *, port: int) -> str:
    """An administrator, two models at one endpoint, and a key, whose secret is returned."""

    def run(*arguments: str) -> str:
        return command(*arguments, folder=folder, database_url=database_url)

    run("people", "add-administrator", OWNER, "--name", "例示 太郎", "--organisation", "例示省")
    for name, capacity in (("wide", 10_000), ("narrow", NARROW)):
        of_model = ("--model", name, "--title", name, "--public-name", name, "--capacity", str(capacity))
        run("models", "connect", f"http://127.0.0.1:{port}/v1", *of_model, *FACTS)
    found = KEY.search(run("keys", "create", "test", "--owner", OWNER))
    assert found is not None
    return found[0]


@dataclass
class Server:
    """One ``genkan serve``."""

    url: str
    process: "subprocess.Popen[bytes]"
    log: Path

    async def ready(self) -> None:
        """Wait until it answers."""
        async with aiohttp.ClientSession() as session, asyncio.timeout(60):
            while True:
                assert self.process.poll() is None, self.log.read_text()
                try:
                    async with session.get(f"{self.url}/models"):
                        return
                except aiohttp.ClientError:
                    await asyncio.sleep(0.05)

    async def end(self, how: signal.Signals) -> int:
        """Send a signal and wait for the end."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        return await asyncio.to_thread(self.process.wait, 30)

    def megabytes(self) -> float:
        """Resident memory."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


@dataclass
class Installation:
    """One data folder and its records; ``served_from`` is the URL that servers use where it is not ``database_url``."""

    folder: Path
    database_url: str
    key: str
    served_from: str = ""
    servers: list[Server] = field(default_factory=list)

    @classmethod
    def copied(cls, template: Path, folder: Path, database_url: str, key: str) -> "Installation":
        """One that was prepared before."""
        shutil.copytree(template, folder)
        return cls(folder, database_url, key)

    def start(self, port: int, *, program: str = "", **more: str) -> Server:
        """Start a server, by another program where one is given; ``more`` are further settings."""
        log = self.folder / f"server-{len(self.servers)}.log"
        genkan = ["-c", program] if program else ["-m", "genkan"]
        command_line = [sys.executable, *genkan, "serve", "--port", str(port)]
        settings = variables(self.folder, self.served_from or self.database_url)
        with log.open("wb") as written:
            process = subprocess.Popen(
                command_line, stdout=written, stderr=written, env={**os.environ, **settings, **more}
            )
        self.servers.append(Server(f"http://127.0.0.1:{port}/v1", process, log))
        return self.servers[-1]

    async def close(self) -> None:
        """End whatever still runs."""
        for server in self.servers:
            await server.end(signal.SIGKILL)

    async def verify(self) -> str:
        """What ``genkan ledger verify`` says; it has to find everything right."""
        arguments = ("ledger", "verify")
        return await asyncio.to_thread(
            command, *arguments, folder=self.folder, database_url=self.database_url
        )

    async def rows(self) -> dict[str, dict[str, Any]]:
        """The metering rows of the programs' calls by id; a server's own probes of its deployments are none of them."""
        return {key: row for key, row in (await self.records()).items() if row["purpose"] == Purpose.PROGRAM}

    async def records(self) -> dict[str, dict[str, Any]]:
        """All metering rows by id."""
        url = self.database_url or f"sqlite+aiosqlite:///{self.folder / 'genkan.sqlite3'}"
        database = Database(url)
        async with database.read() as connection:
            found = [dict(row) for row in (await connection.execute(select(call))).mappings()]
        await database.close()
        return {row["id"]: row for row in found}

    async def outcomes(self) -> Counter[str]:
        """How many metering rows have each outcome."""
        return Counter(str(row["outcome"]) for row in (await self.rows()).values())
