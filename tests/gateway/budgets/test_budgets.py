"""Budgets as programs and staff meet them, on both engines: prices of the day, refusals, and right counts."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openai
import pytest

from genkan.catalogue import DeploymentDraft, Price, add_price
from genkan.gateway import (
    Account,
    BudgetScope,
    Gateway,
    Month,
    Outcome,
    remove_budget,
    set_budget,
    spent_in,
)
from genkan.gateway.budgets.errors import AmountInvalid, BudgetOutOfReach, BudgetSubjectUnknown, BudgetUnknown
from genkan.gateway.budgets.month import JAPAN
from genkan.governance import Ledger
from genkan.jobs import Queue
from genkan.kit import system_clock
from tests.gateway.conftest import EXTRACT, House
from tests.openai_api.conftest import SAFE, Api, api, house
from tests.openai_api.endpoints import speak

__all__ = ["api", "house"]

QUESTION: Any = [{"role": "user", "content": "保存期間が満了した文書はどうしますか。"}]
YEN_A_TOKEN = Decimal(1_000_000)
TOKENS = 10
PRICED: dict[str, Any] = {
    "input_price": YEN_A_TOKEN,
    "output_price": YEN_A_TOKEN,
    "price_date": date(2026, 4, 1),
}


async def budget(house: House, scope: BudgetScope, yen: int, subject: str = "") -> Account:
    """Set a budget as the one who may."""
    own = house.person.organisation_id
    by_operators = scope in (BudgetScope.ORGANISATION, BudgetScope.MODEL)
    account = Account(scope, "" if scope is BudgetScope.MODEL else own, subject)
    async with house.database.write() as connection:
        await set_budget(
            connection,
            account,
            yen,
            within=None if by_operators else own,
            ledger=house.ledger,
            clock=system_clock,
            actor="command_line",
        )
    return account


async def spent(house: House, account: Account) -> int:
    """What the records count this month, in yen."""
    await house.gateway.settle()
    async with house.database.read() as connection:
        return (await spent_in(connection, Month.of(system_clock()))).get(account, 0) // 1_000_000


@pytest.mark.parametrize(
    ("scope", "subject"),
    [(BudgetScope.ORGANISATION, ""), (BudgetScope.APP, "文書検索"), (BudgetScope.MODEL, "small")],
)
async def test_a_program_is_answered_until_the_budget_is_spent(
    api: Api, scope: BudgetScope, subject: str
) -> None:
    await api.connect(speak, **PRICED)
    client = await api.client(app="文書検索")
    account = await budget(api.house, scope, 100, subject)
    await api.known()
    for _ in range(6):
        await client.chat.completions.create(model="small", messages=QUESTION, max_tokens=20)
    assert await spent(api.house, account) == 6 * TOKENS
    await api.house.gateway._reception.purse.beat()
    with pytest.raises(openai.RateLimitError) as refused:
        await client.chat.completions.create(model="small", messages=QUESTION, max_tokens=100)
    assert refused.value.code == "budget_spent"
    assert "100円" in str(refused.value) and "60円" in str(refused.value)
    assert int(refused.value.response.headers["retry-after"]) <= timedelta(days=31).total_seconds()
    assert [row["outcome"] for row in await api.rows()][-1] == Outcome.NOT_ADMITTED
    assert len(api.received) == 6


async def raise_price(api: Api, deployment: str, *, factor: int, days: int = 0) -> None:
    """Let a token cost so many yen from a day on."""
    day = system_clock().astimezone(JAPAN).date() + timedelta(days=days)
    async with api.house.database.write() as connection:
        await add_price(
            connection,
            deployment,
            Price(day, YEN_A_TOKEN * factor, YEN_A_TOKEN * factor),
            ledger=api.house.ledger,
            clock=system_clock,
            actor="command_line",
        )
    await api.known()


async def test_the_price_of_the_day_counts(api: Api) -> None:
    deployment = await api.connect(speak, **PRICED)
    client = await api.client()
    await raise_price(api, deployment, factor=3)
    await raise_price(api, deployment, factor=5, days=1)
    await client.chat.completions.create(model="small", messages=QUESTION)
    assert [row["price_micro_yen"] for row in await api.rows()] == [3 * TOKENS * 1_000_000]


async def test_an_endpoint_that_cannot_be_reached_costs_nothing(api: Api) -> None:
    await api.connect_at("http://127.0.0.1:9/v1", **PRICED)
    client = await api.client()
    account = await budget(api.house, BudgetScope.ORGANISATION, 10_000)
    await api.known()
    with pytest.raises(openai.APIStatusError):
        await client.chat.completions.create(model="small", messages=QUESTION)
    assert await spent(api.house, account) == 0


async def test_a_person_has_the_budget_of_everyone_and_is_told(house: House, endpoint) -> None:
    address = await endpoint(speak)
    draft = DeploymentDraft(
        title="有料", protocol="openai_chat", address=address, remote_model="small", **SAFE, **PRICED
    )
    deployment = await house.connect(draft)
    await budget(house, BudgetScope.PERSON, 1)
    await house.gateway.programs.keeper.look()
    answer = await house.end_of(await house.ask(deployment))
    assert answer.outcome is Outcome.NOT_ADMITTED
    assert answer.sentence.startswith("あなたの今月の利用上限額（1円）")
    await budget(house, BudgetScope.PERSON, 100_000, house.person.id)
    await house.gateway.programs.keeper.look()
    assert (await house.end_of(await house.ask(deployment))).outcome is Outcome.COMPLETED


async def test_a_killed_process_is_counted_once_whoever_replays_its_journal(api: Api, tmp_path: Path) -> None:
    """The process spent, wrote its journal and died before a flush; the file is what it left, twice even."""
    await api.connect(speak, **PRICED)
    client = await api.client()
    account = await budget(api.house, BudgetScope.ORGANISATION, 10_000)
    await api.known()
    journal = api.house.gateway._reception.journal
    async with journal._turn:  # no flush comes between the call and the death
        await client.chat.completions.create(model="small", messages=QUESTION)
        (segment,) = (tmp_path / "journal").glob("*.journal")
        left = segment.read_bytes()
        journal._ended.clear()
    for attempt in ("first", "second"):
        folder = tmp_path / attempt
        folder.mkdir()
        (folder / segment.name).write_bytes(left)
        ledger = Ledger(api.house.database, system_clock, None)
        other = Gateway(
            api.house.database, ledger=ledger, queue=Queue(system_clock), clock=system_clock, folder=folder
        )
        await other.start()
        await other.stop()
        await ledger.stop()
    assert await spent(api.house, account) == TOKENS
    assert len(await api.rows()) == 1


async def test_who_may_set_which(house: House) -> None:
    own = house.person.organisation_id
    await house.connect(EXTRACT)

    async def put(account: Account, yen: int = 1, *, within: str | None) -> None:
        async with house.database.write() as connection:
            await set_budget(
                connection,
                account,
                yen,
                within=within,
                ledger=house.ledger,
                clock=system_clock,
                actor="command_line",
            )

    for account, within in (
        (Account(BudgetScope.ORGANISATION, own, ""), own),
        (Account(BudgetScope.MODEL, "", "small"), own),
        (Account(BudgetScope.PERSON, own, ""), None),
        (Account(BudgetScope.PERSON, own, ""), "another"),
    ):
        with pytest.raises(BudgetOutOfReach):
            await put(account, within=within)
    with pytest.raises(BudgetSubjectUnknown):
        await put(Account(BudgetScope.MODEL, "", "smal"), within=None)
    with pytest.raises(BudgetSubjectUnknown):
        await put(Account(BudgetScope.PERSON, own, "nobody"), within=own)
    with pytest.raises(AmountInvalid):
        await put(Account(BudgetScope.PERSON, own, ""), -1, within=own)
    async with house.database.write() as connection:
        with pytest.raises(BudgetUnknown):
            await remove_budget(
                connection,
                Account(BudgetScope.PERSON, own, ""),
                within=own,
                ledger=house.ledger,
                actor="command_line",
            )
