"""What no file of the project may say, whatever its kind."""

import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.house import ROOT

BINARY_SUFFIXES = frozenset({".gif", ".ico", ".jpg", ".mo", ".pdf", ".png", ".woff2"})


@dataclass(frozen=True)
class Phrase:
    """Words that no file may hold, why, what to do, and one line that holds them."""

    name: str
    pattern: re.Pattern[str]
    reason: str
    remedy: str
    planted: str


PHRASES = (
    Phrase(
        "left work",
        re.compile(r"\b(TO[D]O|FIX[M]E|X[X]X)\b"),
        "a note that work is left is read by nobody after the day it was written.",
        "do the work now, or leave it out and say in the documentation what is not there.",
        "# TO" + "DO later",
    ),
    Phrase(
        "a registry",
        re.compile(
            r"(pypi[.]org/simple|pythonhosted[.]org|registry[.]npmjs|\[\[tool[.]uv[.]inde[x]|index-ur[l])"
        ),
        "installations on closed networks have registries of their own, which pip, uv and npm already know.",
        "pin the version and the digest only; for package-lock.json: `npm install --omit=dev` with omit-lockfile-registry-resolved.",
        "https://files.python" + "hosted.org/packages/x",
    ),
    Phrase(
        "a folder of somebody's machine",
        re.compile(r"(?<![\w.:/}])/(home|Users|root|work|workspace|tmp)/\w"),
        "a path that exists on one machine fails on all others and tells who worked there.",
        "write the path relative to the repository; in tests use tmp_path; in guides use /var/lib or /srv.",
        "open('/" + "home/somebody/file')",
    ),
)


def project_files() -> list[Path]:
    """Every file that is, or would be, under version control; without git, all that is not made by a tool."""
    paths = _known_to_git() if (ROOT / ".git").exists() and shutil.which("git") else _found_in(ROOT)
    return sorted(path for path in paths if path.is_file() and path.suffix not in BINARY_SUFFIXES)


def _known_to_git() -> Iterable[Path]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return (ROOT / line for line in listed.splitlines())


def _found_in(folder: Path) -> Iterable[Path]:
    made = {".venv", "assets", "dist", "build", "genkan-data", "node_modules", "__pycache__", "uv.lock"}
    for path in folder.iterdir():
        is_made = path.name in made or (path.name.startswith(".") and path.name not in {".ci", ".gitignore"})
        if not is_made:
            yield from _found_in(path) if path.is_dir() else (path,)


def find(phrase: Phrase, path: Path) -> list[str]:
    """The places of a file that hold the phrase."""
    lines = path.read_text("utf-8").splitlines()
    return [
        f"{path}:{number}: {line.strip()[:100]}"
        for number, line in enumerate(lines, 1)
        if phrase.pattern.search(line)
    ]


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.name)
def test_no_file_holds(phrase: Phrase) -> None:
    places = [place for path in project_files() for place in find(phrase, path)]
    if places:
        message = "\n".join((*places, f"Reason: {phrase.reason}", f"Remedy: {phrase.remedy}"))
        pytest.fail(message, pytrace=False)


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.name)
def test_a_planted_line_is_found(phrase: Phrase, tmp_path: Path) -> None:
    path = tmp_path / "planted.md"
    path.write_text(f"first line\n{phrase.planted}\n", "utf-8")
    assert [place.split(":")[1] for place in find(phrase, path)] == ["2"]
