"""The import contracts of ``pyproject.toml`` hold, and each is seen to break on a planted violation."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.architecture.conftest import Planting
from tests.architecture.house import ROOT, SOURCES, Plant

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]


class Planted(NamedTuple):
    """A file that breaks a contract, and the words by which import-linter reports just that."""

    plant: Plant
    report: str


PLANTS = {
    "street": Planted(
        Plant("kit/planted.py", "from genkan.storage import Database\n"),
        "genkan.kit is not allowed to import genkan.storage: - genkan.kit.planted -> genkan.storage",
    ),
    "one-door-to-the-models": Planted(
        Plant("trial/planted.py", "from genkan.providers import providers\n"),
        "genkan.trial.planted -> genkan.providers",
    ),
    "one-line-to-the-endpoints": Planted(
        Plant("knowledge/planted.py", "import aiohttp\n"), "genkan.knowledge.planted -> aiohttp"
    ),
    "pages-show": Planted(
        Plant("governance/planted.py", "from genkan.ui import Pages\n"),
        "genkan.governance.planted -> genkan.ui",
    ),
    "pages-are-joined": Planted(
        Plant("trial/planted.py", "from genkan.knowledge.pages import router\n"),
        "genkan.trial.planted -> genkan.knowledge.pages",
    ),
    "web-at-the-edge": Planted(
        Plant("trial/planted.py", "from fastapi import Request\n"), "genkan.trial.planted -> fastapi"
    ),
    "pure-core": Planted(
        Plant("policy/planted.py", "import sqlalchemy\n"), "genkan.policy.planted -> sqlalchemy"
    ),
    "no-cycles": Planted(
        Plant("kit/clock.py", "from genkan.kit.identifiers import new_id\n"),
        "No cycles are allowed in genkan.kit.",
    ),
}
UNPLACED_ROOM = Plant("planted/__init__.py", '"""A room that nobody placed on the street."""\n')
INDIRECT = Plant("trial/statistics/planted.py", "from genkan.trial.store import comparisons\n")


def check(sources: Path, contract: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the package below ``sources`` with the contracts that stand beside it."""
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ]
    options = ["--no-logo", "--no-cache", *(["--contract", contract] if contract else [])]
    return subprocess.run(
        [*command, *options],
        cwd=sources.parent,
        env={**os.environ, "PYTHONPATH": str(sources), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contracts_hold() -> None:
    result = check(SOURCES)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_contract_has_a_planted_violation() -> None:
    assert [contract["id"] for contract in CONTRACTS] == list(PLANTS)


def test_every_contract_says_the_reason_and_the_remedy() -> None:
    assert all(contract["broken_contract_guidance"].strip() for contract in CONTRACTS)


@pytest.mark.parametrize(("contract", "planted"), PLANTS.items(), ids=PLANTS)
def test_a_contract_breaks_on_its_planted_violation(
    contract: str, planted: Planted, planting: Planting
) -> None:
    with planting(planted.plant) as sources:
        result = check(sources, contract)
    assert "BROKEN" in result.stdout, result.stdout + result.stderr
    assert planted.report in " ".join(result.stdout.split())


def test_a_room_without_a_place_on_the_street_breaks_the_contract(planting: Planting) -> None:
    with planting(UNPLACED_ROOM) as sources:
        result = check(sources, "street")
    assert "BROKEN" in result.stdout
    assert "planted" in result.stdout


def test_the_core_may_not_reach_the_database_through_another_file_either(planting: Planting) -> None:
    with planting(INDIRECT) as sources:
        result = check(sources, "pure-core")
    assert "genkan.trial.statistics.planted -> genkan.trial.store" in result.stdout
