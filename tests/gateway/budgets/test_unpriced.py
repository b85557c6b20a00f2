"""A budget and a deployment of which nobody knows the price: refused, unless the budget says otherwise."""

from decimal import Decimal
from typing import Any

import openai
import pytest

from genkan.catalogue import DeploymentDraft
from genkan.gateway import Account, BudgetScope, Outcome, set_budget
from genkan.kit import system_clock
from genkan.storage import metadata
from tests.gateway.budgets.test_budgets import PRICED
from tests.gateway.conftest import House
from tests.openai_api.conftest import SAFE, Api, api, house
from tests.openai_api.endpoints import speak

__all__ = ["api", "house"]

QUESTION: Any = [{"role": "user", "content": "質問"}]
FREE = {**PRICED, "input_price": Decimal(0), "output_price": Decimal(0)}


async def limit(api: Api, yen: int, *, allows_unpriced: bool = False) -> None:
    """Limit what the organisation may spend."""
    account = Account(BudgetScope.ORGANISATION, api.house.person.organisation_id, "")
    async with api.house.database.write() as connection:
        await set_budget(
            connection,
            account,
            yen,
            within=None,
            ledger=api.house.ledger,
            clock=system_clock,
            actor="command_line",
            allows_unpriced=allows_unpriced,
        )
    await api.known()


async def ask(api: Api, **more: Any) -> Any:
    """A question of a program."""
    client = await api.client()
    return await client.chat.completions.create(model="small", messages=QUESTION, **more)


async def test_nothing_is_sent_where_nobody_knows_the_price(api: Api) -> None:
    await api.connect(speak)
    await limit(api, 1_000_000)
    with pytest.raises(openai.PermissionDeniedError) as refused:
        await ask(api)

    assert refused.value.code == "price_unknown"
    assert "料金が不明" in refused.value.message and "単価" in refused.value.message
    assert api.received == []
    [row] = await api.rows()
    assert (row["decision"], row["outcome"]) == ("price_unknown", Outcome.NOT_ADMITTED)


async def test_a_budget_may_allow_it_and_the_ledger_says_so(api: Api) -> None:
    await api.connect(speak)
    await limit(api, 1, allows_unpriced=True)
    assert (await ask(api)).choices
    async with api.house.database.read() as connection:
        events = metadata.tables["ledger_event"]
        rows = (await connection.execute(events.select().order_by(events.c.id))).mappings().all()
    details = next(row["details"] for row in rows if row["kind"] == "gateway:budget:set")
    assert '"allows_unpriced":true' in details


async def test_a_price_of_nothing_is_a_price(api: Api) -> None:
    await api.connect(speak, **FREE)
    await limit(api, 0)
    assert (await ask(api)).choices


async def test_without_a_budget_a_price_is_not_needed(api: Api) -> None:
    await api.connect(speak)
    assert (await ask(api)).choices


async def test_what_answers_inside_has_no_price(api: Api) -> None:
    await api.connect_at("", protocol="extract", remote_model="", parameters={"breadth": "brief"})
    await limit(api, 0)
    assert (await ask(api)).choices


async def test_a_person_is_told_the_way_out(house: House, endpoint: Any) -> None:
    draft = DeploymentDraft(
        title="料金不明", protocol="openai_chat", address=await endpoint(speak), remote_model="small", **SAFE
    )
    deployment = await house.connect(draft)
    account = Account(BudgetScope.PERSON, house.person.organisation_id, "")
    async with house.database.write() as connection:
        await set_budget(
            connection,
            account,
            1000,
            within=house.person.organisation_id,
            ledger=house.ledger,
            clock=system_clock,
            actor="command_line",
        )
    await house.gateway.programs.keeper.look()
    answer = await house.end_of(await house.ask(deployment))

    assert answer.outcome is Outcome.NOT_ADMITTED
    assert "料金が不明" in answer.sentence and "職員" in answer.sentence
    assert "別のモデル" in answer.next_step


async def test_several_answers_at_once_are_reserved_for(api: Api) -> None:
    """Each answer may cost a yen a token: ten of 100 tokens do not fit into 500 yen, one does."""
    await api.connect(speak, **PRICED)
    await limit(api, 500)
    with pytest.raises(openai.RateLimitError) as refused:
        await ask(api, max_tokens=100, n=10)
    assert refused.value.code == "budget_spent"
    assert (await ask(api, max_tokens=100, n=1)).choices


@pytest.mark.parametrize("stream", [False, True])
async def test_two_lengths_that_differ_are_refused(api: Api, stream: bool) -> None:
    await api.connect(speak)
    with pytest.raises(openai.BadRequestError, match="max_tokens and max_completion_tokens differ"):
        await ask(api, max_tokens=10, max_completion_tokens=20, stream=stream)
    assert api.received == [] and await api.rows() == []


async def test_two_lengths_that_agree_pass(api: Api) -> None:
    await api.connect(speak)
    await ask(api, max_tokens=10, max_completion_tokens=10)
    assert api.received[0]["max_completion_tokens"] == 10
