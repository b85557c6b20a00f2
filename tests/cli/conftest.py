"""The commands on a data folder of the test."""

from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine


@pytest.fixture
def command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """An installation that nobody has used yet."""
    monkeypatch.setenv("GENKAN_DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")
    return CommandLine()


@pytest.fixture
def ministry(command_line: CommandLine) -> CommandLine:
    """An installation with one administrator."""
    command_line.run(
        "people", "add-administrator", "taro.rei", "--name", "例示太郎", "--organisation", "例示省"
    )
    return command_line
