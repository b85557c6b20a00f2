"""The tables of the reference pages say what the code says."""

import re
import tomllib

import pytest

from tests.docs.generated import ROOT, TABLES, runtime_packages, written_table

REFUSED = re.compile(
    r"AGPL|Affero|SSPL|BUSL|Business Source|Commons Clause|Elastic|Proprietary|^$", re.IGNORECASE
)


@pytest.mark.parametrize("page", TABLES)
def test_the_table_is_what_the_code_says(page: str) -> None:
    if written_table(page) != TABLES[page]():
        pytest.fail(f"{page} is out of date: uv run python tests/docs/generated.py {page}", pytrace=False)


def test_every_dependency_of_the_project_is_listed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {re.match(r"[a-z0-9-]+", requirement)[0] for requirement in project["dependencies"]}
    assert named <= {package.name for package in runtime_packages()}


def test_no_licence_restricts_a_government_body() -> None:
    assert [package for package in runtime_packages() if REFUSED.search(package.licence)] == []
