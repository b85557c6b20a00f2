"""A task of inspect_ai over a deployment, through the API of a server that runs."""

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from genkan.cli import build
from genkan.cli.words import words_of
from tests.crash.conftest import free_port
from tests.crash.endpoint import CountingEndpoint
from tests.crash.installation import OWNER, Installation, variables

ROOT = Path(__file__).parents[2]
TASK = """
from inspect_ai import Task, task
from inspect_ai.dataset import Sample
from inspect_ai.scorer import includes
from inspect_ai.solver import generate


@task
def manners():
    samples = [Sample("例示省は置かれていますか。", target="はい"), Sample("例示市は廃止されましたか。", target="いいえ")]
    return Task(dataset=samples, solver=generate(), scorer=includes())
"""


def python_of_inspect() -> str | None:
    """A Python that has inspect_ai."""
    own = ROOT / ".venv-inspect" / "bin" / "python"
    candidates = [os.environ.get("GENKAN_TEST_INSPECT", ""), str(own)]
    return next((candidate for candidate in candidates if candidate and Path(candidate).exists()), None)


async def evaluate(installation: Installation, *arguments: str) -> tuple[int, str]:
    """``genkan evaluate run``: how it ended and what it printed."""
    settings = variables(installation.folder, installation.database_url)
    invoke = CliRunner().invoke
    result = await asyncio.to_thread(
        invoke, build(words_of("en")), ["evaluate", "run", *arguments], env=settings
    )
    return result.exit_code, result.output if result.exception is None else str(result.exception)


async def test_a_task_runs_through_the_gateway_with_a_key_of_its_own(
    on_sqlite: Installation, endpoint: CountingEndpoint, tmp_path: Path
) -> None:
    python = python_of_inspect()
    if python is None:
        pytest.skip("no environment with inspect_ai: docs/guides/evaluate-models.md says how to make one")
    server = on_sqlite.start(free_port())
    await server.ready()
    task = tmp_path / "manners.py"
    task.write_text(TASK, encoding="utf-8")
    address = server.url.removesuffix("/v1")
    asked = (str(task), "--model", "wide", "--owner", OWNER, "--server", address, "--json")
    code, printed = await evaluate(on_sqlite, *asked, "--python", python, "--repetitions", "2")
    assert code == 0, printed
    (inspection,) = json.loads(printed)
    (score,) = inspection["scores"]
    assert (score["task"], score["samples"], score["answers"], score["mean"]) == ("manners", 2, 4, 0.5)
    assert Path(inspection["logs"][0]).exists() and len(inspection["log_digest"]) == 64
    rows = [row for row in (await on_sqlite.rows()).values() if row["app"] == "evaluation"]
    assert len(rows) == 4 and {row["model_name"] for row in rows} == {"wide"}
    assert len({row["api_key_id"] for row in rows}) == 1
    await on_sqlite.verify()


async def test_without_inspect_ai_it_says_how_to_install_it(on_sqlite: Installation, tmp_path: Path) -> None:
    server = on_sqlite.start(free_port())
    await server.ready()
    task = tmp_path / "manners.py"
    task.write_text(TASK, encoding="utf-8")
    address = server.url.removesuffix("/v1")
    asked = (str(task), "--model", "wide", "--owner", OWNER, "--server", address, "--python", sys.executable)
    code, printed = await evaluate(on_sqlite, *asked)
    assert code != 0 and "uv pip install" in printed
