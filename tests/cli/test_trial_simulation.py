"""``genkan trial simulate``: estimates beside the truth, repeated runs, files."""

from pathlib import Path

import pytest

from genkan.trial import sample_protocol
from tests.cli.command_line import CommandLine


def test_a_trial_is_played_repeated_and_exported(command_line: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "protocol.json"
    file.write_text(sample_protocol().document(), encoding="utf-8")
    wanted = ("--people", "60", "--true", "alpha=1.5,beta=-0.5", "--drift", "gamma=-1", "--runs", "4")
    told = command_line.run("trial", "simulate", str(file), *wanted, "--export", str(tmp_path / "rows"))
    rows = {line.split()[0]: line.split() for line in told.splitlines() if line.strip()}
    assert "+1.50" in told
    assert "gamma@2" in rows
    assert "4回の繰り返し" in told
    assert "人の参加が必要です。" in told
    assert len(list((tmp_path / "rows").glob("*.parquet"))) == 12
    assert command_line.run("trial", "simulate", str(file), *wanted).splitlines()[:6] == told.splitlines()[:6]


@pytest.mark.parametrize("wrong", ["omega=1", "alpha", "alpha=much"])
def test_arms_that_are_not_there_are_named(command_line: CommandLine, wrong: str) -> None:
    assert wrong.partition("=")[0] in command_line.run("trial", "simulate", "--true", wrong, status=2)


def test_a_file_that_is_no_protocol(command_line: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "protocol.json"
    file.write_text("{}")
    assert "試行計画書" in command_line.run("trial", "simulate", str(file), status=2)
