"""``genkan knowledge vectors``, and searches in a terminal that use them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from genkan.knowledge.vectors.errors import DimensionsOutOfRange, VectorModelUnknown
from tests.cli.command_line import CommandLine
from tests.knowledge.vectors.conftest import CLOTHES, TRAVEL
from tests.knowledge.vectors.meanings import MeaningServer


@pytest.fixture
def meant() -> Iterator[MeaningServer]:
    """A model of embeddings."""
    server = MeaningServer()
    with server.running_apart():
        yield server


@pytest.fixture
def shelf(ministry: CommandLine, meant: MeaningServer, tmp_path: Path) -> CommandLine:
    """Two regulations, and the model connected."""
    for name, text in (("clothes", CLOTHES), ("travel", TRAVEL)):
        (tmp_path / f"{name}.md").write_text(text)
        load = ("knowledge", "load", str(tmp_path / f"{name}.md"), "--collection", "規程集")
        ministry.run(*load, "--organisation", "例示省")
    facts = ("--place", "JP", "--vendor-logging", "no", "--learning", "no", "--ceiling", "2")
    name = ("--model", "meaning", "--public-name", "imi", "--capability", "kind=embeddings")
    ministry.run("models", "connect", meant.url, *name, *facts)
    return ministry


def test_vectors_are_chosen_made_searched_and_ended(shelf: CommandLine, meant: MeaningServer) -> None:
    assert "言葉だけで検索" in shelf.run("knowledge", "vectors", "state")
    shelf.run("search", "ピヨ丸")
    assert not meant.asked
    shelf.run("knowledge", "vectors", "choose", "imi", "--dimensions", "64", "--text-prefix", "文: ")
    assert "0 / 4" in shelf.run("knowledge", "vectors", "state")
    assert "4 / 4" in shelf.run("knowledge", "vectors", "build")
    assert len(meant.texts) == 4 and meant.asked[0]["dimensions"] == 64
    found = shelf.run("search", "ピヨ丸")
    assert "意味の近さ（ベクトル）でも検索し" in found and "例示省被服規程" in found
    shape = json.loads(shelf.run("search", "ピヨ丸", "--json"))
    assert shape["by_meaning"] and shape["plan"][-1].startswith("意味の近さ")
    shelf.run("knowledge", "vectors", "build", "--anew")
    assert len(meant.texts) == 4 + 2 + 4
    shelf.run("knowledge", "vectors", "end")
    asked = len(meant.asked)
    assert "意味の近さ" not in shelf.run("search", "ピヨ丸") and len(meant.asked) == asked


def test_articles_without_a_vector_are_told(shelf: CommandLine, meant: MeaningServer) -> None:
    meant.deaf_to = "退職"
    shelf.run("knowledge", "vectors", "choose", "imi")
    said = shelf.run("knowledge", "vectors", "build")
    assert "3 / 4" in said and "1条は、送信できない情報" in said
    meant.deaf_to = ""
    assert "4 / 4" in shelf.run("knowledge", "vectors", "build")


def test_what_keeps_a_collection_back_is_told(shelf: CommandLine, meant: MeaningServer) -> None:
    shelf.run("knowledge", "vectors", "choose", "imi")
    meant.status = 500
    assert "0 / 4" in shelf.run("knowledge", "vectors", "build")
    assert "!" in shelf.run("knowledge", "vectors", "state")


def test_a_set_of_questions_is_scored_with_and_without(
    shelf: CommandLine, meant: MeaningServer, tmp_path: Path
) -> None:
    asked = {"id": "1", "question": "ピヨ丸", "gold_articles": ["例示省被服規程:1", "例示省被服規程:2"]}
    (tmp_path / "questions.jsonl").write_text(json.dumps(asked))
    shelf.run("knowledge", "vectors", "choose", "imi")
    shelf.run("knowledge", "vectors", "build")
    score = ("evaluate", "search", str(tmp_path / "questions.jsonl"), "--collection", "規程集", "--json")
    with_vectors = json.loads(shelf.run(*score))
    alone = json.loads(shelf.run(*score, "--words-only"))
    assert (with_vectors["by_meaning"], alone["by_meaning"]) == (1.0, 0.0)
    assert with_vectors["hit_10"]["value"] == 1.0 and alone["hit_10"]["value"] == 0.0


def test_only_what_gives_vectors_can_be_chosen(shelf: CommandLine) -> None:
    with pytest.raises(VectorModelUnknown, match="other"):
        shelf.run("knowledge", "vectors", "choose", "other")
    with pytest.raises(DimensionsOutOfRange):
        shelf.run("knowledge", "vectors", "choose", "imi", "--dimensions", "0")
