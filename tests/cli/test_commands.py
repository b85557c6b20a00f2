"""The command line as an operator meets it: clear words for bad input, a status, and a next step."""

import asyncio
import os
import re
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from genkan.cli.errors import (
    AddressNotOurs,
    DataFolderNotWritable,
    OrganisationNotFound,
    PersonNotFound,
    PortInUse,
)
from genkan.gateway import LookFailed
from genkan.kit import Problem
from genkan.settings import SettingInvalid, load_settings
from genkan.storage import DatabaseNewer
from tests.cli.command_line import EXTRACT, CommandLine, connect
from tests.knowledge.engines.twin import Twin
from tests.knowledge.engines.twin.http import PASSWORD, USER

REGULATION = """---
title: 試験規程
organisation: 例示省
---

# 試験規程

#### 第一条（目的）

この規程は、試験について定めることを目的とする。
"""


@pytest.mark.parametrize(
    ("language", "words"), [("ja", "サーバーを起動します。"), ("en", "Start the server.")]
)
def test_help_explains_every_command_in_both_languages(language: str, words: str) -> None:
    told = CommandLine(language).run("--help")
    assert words in told
    for command in ("serve", "doctor", "people", "models", "knowledge", "ledger", "trial", "database"):
        assert command in told


def test_the_first_administrator_gets_a_link_that_leads_to_the_server(ministry: CommandLine) -> None:
    told = ministry.output("people", "link", "taro.rei")
    assert told.stdout.strip().startswith("http://127.0.0.1:8000/invitation/")
    assert len(told.stdout.split()) == 1
    assert "例示太郎（例示省、taro.rei）" in told.stderr
    assert re.search(r"日本時間\d{4}-\d\d-\d\d \d\d:\d\dまで", told.stderr)


def test_people_are_listed_with_their_organisation(ministry: CommandLine) -> None:
    heads, line = ministry.run("people", "list").splitlines()
    assert heads.split() == ["サインイン名", "氏名", "組織", "役割"]
    assert line.split() == ["taro.rei", "例示太郎", "例示省", "府省庁管理者"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("people", "list"),
        ("models", "list"),
        ("knowledge", "list", "--organisation", "例示省"),
        ("search", "目的", "--organisation", "例示省"),
        ("trial", "report"),
    ],
)
def test_where_nothing_is_there_yet_that_is_said_in_a_sentence(
    command_line: CommandLine, arguments: tuple[str, ...]
) -> None:
    try:
        told = command_line.run(*arguments)
    except Problem as problem:
        told = str(problem)
    assert re.search("(まだありません|まだ登録されていません)。", told)


def test_states_and_protocols_are_in_the_language_of_the_reader(ministry: CommandLine) -> None:
    asyncio.run(connect(EXTRACT))
    japanese, english = ministry.run("models", "list"), CommandLine("en").run("models", "list")
    assert "利用できます" in japanese
    assert "active" not in japanese
    assert "extract  抽出回答（生成AIではありません）" in japanese, (
        "a public name stands beside the protocol in words"
    )
    assert "active" in english


def test_an_unknown_person_is_named(command_line: CommandLine) -> None:
    with pytest.raises(PersonNotFound, match="genkan people list"):
        command_line.run("people", "link", "nobody")


def test_installation_wide_roles_are_granted_here(ministry: CommandLine) -> None:
    assert "監査担当者" in ministry.run("people", "grant", "taro.rei", "auditor")
    assert "監査担当者" in ministry.run("people", "list")


def test_a_role_that_is_none_is_told_with_those_that_are(ministry: CommandLine) -> None:
    told = ministry.output("people", "grant", "taro.rei", "emperor", status=2)
    assert "auditor" in told.stderr


def test_a_fresh_ledger_is_proved_and_its_events_counted(ministry: CommandLine) -> None:
    told = ministry.run("ledger", "verify")
    assert "書かれたときのままです" in told
    assert "\n記録 0件" not in told


def test_loading_reports_each_bad_file_and_goes_on(ministry: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "good.md").write_text(REGULATION)
    (folder / "junk.md").write_bytes(bytes(range(256)))
    load = ("knowledge", "load", str(folder), "--collection", "試験", "--organisation", "例示省")
    told = ministry.run(*load, status=1)
    assert "読み込み 1件" in told
    assert "junk.md" in told
    assert "試験規程" in ministry.run("knowledge", "list", "--organisation", "例示省")
    assert "第一条" in ministry.run("search", "試験の目的")


