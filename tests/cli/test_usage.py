"""The usage on the command line, and the proof of the records of calls."""

import asyncio
import csv
import io
from typing import Any

import pytest

from genkan.cli.opening import open_parts, prepare_storage
from genkan.gateway import introduce_everywhere
from genkan.gateway.journal import EndedCall
from genkan.gateway.journal.batch import record_batch
from genkan.gateway.store.calls import call
from genkan.gateway.usage import PeriodInvalid
from genkan.settings import load_settings
from tests.cli.command_line import CommandLine
from tests.gateway.usage.conftest import ended


async def _record(*calls: EndedCall) -> None:
    prepare_storage(load_settings())
    async with open_parts(load_settings()) as parts, parts.database.write() as connection:
        await record_batch(connection, calls, ledger=parts.ledger, clock=parts.clock, doubtful=False)


async def _introduce(titles: dict[str, str]) -> None:
    prepare_storage(load_settings())
    async with open_parts(load_settings()) as parts:
        await introduce_everywhere(parts.database, titles)


async def _alter(values: dict[str, Any]) -> None:
    async with open_parts(load_settings()) as parts, parts.database.write() as connection:
        await connection.execute(call.update().values(values))


def test_a_month_as_a_table(command_line: CommandLine) -> None:
    asyncio.run(_record(ended(app="文書検索"), ended(outcome="broken", price_micro_yen=None)))
    output = command_line.run("usage", "--month", "2026-11")
    assert "文書検索" in output and "プログラム" in output
    assert "この月の利用はありません。" in command_line.run("usage", "--month", "2026-10")
    assert "Nothing was used" in CommandLine("en").run("usage", "--month", "2026-10")


def test_an_app_is_shown_by_its_title_with_the_name_that_commands_take(command_line: CommandLine) -> None:
    asyncio.run(_introduce({"summary": "要約"}))
    asyncio.run(_record(ended(app="summary", purpose="app")))
    assert "要約 (summary)" in command_line.run("usage", "--month", "2026-11")
    output = command_line.run("usage", "--month", "2026-11", "--csv")
    (row,) = csv.DictReader(io.StringIO(output.removeprefix("\ufeff")))
    assert (row["アプリ"], row["アプリの識別名"]) == ("要約", "summary")


def test_a_month_as_csv(command_line: CommandLine) -> None:
    asyncio.run(_record(ended(), ended(outcome="broken")))
    output = command_line.run("usage", "--month", "2026-11", "--csv")
    (row,) = csv.DictReader(io.StringIO(output.removeprefix("\ufeff")))
    assert output.startswith("\ufeff日,")
    assert (row["日"], row["呼出し"], row["失敗"], row["料金（円）"]) == ("2026-11-02", "2", "1", "0.002340")


def test_no_month(command_line: CommandLine) -> None:
    with pytest.raises(PeriodInvalid):
        command_line.run("usage", "--month", "11月")


def test_the_present_month_is_usual(command_line: CommandLine) -> None:
    assert "この月の利用はありません。" in command_line.run("usage")


def test_the_records_of_calls_are_proven_with_the_ledger(command_line: CommandLine) -> None:
    asyncio.run(_record(ended(), ended()))
    output = command_line.run("ledger", "verify")
    assert "監査記録は、書かれたときのままです。" in output
    assert "呼出しの記録 2件（1回に分けて記録）は、監査記録と一致します。" in output
    asyncio.run(_alter({"output_tokens": 1}))
    output = command_line.run("ledger", "verify", status=1)
    assert "監査記録は、書かれたときのままです。" in output
    assert "呼出しの記録が、監査記録と一致しません。" in output
    assert "呼出しの記録の内容が書き換えられています。" in output
