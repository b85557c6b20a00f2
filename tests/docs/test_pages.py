"""The pages of the documentation lead somewhere, say the same in both languages, and name one test command."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.generated import ROOT

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
COMMAND = re.compile(r"^    (\S.*)$", re.MULTILINE)
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def links(page: Path) -> Iterator[tuple[Path, str]]:
    """File and anchor of each link that leads into the project."""
    for target in LINK.findall(page.read_text("utf-8")):
        if not re.match(r"[a-z]+:", target):
            path, _, anchor = target.partition("#")
            yield (page.parent / path if path else page), anchor


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as they are made on the web."""
    headings = HEADING.findall(page.read_text("utf-8"))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def commands(page: str) -> list[str]:
    """The lines of the page's code blocks."""
    return COMMAND.findall((ROOT / page).read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = [f"{path}#{anchor}" for path, anchor in links(page) if not path.exists()]
    astray = [f"{path}#{anchor}" for path, anchor in links(page) if anchor and anchor not in anchors(path)]
    assert lost + astray == []


def test_two_commands_start_and_one_tests() -> None:
    assert commands("README.md") == ["pip install uv", "uv run genkan serve", "uv run pytest"]
    assert commands("README.ja.md") == commands("README.md")


def test_continuous_integration_runs_the_command_of_the_readme() -> None:
    last_line = (ROOT / ".ci/run").read_text("utf-8").splitlines()[-1]
    assert last_line == f"exec {commands('README.md')[-1]}"


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs/decisions"
    listed = set(LINK.findall((folder / "README.md").read_text("utf-8")))
    assert listed == {path.name for path in folder.glob("[0-9]*.md")}


def test_decisions_fit_on_a_page() -> None:
    assert [
        path.name
        for path in ROOT.glob("docs/decisions/*.md")
        if len(path.read_text("utf-8").splitlines()) > 60
    ] == []
