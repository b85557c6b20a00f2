"""``genkan check-writing`` in a terminal and in scripts."""

import json
from pathlib import Path

import pytest

from genkan.cli.errors import TextNotWritable
from genkan.knowledge import UnreadableFile
from tests.cli.command_line import CommandLine

TEXT = "会議を開く。\n申し込みを受付ける。早急に送る。\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A text in the encoding that older programs write."""
    file = tmp_path / "通知.txt"
    file.write_text(TEXT, encoding="cp932")
    return file


def test_findings_are_shown_with_their_places(command_line: CommandLine, file: Path) -> None:
    told = command_line.run("check-writing", str(file), status=1)
    assert "2:1 誤り 「申し込み」 → 「申込み」　この複合名詞は、" in told
    assert "（okurigana-compound-noun）" in told
    assert "2:11 要検討 「早急に」" in told
    assert "指摘 3件（誤り 2件、要検討 1件）" in told
    assert "3 findings (2 errors, 1 to consider)" in CommandLine("en").run(
        "check-writing", str(file), status=1
    )


def test_json_is_that_of_the_api(command_line: CommandLine, file: Path) -> None:
    report = json.loads(command_line.run("check-writing", str(file), "--json", status=1))
    assert [finding["found"] for finding in report["findings"]] == ["申し込み", "受付ける", "早急に"]
    assert report["score"]["errors"] == 2


def test_the_kind_of_text_decides_which_rules_count(command_line: CommandLine, file: Path) -> None:
    told = command_line.run("check-writing", str(file), "--kind", "public", status=1)
    assert "「申し込み」" not in told
    assert "「受付ける」" in told


def test_what_is_sure_is_corrected_in_the_file(command_line: CommandLine, file: Path) -> None:
    result = command_line.output("check-writing", str(file), "--fix")
    assert "2件を修正しました。" in result.stderr
    assert file.read_bytes().decode() == "会議を開く。\n申込みを受け付ける。早急に送る。\n"
    assert "誤り 0件、要検討 1件" in result.stdout


def test_a_text_that_is_clean_ends_well(command_line: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "clean.md").write_text("会議を開く。\n")
    assert "指摘 0件" in command_line.run("check-writing", str(tmp_path / "clean.md"))


def test_files_that_cannot_be_read_or_written(
    command_line: CommandLine, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UnreadableFile):
        command_line.run("check-writing", str(file.with_name("none.txt")))

    def refuse(_path: Path, _content: bytes) -> int:
        raise PermissionError

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(TextNotWritable, match="通知"):
        command_line.run("check-writing", str(file), "--fix")
