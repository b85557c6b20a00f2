"""``genkan search --rewrite``: a search in the words of a model, from a terminal."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from genkan.cli.errors import DeploymentNotNamed
from tests.cli.command_line import CommandLine
from tests.knowledge.rewriting.writer import WordsServer
from tests.knowledge.vectors.conftest import CLOTHES


@pytest.fixture
def words() -> Iterator[WordsServer]:
    """A chat model."""
    server = WordsServer(words='["例示省被服規程","被服の返納"]')
    with server.running_apart():
        yield server


def test_a_named_model_rewrites_the_question(
    ministry: CommandLine, words: WordsServer, tmp_path: Path
) -> None:
    (tmp_path / "clothes.md").write_text(CLOTHES)
    load = ("knowledge", "load", str(tmp_path / "clothes.md"), "--collection", "規程集")
    ministry.run(*load, "--organisation", "例示省")
    facts = ("--place", "JP", "--vendor-logging", "no", "--learning", "no", "--ceiling", "2")
    ministry.run("models", "connect", words.url, "--model", "words", "--public-name", "kotoba", *facts)
    ministry.run("search", "ユニフォームの扱い")
    assert not words.asked, "without the option nothing leaves"
    found = ministry.run("search", "ユニフォームの扱い", "--rewrite", "kotoba")
    assert "質問を言い換えた「例示省被服規程　被服の返納」でも検索し" in found and "第2条" in found
    shape = json.loads(ministry.run("search", "ユニフォームの扱い", "--rewrite", "kotoba", "--json"))
    assert shape["hits"][0]["label"] == "第2条" and len(words.asked) == 2
    with pytest.raises(DeploymentNotNamed):
        ministry.run("search", "ユニフォーム", "--rewrite", "none")
