"""Stopping something at once on the command line, and letting it pass again."""

import asyncio
import re
from dataclasses import replace

import pytest

from genkan.cli.errors import OrganisationNotFound, TargetsMixed
from genkan.cli.opening import open_parts
from genkan.gateway.switches.errors import ReasonMissing, StoppedAlready, SubjectUnknown, SwitchUnknown
from genkan.governance.ledger.store.tables import ledger_event
from genkan.settings import load_settings
from tests.cli.command_line import EXTRACT, CommandLine, connect

WHY = ("--reason", "不具合の調査")


async def _recorded() -> list[tuple[str, str]]:
    async with open_parts(load_settings()) as parts, parts.database.read() as connection:
        rows = await connection.execute(ledger_event.select().order_by(ledger_event.c.id))
        return [(row.kind, row.actor) for row in rows if row.kind.startswith("gateway:switch:")]


def identifier_in(told: str) -> str:
    found = re.search(r"[0-9a-f]{8}-[0-9a-f-]{27}", told)
    assert found, told
    return found[0]


def test_nothing_was_ever_stopped(ministry: CommandLine) -> None:
    assert "停止したものはありません。" in ministry.run("switches", "list")
    assert "Nothing was ever stopped." in CommandLine("en").run("switches", "list")


def test_everything_is_stopped_and_passes_again(ministry: CommandLine) -> None:
    thrown = identifier_in(ministry.run("switches", "throw", *WHY))
    heads, row = ministry.run("switches", "list").splitlines()
    assert heads.split() == ["状態", "対象", "組織", "理由", "停止", "識別子"]
    assert row.split()[:1] == ["停止中"]
    assert "不具合の調査" in row and row.endswith(thrown)
    assert "停止を解除しました。" in ministry.run("switches", "lift", thrown)
    assert ministry.run("switches", "list").splitlines()[1].split()[0] == "解除"
    assert asyncio.run(_recorded()) == [
        ("gateway:switch:thrown", "command_line"),
        ("gateway:switch:lifted", "command_line"),
    ]


def test_a_model_an_organisation_and_an_app(ministry: CommandLine) -> None:
    asyncio.run(connect(replace(EXTRACT, public_name="extract")))
    ministry.run("keys", "create", "要約", "--owner", "taro.rei", "--app", "要約")
    ministry.run("switches", "throw", *WHY, "--model", "extract")
    ministry.run("switches", "throw", *WHY, "--organisation", "例示省")
    ministry.run("switches", "throw", *WHY, "--organisation", "例示省", "--app", "要約")
    ministry.run("switches", "throw", *WHY, "--app", "要約")
    rows = [row.split()[1:3] for row in ministry.run("switches", "list").splitlines()[1:]]
    assert sorted(rows) == sorted([["extract", "—"], ["組織", "例示省"], ["要約", "例示省"], ["要約", "—"]])


def test_an_app_of_the_house_is_listed_with_its_title(ministry: CommandLine) -> None:
    asyncio.run(_introduce())
    ministry.run("switches", "throw", *WHY, "--app", "diet-search")
    ministry.run("budgets", "set", "1000", "--organisation", "例示省", "--app", "diet-search")
    for command in ("switches", "budgets"):
        assert "diet-search（国会答弁検索）" in ministry.run(command, "list")


async def _introduce() -> None:
    async with open_parts(load_settings()) as parts:
        await parts.apps.begin()


def test_the_same_is_not_stopped_twice(ministry: CommandLine) -> None:
    ministry.run("switches", "throw", *WHY)
    with pytest.raises(StoppedAlready):
        ministry.run("switches", "throw", *WHY)


def test_what_is_lifted_cannot_be_lifted_again(ministry: CommandLine) -> None:
    thrown = identifier_in(ministry.run("switches", "throw", *WHY))
    ministry.run("switches", "lift", thrown)
    with pytest.raises(SwitchUnknown):
        ministry.run("switches", "lift", thrown)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (("--reason", "  "), ReasonMissing),
        (("--reason", "長" * 201), ReasonMissing),
        ((*WHY, "--model", "nobody"), SubjectUnknown),
        ((*WHY, "--app", "nobody"), SubjectUnknown),
        ((*WHY, "--organisation", "架空省"), OrganisationNotFound),
        # Each of these would stop something else than was meant.
        ((*WHY, "--model", "extract", "--organisation", "例示省"), TargetsMixed),
        ((*WHY, "--model", "extract", "--app", "要約"), TargetsMixed),
    ],
)
def test_what_means_nothing_stops_nothing(
    ministry: CommandLine, options: tuple[str, ...], problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        ministry.run("switches", "throw", *options)
    assert "停止したものはありません。" in ministry.run("switches", "list")


def test_a_reason_is_asked_for(ministry: CommandLine) -> None:
    assert "--reason" in ministry.run("switches", "throw", status=2)
