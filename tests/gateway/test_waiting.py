"""A question of staff that waits for a place is decided about again when its turn comes."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web

from genkan.catalogue import PAUSE, change_state
from genkan.gateway import Outcome, set_rules
from genkan.governance.store import people
from genkan.kit import system_clock
from genkan.policy import Kind, Rules, Treatment
from tests.gateway.conftest import Handler, House
from tests.gateway.test_outcomes import complete, model, row_of

MAIL = "hanako@example.go.jp"
LEFT_OPEN = Rules(treatments={Kind.EMAIL: Treatment.WARN})
MASKED = Rules(treatments={Kind.EMAIL: Treatment.MASK})
REFUSED = Rules(banned_words=("例示計画",))
Start = Callable[[Handler], Awaitable[str]]


class Held:
    """An endpoint with one place that answers when it is let go; a second question waits for it."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.free = asyncio.Event()
        self.heard: list[str] = []
        self.deployment = self.first = self.second = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Keep what was asked."""
        self.heard.append((await request.json())["messages"][-1]["content"])
        await self.free.wait()
        return await complete(request)

    async def begin(self, address: str, *, second: str) -> None:
        """Let one question be under way and another wait."""
        house = self.house
        self.deployment = await house.connect(model(address, capacity=1))
        self.first = await house.ask(self.deployment, "先の質問")
        async with asyncio.timeout(10):
            while not self.heard:
                await asyncio.sleep(0.01)
            self.second = await house.ask(self.deployment, second)
            while not house.gateway._reception.admission.waiting():
                await asyncio.sleep(0.01)

    async def put(self, rules: Rules) -> None:
        """Set rules of the organisation."""
        house = self.house
        async with house.database.write() as connection:
            await set_rules(
                connection,
                house.person.organisation_id,
                rules,
                ledger=house.ledger,
                clock=system_clock,
                actor="command_line",
            )

    async def known(self) -> None:
        """Let the door know what changed, and go on."""
        await self.house.gateway._reception.keeper.look()
        self.free.set()


@pytest.fixture
def held(house: House) -> Held:
    """The endpoint."""
    return Held(house)


async def test_rules_that_were_set_meanwhile_hold(house: House, held: Held, endpoint: Start) -> None:
    await held.put(LEFT_OPEN)
    await held.begin(await endpoint(held.answer), second=MAIL)
    await held.put(MASKED)
    await held.known()
    answer = await house.end_of(held.second)
    assert answer.outcome is Outcome.COMPLETED
    assert len(held.heard) == 2
    assert MAIL not in held.heard[1]
    assert (await row_of(house, held.second))["decision"] == "masked"


async def test_a_text_that_was_forbidden_meanwhile_does_not_leave(
    house: House, held: Held, endpoint: Start
) -> None:
    await held.begin(await endpoint(held.answer), second="例示計画")
    await held.put(REFUSED)
    await held.known()
    assert (await house.end_of(held.second)).outcome is Outcome.REFUSED_BY_POLICY
    assert (await house.end_of(held.first)).outcome is Outcome.COMPLETED
    assert len(held.heard) == 1


async def test_a_person_who_was_deactivated_meanwhile_is_not_answered(
    house: House, held: Held, endpoint: Start
) -> None:
    await held.begin(await endpoint(held.answer), second="後の質問")
    async with house.database.write() as connection:
        await people.set_active(connection, house.person.id, active=False)
    await held.known()
    answer = await house.end_of(held.second)
    assert answer.outcome is Outcome.NOT_ADMITTED
    assert "停止" in answer.sentence
    row = await row_of(house, held.second)
    assert (row["outcome"], row["decision"]) == (Outcome.NOT_ADMITTED, "changed_waiting")
    assert len(held.heard) == 1


async def test_a_deployment_that_was_paused_meanwhile_is_not_asked(
    house: House, held: Held, endpoint: Start
) -> None:
    await held.begin(await endpoint(held.answer), second="後の質問")
    async with house.database.write() as connection:
        await change_state(
            connection,
            held.deployment,
            deed=PAUSE,
            ledger=house.ledger,
            clock=system_clock,
            actor="command_line",
        )
    await held.known()
    assert (await house.end_of(held.second)).outcome is Outcome.NOT_ADMITTED
    assert len(held.heard) == 1
