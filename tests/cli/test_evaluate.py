"""``genkan evaluate search`` in a terminal and for scripts."""

import json
from pathlib import Path

import pytest

from genkan.cli.errors import CollectionNotFound, OrganisationNotFound
from genkan.evaluation import NoQuestions, UnreadableQuestion
from tests.cli.command_line import CommandLine

RULE = """---
title: 例示省旅費規程
---
#### 第一条（宿泊費）

宿泊費の額は、一夜につき一万円とする。

#### 第二条（日当）

日当の額は、一日につき二千円とする。
"""
QUESTIONS = [
    {"id": "q1", "question": "宿泊費は一夜にいくらか", "gold_articles": ["例示省旅費規程:1"]},
    {"id": "q2", "question": "日当は一日にいくらか", "gold_articles": ["例示省旅費規程:2"]},
    {"id": "q3", "question": "日当は一日にいくらか", "gold_articles": ["例示省旅費規程:99"]},
]


@pytest.fixture
def shelf(ministry: CommandLine, tmp_path: Path) -> CommandLine:
    """A regulation whose articles the questions know."""
    (tmp_path / "rule.md").write_text(RULE, encoding="utf-8")
    load = ("knowledge", "load", str(tmp_path / "rule.md"), "--collection", "規程集")
    ministry.run(*load, "--organisation", "例示省")
    return ministry


def questions(folder: Path, *lines: object) -> str:
    """A file of questions."""
    path = folder / "questions.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return str(path)


def test_figures_and_misses_are_printed(shelf: CommandLine, tmp_path: Path) -> None:
    told = shelf.run("evaluate", "search", questions(tmp_path, *QUESTIONS), "--collection", "規程集")
    assert "質問 3件" in told
    assert "hit@1" in told and "nDCG@10" in told and "p99" in told
    assert "q3" in told and "q1" not in told, "what was found is no miss"


def test_scripts_get_json(shelf: CommandLine, tmp_path: Path) -> None:
    asked = questions(tmp_path, *QUESTIONS[:2])
    told = shelf.run(
        "evaluate", "search", asked, "--collection", "規程集", "--organisation", "例示省", "--json"
    )
    figures = json.loads(told)
    assert figures["questions"] == 2
    assert figures["misses"] == []


def test_another_field_may_be_asked(shelf: CommandLine, tmp_path: Path) -> None:
    line = {**QUESTIONS[0], "in_short": "日当の額", "gold_articles": ["例示省旅費規程:2"]}
    asked = questions(tmp_path, line)
    search = ("evaluate", "search", asked, "--collection", "規程集", "--json", "--query-field")
    assert json.loads(shelf.run(*search, "in_short"))["misses"] == []


def test_what_cannot_be_measured_is_refused(shelf: CommandLine, tmp_path: Path) -> None:
    asked = questions(tmp_path, QUESTIONS[0])
    with pytest.raises(CollectionNotFound, match="規程集"):
        shelf.run("evaluate", "search", asked, "--collection", "別の規程集")
    with pytest.raises(OrganisationNotFound):
        shelf.run("evaluate", "search", asked, "--collection", "規程集", "--organisation", "例示庁")
    with pytest.raises(NoQuestions):
        shelf.run("evaluate", "search", questions(tmp_path), "--collection", "規程集")
    with pytest.raises(UnreadableQuestion):
        shelf.run("evaluate", "search", questions(tmp_path, {"id": "q"}), "--collection", "規程集")
    shelf.run("evaluate", "search", str(tmp_path / "nothing.jsonl"), "--collection", "規程集", status=2)
