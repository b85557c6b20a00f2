"""``genkan search`` and ``genkan citations check`` in a terminal and in scripts."""

import json
from pathlib import Path

import pytest

from genkan.cli.errors import CollectionNotFound, OrganisationNotNamed
from genkan.knowledge import UnreadableFile
from tests.cli.command_line import CommandLine

RULE = """---
title: 例示省旅費規程
organisation: 例示省
effective: {day}
---
#### 第一条（宿泊費）

宿泊費の額は、一夜につき{sum}円を上限とする。
"""
TEXT = "例示省旅費規程第一条には「一夜につき二万円を上限とする」とある。例示省旅費規程第九条も参照。"


@pytest.fixture
def shelf(ministry: CommandLine, tmp_path: Path) -> CommandLine:
    """A regulation in two versions."""
    for day, amount in (("2024-04-01", "一万"), ("2026-04-01", "二万")):
        (tmp_path / "rule.md").write_text(RULE.format(day=day, sum=amount))
        load = ("knowledge", "load", str(tmp_path / "rule.md"), "--collection", "規程集")
        ministry.run(*load, "--organisation", "例示省")
    return ministry


def test_articles_are_found_as_in_force_on_a_day(shelf: CommandLine) -> None:
    now = shelf.run("search", "宿泊費の上限")
    assert "例示省旅費規程第一条（宿泊費）" in now
    assert "二万円" in now
    past = json.loads(shelf.run("search", "宿泊費の上限", "--on", "2025-01-01", "--json"))
    assert past["on"] == "2025-01-01"
    assert "一万円" in past["hits"][0]["text"]
    every = shelf.run("search", "宿泊費の上限", "--on", "2025-01-01", "--every-version")
    assert "［未施行］" in every


def test_a_collection_may_be_chosen(shelf: CommandLine) -> None:
    assert "二万円" in shelf.run("search", "宿泊費", "--collection", "規程集")
    with pytest.raises(CollectionNotFound, match="規程集"):
        shelf.run("search", "宿泊費", "--collection", "別の規程集")


def test_where_there_are_several_organisations_one_must_be_named(shelf: CommandLine) -> None:
    shelf.run("people", "add-administrator", "jiro.rei", "--name", "例示次郎", "--organisation", "例示市")
    with pytest.raises(OrganisationNotNamed, match="例示省"):
        shelf.run("search", "宿泊費")
    assert "二万円" in shelf.run("search", "宿泊費", "--organisation", "例示省")


def test_a_text_is_checked_and_a_wrong_citation_ends_with_status_1(
    shelf: CommandLine, tmp_path: Path
) -> None:
    file = tmp_path / "text.txt"
    file.write_text(TEXT, encoding="cp932")
    told = shelf.run("citations", "check", str(file), status=1)
    assert "✓ 例示省旅費規程第一条" in told
    assert "✗ 例示省旅費規程第九条" in told
    assert "引用 2件、確認できたもの 1件、できなかったもの 1件" in told
    file.write_text(TEXT.split("。")[0])
    assert "確認できたもの 1件" in shelf.run("citations", "check", str(file))
    past = json.loads(shelf.run("citations", "check", str(file), "--on", "2025-01-01", "--json", status=1))
    assert past["checks"][0]["verdict"] == "quotation_differs"
    assert "1 verified" in CommandLine("en").run("citations", "check", str(file))
    with pytest.raises(UnreadableFile):
        shelf.run("citations", "check", str(tmp_path / "none.txt"))
