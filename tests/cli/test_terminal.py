"""Lines and columns on a terminal, and the name under which the person finds the command."""

import pytest
from rich.cells import cell_len

from genkan.cli.invocation import command_name
from genkan.cli.terminal import break_lines, columns

SENTENCE = "サーバーが起動しているか、ホスト名及びポート番号が正しいかを確認してください。例: http://127.0.0.1:8080/v1"


@pytest.mark.parametrize("width", [30, 40, 60, 80, 200])
def test_lines_fit_and_lose_nothing(width: int) -> None:
    lines = break_lines(SENTENCE, width=width)
    assert "".join(lines) == SENTENCE
    assert all(cell_len(line.rstrip()) <= width for line in lines)


# (text, width in cells, where it breaks)
BREAKS = [
    ("連絡してください。", 6, ["連絡してください。"]),  # one word is never cut
    (
        "接続できません。運用担当者に連絡してください。",
        30,
        ["接続できません。運用担当者に", "連絡してください。"],
    ),
    ("「モデル」を登録しました。", 12, ["「モデル」を", "登録しました。"]),
    ("at once and for all", 8, ["at once ", "and for ", "all"]),
    ("一行目\n二行目", 80, ["一行目", "二行目"]),
]


@pytest.mark.parametrize(("text", "width", "lines"), BREAKS)
def test_lines_break_between_words(text: str, width: int, lines: list[str]) -> None:
    assert break_lines(text, width=width) == lines


def test_columns_stand_under_each_other_in_terminal_cells() -> None:
    lines = columns(["名前", "状態"], [["長い名前です", "利用できます"], ["short", "-"]])
    assert lines == ["名前          状態", "長い名前です  利用できます", "short         -"]


# (environment, how it was started, what works for the person)
STARTS = [
    ({"UV_RUN_RECURSION_DEPTH": "1", "PATH": "/venv/bin"}, "/venv/bin/genkan", "uv run genkan"),
    ({"PATH": "/nowhere"}, "/venv/bin/genkan", "/venv/bin/genkan"),
]


@pytest.mark.parametrize(("environment", "started_as", "name"), STARTS)
def test_hints_name_what_works(environment: dict[str, str], started_as: str, name: str) -> None:
    assert command_name(environment, started_as=started_as) == name


def test_a_command_that_the_shell_finds_needs_no_path(tmp_path) -> None:
    (tmp_path / "genkan").touch(mode=0o755)
    assert command_name({"PATH": str(tmp_path)}, started_as="/venv/bin/genkan") == "genkan"


def test_a_module_is_started_again_as_a_module() -> None:
    assert command_name({"PATH": ""}, started_as="/src/genkan/__main__.py").endswith(" -m genkan")
