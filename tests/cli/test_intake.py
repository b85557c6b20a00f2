"""``genkan knowledge load``, ``update-laws``, ``watch``, ``watched`` and ``unwatch``."""

import asyncio
import json
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer

from genkan.cli.errors import FolderNotWatched, OrganisationNotFound
from genkan.kit import Problem
from tests.cli.command_line import CommandLine
from tests.knowledge.law_service import LawService, Revision

RULE = "---\ntitle: 例示省{name}規程\n---\n#### 第一条（目的）\n\n{name}について定める。\n"
SHELF = ("--collection", "規程集", "--organisation", "例示省")


def rules(folder: Path, *names: str) -> Path:
    """A folder with a regulation for each name."""
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / f"{name}.md").write_text(RULE.format(name=name), encoding="utf-8")
    return folder


def test_what_is_loaded_twice_is_loaded_once(ministry: CommandLine, tmp_path: Path) -> None:
    folder = rules(tmp_path / "rules", "旅費", "文書")
    first = ministry.run("knowledge", "load", str(folder), *SHELF)
    again = ministry.run("knowledge", "load", str(folder), *SHELF)
    assert "読み込み 2件" in first
    assert "読み込み 2件" not in again
    listed = ministry.run("knowledge", "list", "--organisation", "例示省")
    assert listed.count("例示省旅費規程") == listed.count("例示省文書規程") == 1


def test_a_file_alone_is_loaded_too(ministry: CommandLine, tmp_path: Path) -> None:
    folder = rules(tmp_path / "rules", "旅費", "文書")
    ministry.run("knowledge", "load", str(folder / "旅費.md"), *SHELF)
    listed = ministry.run("knowledge", "list", "--organisation", "例示省")
    assert "例示省旅費規程" in listed
    assert "例示省文書規程" not in listed


def test_what_is_not_there_is_refused(ministry: CommandLine, tmp_path: Path) -> None:
    ministry.run("knowledge", "load", str(tmp_path / "nowhere"), *SHELF, status=2)
    for deed in ("load", "watch"):
        with pytest.raises(OrganisationNotFound):
            ministry.run(
                "knowledge", deed, str(tmp_path), "--collection", "規程集", "--organisation", "例示庁"
            )


def test_a_folder_is_watched_and_no_longer(ministry: CommandLine, tmp_path: Path) -> None:
    folder = rules(tmp_path / "rules", "旅費")
    assert "秒ごとに確かめます" in ministry.run("knowledge", "watch", str(folder), *SHELF)
    ministry.run("knowledge", "watch", str(folder / "旅費.md"), *SHELF, status=2)
    assert "フォルダー" in ministry.run("knowledge", "watched")
    assert "見張るのをやめました" in ministry.run("knowledge", "unwatch", str(folder))
    with pytest.raises(FolderNotWatched):
        ministry.run("knowledge", "unwatch", str(folder))


@pytest.fixture
def service() -> LawService:
    """Two laws, one of them in two revisions."""
    first = "000000000000000"
    one, other = "405AC0000000001", "405AC0000000002"
    return LawService(
        {
            one: [
                Revision(one, date(2024, 4, 1), "506AC0000000012", "今の文。"),
                Revision(one, date(2000, 1, 1), first, "昔の文。", status="PreviousEnforced"),
            ],
            other: [Revision(other, date(2020, 1, 1), first, "別の文。")],
        }
    )


@pytest.fixture
def law_api(service: LawService, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The service on a port of this machine, in a thread of its own, for a command runs its own loop."""
    loop = asyncio.new_event_loop()
    server = TestServer(service.application())
    loop.run_until_complete(server.start_server(loop=loop))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    monkeypatch.setenv("GENKAN_LAW_API", str(server.make_url("/api/2")))
    monkeypatch.setenv("GENKAN_FETCH_PRIVATE_ADDRESSES", "true")
    yield
    asyncio.run_coroutine_threadsafe(server.close(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


@pytest.mark.usefixtures("law_api")
def test_laws_are_brought_up_to_date(ministry: CommandLine, service: LawService) -> None:
    update = ("knowledge", "update-laws", *SHELF)
    assert "一覧の法令 2件、うち更新のある法令 2件" in ministry.run(*update)
    asked = len(service.texts())
    assert "うち更新のある法令 0件" in ministry.run(*update)
    assert len(service.texts()) == asked, "nothing is asked for twice"
    found = json.loads(ministry.run("search", "今の文", "--collection", "規程集", "--json"))
    assert found["hits"][0]["title"] == "例示法001"


@pytest.mark.usefixtures("law_api")
def test_one_law_with_its_history(ministry: CommandLine) -> None:
    update = ("knowledge", "update-laws", *SHELF, "--history", "--law", "405AC0000000001")
    ministry.run(*update)
    past = json.loads(ministry.run("search", "昔の文", "--on", "2010-01-01", "--json"))
    assert [hit["text"] for hit in past["hits"]] == ["昔の文。"]
    assert "例示法002" not in ministry.run("knowledge", "list", "--organisation", "例示省")


def test_a_service_that_does_not_answer_is_told(
    ministry: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GENKAN_LAW_API", "http://127.0.0.1:9/api/2")
    monkeypatch.setenv("GENKAN_FETCH_PRIVATE_ADDRESSES", "true")
    monkeypatch.setattr("genkan.fetch.fetcher.asyncio.sleep", _at_once)
    with pytest.raises(Problem):
        ministry.run("knowledge", "update-laws", *SHELF)


async def _at_once(_seconds: float) -> None:
    """Patience that takes no time."""
