"""A problem is told on the command line whatever else is missing."""

import pytest

from genkan.asgi import parts
from genkan.cli import explaining, main
from genkan.cli.explaining import explain
from genkan.ui import AssetsNotBuilt


def not_built() -> None:
    raise AssetsNotBuilt(name="genkan.mo")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_problem_is_told_where_nothing_was_built(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explaining, "Translations", not_built)
    monkeypatch.setattr(parts, "make_pages", not_built)
    sentence, next_step = explain(AssetsNotBuilt(name="assets"), language=language)
    assert sentence == "画面用のファイル「assets」が見つかりません。"
    assert "build_assets.py" in next_step


def test_a_problem_needs_no_pages_to_be_told_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "make_pages", not_built)
    sentence, _ = explain(AssetsNotBuilt(name="assets"), language="en")
    assert "assets" in sentence
    assert sentence.isascii()


def test_the_command_ends_with_two_sentences(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A language that does not exist is told of in Japanese, too."""
    monkeypatch.setenv("GENKAN_LANGUAGE", "fr")
    monkeypatch.setattr("sys.argv", ["genkan", "people", "list"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert "GENKAN_LANGUAGE" in capsys.readouterr().err
