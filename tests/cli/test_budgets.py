"""Monthly budgets on the command line: set, listed with what is spent, and removed."""

import asyncio
from dataclasses import replace

import pytest

from genkan.cli.errors import OrganisationNotFound, PersonNotFound, TargetsMixed
from genkan.cli.opening import open_parts
from genkan.gateway import Month
from genkan.gateway.budgets import Account, BudgetScope
from genkan.gateway.budgets.errors import AmountInvalid, BudgetSubjectUnknown, BudgetUnknown
from genkan.gateway.budgets.store import add_usage
from genkan.governance.ledger.store.tables import ledger_event
from genkan.settings import load_settings
from tests.cli.command_line import EXTRACT, CommandLine, connect


async def _spend(account: Account, *, yen: int) -> None:
    async with open_parts(load_settings()) as parts, parts.database.write() as connection:
        await add_usage(connection, {(account, Month.of(parts.clock())): yen * 1_000_000})


async def _recorded() -> list[tuple[str, str]]:
    async with open_parts(load_settings()) as parts, parts.database.read() as connection:
        rows = await connection.execute(ledger_event.select().order_by(ledger_event.c.id))
        return [(row.kind, row.actor) for row in rows if row.kind.startswith("gateway:budget:")]


def rows_of(command_line: CommandLine) -> list[list[str]]:
    return [line.split() for line in command_line.run("budgets", "list").splitlines()[1:]]


@pytest.fixture
def extract(ministry: CommandLine) -> CommandLine:
    """The ministry with a model and an app."""
    asyncio.run(connect(replace(EXTRACT, public_name="extract")))
    ministry.run("keys", "create", "要約", "--owner", "taro.rei", "--app", "要約")
    return ministry


def test_there_are_none_at_first(ministry: CommandLine) -> None:
    assert "上限額は設定されていません。" in ministry.run("budgets", "list")
    assert "There are no budgets." in CommandLine("en").run("budgets", "list")


def test_a_budget_of_everything_that_may_have_one(extract: CommandLine) -> None:
    own = ("--organisation", "例示省")
    assert "上限額を50,000円に設定しました。" in extract.run("budgets", "set", "50000", "--model", "extract")
    extract.run("budgets", "set", "40000", *own)
    extract.run("budgets", "set", "30000", *own, "--app", "要約")
    extract.run("budgets", "set", "20000", *own, "--each-person")
    extract.run("budgets", "set", "10000", "--person", "taro.rei")
    assert extract.run("budgets", "list").splitlines()[0].split() == [
        *("種別", "組織", "対象", "上限額", "今月の使用額", "料金が不明の接続先")
    ]
    assert sorted(row[1:5] for row in rows_of(extract)) == sorted(
        [
            ["—", "extract", "50,000", "0"],
            ["例示省", "—", "40,000", "0"],
            ["例示省", "要約", "30,000", "0"],
            ["例示省", "全員（1人当たり）", "20,000", "—"],
            ["例示省", "例示太郎", "10,000", "0"],
        ]
    )


def test_what_is_spent_this_month_is_shown(extract: CommandLine) -> None:
    extract.run("budgets", "set", "50000", "--model", "extract")
    asyncio.run(_spend(Account(BudgetScope.MODEL, "", "extract"), yen=1234))
    assert rows_of(extract)[0][3:5] == ["50,000", "1,234"]


def test_deployments_without_a_price_are_left_out_unless_they_are_allowed(extract: CommandLine) -> None:
    extract.run("budgets", "set", "50000", "--model", "extract")
    assert [row[5] for row in rows_of(extract)] == ["送信しない"]
    extract.run("budgets", "set", "50000", "--model", "extract", "--allow-unpriced")
    assert [row[5] for row in rows_of(extract)] == ["認める"]


def test_a_new_amount_takes_the_place_of_the_old_one_until_it_is_removed(extract: CommandLine) -> None:
    extract.run("budgets", "set", "50000", "--model", "extract")
    extract.run("budgets", "set", "0", "--model", "extract")
    assert [row[3] for row in rows_of(extract)] == ["0"]
    assert "上限額をなくしました。" in extract.run("budgets", "set", "--model", "extract", "--", "-1")
    assert "上限額は設定されていません。" in extract.run("budgets", "list")
    assert asyncio.run(_recorded()) == [
        ("gateway:budget:set", "command_line"),
        ("gateway:budget:set", "command_line"),
        ("gateway:budget:removed", "command_line"),
    ]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("10", "--model", "nobody"), BudgetSubjectUnknown),
        (("10", "--organisation", "例示省", "--app", "nobody"), BudgetSubjectUnknown),
        (("10", "--organisation", "架空省"), OrganisationNotFound),
        (("10", "--person", "nobody"), PersonNotFound),
        (("10",), OrganisationNotFound),
        (("9" * 16, "--model", "extract"), AmountInvalid),
        (("--model", "extract", "--", "-1"), BudgetUnknown),
        # Each of these would limit something else than was meant.
        (("10", "--model", "extract", "--person", "taro.rei"), TargetsMixed),
        (("10", "--model", "extract", "--organisation", "例示省"), TargetsMixed),
        (("10", "--organisation", "例示省", "--app", "要約", "--each-person"), TargetsMixed),
        (("10", "--person", "taro.rei", "--each-person"), TargetsMixed),
    ],
)
def test_what_means_nothing_limits_nothing(
    extract: CommandLine, arguments: tuple[str, ...], problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        extract.run("budgets", "set", *arguments)
    assert "上限額は設定されていません。" in extract.run("budgets", "list")


@pytest.mark.parametrize("amount", ["-2", "many", "1.5"])
def test_an_amount_that_is_none(ministry: CommandLine, amount: str) -> None:
    ministry.run("budgets", "set", "--model", "extract", "--", amount, status=2)
