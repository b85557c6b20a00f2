"""Style, format and types, as part of the one test command."""

import subprocess
import sys
from typing import NamedTuple

import pytest

from tests.architecture.house import ROOT


class Check(NamedTuple):
    """A tool with its options, and what to do about what it finds."""

    command: tuple[str, ...]
    remedy: str


CHECKS = {
    "style": Check(("ruff", "check"), "uv run ruff check --fix, then mend by hand what is left"),
    "format": Check(("ruff", "format", "--check"), "uv run ruff format"),
    "types": Check(
        ("basedpyright", "src"), "give the type that is missing; ignore only with the rule's name"
    ),
}


@pytest.mark.timeout(900)
@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_the_code_is_clean(check: Check) -> None:
    command = [sys.executable, "-m", *check.command]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if result.returncode:
        pytest.fail(f"{result.stdout}{result.stderr}\nRemedy: {check.remedy}", pytrace=False)