def test_the_index_is_brought_up_to_date_and_published(
    ministry: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "shared"
    monkeypatch.setenv("GENKAN_INDEX_SHARED_FOLDER", str(shared))
    told = [ministry.run("knowledge", "publish") for _ in range(2)]
    assert "検索の索引を更新しました。" in told[0]
    assert "検索の索引は最新です。" in told[1]
    assert (shared / "current").exists()


def test_an_unknown_organisation_is_told_the_known_ones(ministry: CommandLine, tmp_path: Path) -> None:
    with pytest.raises(OrganisationNotFound, match="例示省"):
        ministry.run("knowledge", "load", str(tmp_path), "--collection", "試験", "--organisation", "例示庁")


def test_a_dead_model_server_is_named(command_line: CommandLine) -> None:
    with pytest.raises(LookFailed, match=r"http://127\.0\.0\.1:9/v1に接続できませんでした。"):
        command_line.run("models", "connect", "http://127.0.0.1:9/v1")


def test_the_report_of_an_empty_ledger_says_so(command_line: CommandLine) -> None:
    told = command_line.run("trial", "report")
    assert "ブラインド比較の記録は、まだありません。" in told
    assert "0 / 0" not in told
    assert command_line.run("trial", "report", "--format", "json").lstrip().startswith("{")


def test_doctor_looks_at_a_machine_on_which_nothing_was_started_yet(command_line: CommandLine) -> None:
    told = command_line.run("doctor")
    assert "データベース: まだありません" in told
    assert "使う準備ができています。" in told


def test_doctor_tells_of_a_database_that_cannot_be_read(
    command_line: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GENKAN_DATABASE_URL", "postgresql://genkan@127.0.0.1:9/genkan")
    assert "データベースを読み取れません" in command_line.run("doctor", status=1)


def test_doctor_tells_of_a_database_that_a_newer_version_changed(
    ministry: CommandLine, tmp_path: Path
) -> None:
    (path,) = tmp_path.rglob("genkan.sqlite3")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.execute("ALTER TABLE deployment RENAME TO deployment_of_tomorrow")
    assert "このプログラムより新しい版で使われています。" in ministry.run("doctor", status=1)
    with pytest.raises(DatabaseNewer):
        ministry.run("database", "migrate")


def test_doctor_opens_no_room_that_it_does_not_need(tmp_path: Path) -> None:
    """The web, the search and the apps are large: an operator who asks what is missing waits for none of them."""
    asked = "import sys; sys.argv = ['genkan', 'doctor']\nfrom genkan.cli import main\nfrom contextlib import suppress\nwith suppress(SystemExit): main()\n"
    opened = (
        "print(*(each for each in ('genkan.asgi', 'genkan.knowledge', 'genkan.apps') if each in sys.modules))"
    )
    environment = {**os.environ, "GENKAN_DATA_FOLDER": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    result = subprocess.run(
        [sys.executable, "-c", asked + opened], env=environment, capture_output=True, text=True, check=True
    )
    assert result.stdout.splitlines()[-1] == ""


def test_doctor_finds_nothing_missing_on_a_complete_machine(ministry: CommandLine) -> None:
    told = ministry.run("doctor")
    assert "使う準備ができています。" in told
    assert "SudachiDict" in told


def test_doctor_says_whether_files_are_scanned(
    ministry: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "ウイルス検査: 検査していません" in ministry.run("doctor")
    monkeypatch.setenv("GENKAN_SCAN_ADDRESS", f"unix://{tmp_path}/none.ctl")
    assert "応答がないため、ファイルを受け付けられません。" in ministry.run("doctor", status=1)


def test_doctor_looks_at_the_search_server(ministry: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    with Twin().running() as twin:
        monkeypatch.setenv("GENKAN_OPENSEARCH_URL", twin.address)
        monkeypatch.setenv("GENKAN_OPENSEARCH_USER", USER)
        assert "検索サーバーが接続を許可しませんでした" in ministry.run("doctor", status=1)
        monkeypatch.setenv("GENKAN_OPENSEARCH_PASSWORD", PASSWORD)
        assert "opensearch 3.3.0" in ministry.run("doctor")
        twin.cluster.tokenizers.remove("kuromoji_tokenizer")
        assert "analysis-kuromoji" in ministry.run("doctor", status=1)
    assert "検索サーバーに接続できない" in ministry.run("doctor", status=1)


def test_the_database_is_up_to_date_after_the_first_command(ministry: CommandLine) -> None:
    assert "最新の形です。" in ministry.run("database", "migrate")


def test_a_port_in_use_is_known_before_anything_else(command_line: CommandLine) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortInUse, match=str(port + 1)):
            command_line.run("serve", "--port", str(port))


def test_a_foreign_address_is_named(command_line: CommandLine) -> None:
    with pytest.raises(AddressNotOurs, match=r"192\.0\.2\.1"):
        command_line.run("serve", "--host", "192.0.2.1")


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("GENKAN_DATA_FOLDER", str(tmp_path / "file" / "data"))
    with pytest.raises(DataFolderNotWritable):
        CommandLine().run("database", "migrate")


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GENKAN_PORT", "many")
    with pytest.raises(SettingInvalid, match="GENKAN_PORT"):
        load_settings()


def test_the_real_command_ends_with_two_sentences_and_status_one(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "genkan", "people", "link", "nobody"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "登録されていません。" in ended.stderr
    assert "Traceback" not in ended.stderr
