"""The commands on a data folder of the test."""

import shutil
from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine


@pytest.fixture
def command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """An installation that nobody has used yet."""
    monkeypatch.setenv("GENKAN_DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")
    return CommandLine()


@pytest.fixture(scope="session")
def ministry_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one administrator that others are copied from."""
    folder = tmp_path_factory.mktemp("ministry") / "data"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("GENKAN_DATA_FOLDER", str(folder))
        CommandLine().run(
            "people", "add-administrator", "taro.rei", "--name", "例示太郎", "--organisation", "例示省"
        )
    return folder


@pytest.fixture
def ministry(command_line: CommandLine, ministry_folder: Path, tmp_path: Path) -> CommandLine:
    """An installation with one administrator."""
    shutil.copytree(ministry_folder, tmp_path / "data")
    return command_line
