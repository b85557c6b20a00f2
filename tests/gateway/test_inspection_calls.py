"""Looks and verifications pass the door: decided, stopped by switches, metered, and paid by no organisation."""

import asyncio
import json
from decimal import Decimal

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from genkan.catalogue import Check, CheckName, CheckResult, Deployment, DeploymentDraft, find_deployment
from genkan.gateway import Inspector, Scope, Stopped, SwitchDraft, throw_switch
from genkan.gateway.budgets import Account, BudgetScope, BudgetSpent, set_budget
from genkan.kit import system_clock
from genkan.storage import metadata
from tests.gateway.conftest import House

SMALL = DeploymentDraft(title="試験用", protocol="openai_chat", remote_model="small", build="1", capacity=2)


class Twin:
    """A server of one chat model and one model of embeddings, without a list of models."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.hold: asyncio.Event | None = None

    async def chat(self, request: web.Request) -> web.StreamResponse:
        """``POST /v1/chat/completions``."""
        self.asked.append((await request.json())["messages"][-1]["content"])
        response = web.StreamResponse(headers={"content-type": "text/event-stream"})
        await response.prepare(request)
        await self._send(response, {"choices": [{"index": 0, "delta": {"content": "はい"}}]})
        if self.hold is not None:
            await self.hold.wait()
        last = {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
        await self._send(response, last | {"usage": {"prompt_tokens": 7, "completion_tokens": 3}})
        await response.write(b"data: [DONE]\n\n")
        return response

    async def embeddings(self, request: web.Request) -> web.Response:
        """``POST /v1/embeddings``; another vector for each text."""
        asked = await request.json()
        self.asked += asked["input"]
        if asked["model"] != "small":
            return web.json_response({"error": {"message": "no such model"}}, status=404)
        rows = [
            {"index": at, "embedding": [float(len(text)), float(sum(map(ord, text)) % 97)]}
            for at, text in enumerate(asked["input"])
        ]
        return web.json_response({"data": rows, "usage": {"prompt_tokens": 5, "total_tokens": 5}})

    async def _send(self, response: web.StreamResponse, document: dict) -> None:
        await response.write(f"data: {json.dumps(document)}\n\n".encode())


@pytest.fixture
def twin() -> Twin:
    return Twin()


@pytest.fixture
async def deployed(twin: Twin, house: House):
    """Connect a deployment with these facts to the server."""
    application = web.Application()
    application.router.add_post("/v1/chat/completions", twin.chat)
    application.router.add_post("/v1/embeddings", twin.embeddings)
    server = TestServer(application)
    await server.start_server(shutdown_timeout=0)

    async def connect(**facts: object) -> Deployment:
        stated = {field: getattr(SMALL, field) for field in SMALL.__dataclass_fields__} | facts
        address = str(server.make_url("/v1"))
        made = await house.connect(DeploymentDraft(**{**stated, "address": address}))
        await house.gateway._reception.keeper.look()
        async with house.database.read() as connection:
            return await find_deployment(connection, made)

    yield connect
    if twin.hold is not None:
        twin.hold.set()
    await server.close()


async def nobody(_done: tuple[Check, ...]) -> None:
    """Hears of checks and says nothing."""


async def rows(house: House) -> list[dict]:
    """The metering rows."""
    await house.gateway.settle()
    async with house.database.read() as connection:
        found = await connection.execute(
            metadata.tables["call"].select().order_by(metadata.tables["call"].c.id)
        )
        return [dict(row) for row in found.mappings()]


async def throw(house: House, draft: SwitchDraft) -> None:
    """Throw a switch, and let the door hear of it."""
    async with house.database.write() as connection:
        await throw_switch(
            connection, draft, within=None, ledger=house.ledger, clock=system_clock, actor="command_line"
        )
    await house.gateway._reception.keeper.look()


async def test_a_look_is_metered_as_a_probe_of_no_organisation(house: House, deployed) -> None:
    deployment = await deployed()
    found = await house.gateway.inspector.probe(deployment)
    [row] = await rows(house)

    assert found is not None
    assert found.ok
    assert (row["purpose"], row["decision"], row["outcome"]) == ("probe", "allowed", "completed")
    assert (row["person_id"], row["organisation_id"], row["information_class"]) == ("system", "system", 1)
    assert (row["input_tokens"], row["output_tokens"], row["deployment_id"]) == (7, 3, deployment.id)


async def test_every_question_of_a_verification_is_metered(house: House, deployed, twin: Twin) -> None:
    deployment = await deployed()
    await house.gateway.inspector.examine(deployment, nobody)
    metered = await rows(house)

    assert len(metered) == len(twin.asked) > 10
    assert {row["purpose"] for row in metered} == {"verification"}


SWITCHES = [
    lambda deployment: SwitchDraft(scope=Scope.EVERYTHING, reason="点検"),
    lambda deployment: SwitchDraft(scope=Scope.MODEL, subject=deployment.public_name, reason="点検"),
]


@pytest.mark.parametrize("switch", SWITCHES)
async def test_a_switch_stops_looks_and_verifications(switch, house: House, deployed, twin: Twin) -> None:
    deployment = await deployed()
    await throw(house, switch(deployment))

    assert await house.gateway.inspector.probe(deployment) is None
    with pytest.raises(Stopped):
        await house.gateway.inspector.examine(deployment, nobody)
    assert twin.asked == []


async def test_a_switch_cuts_a_verification_that_goes_on(house: House, deployed, twin: Twin) -> None:
    deployment, twin.hold = await deployed(), asyncio.Event()
    examining = asyncio.create_task(house.gateway.inspector.examine(deployment, nobody))
    while not twin.asked:
        await asyncio.sleep(0.01)
    await throw(house, SwitchDraft(scope=Scope.EVERYTHING, reason="点検"))

    with pytest.raises(Stopped):
        await asyncio.wait_for(examining, timeout=5)
    [row] = await rows(house)
    assert (row["purpose"], row["outcome"]) == ("verification", "switched_off")


async def test_the_budget_of_the_model_pays_and_that_of_an_organisation_does_not(
    house: House, deployed, twin: Twin
) -> None:
    price = {"input_price": Decimal(60), "output_price": Decimal(250), "price_date": system_clock().date()}
    deployment = await deployed(**price)
    own = Account(BudgetScope.ORGANISATION, house.person.organisation_id, "")
    for account in (own, Account(BudgetScope.MODEL, "", deployment.public_name)):
        async with house.database.write() as connection:
            await set_budget(
                connection,
                account,
                0,
                within=None,
                ledger=house.ledger,
                clock=system_clock,
                actor="command_line",
            )
        await house.gateway._reception.keeper.look()
        if account is own:
            assert (await house.gateway.inspector.probe(deployment)) is not None
    asked = len(twin.asked)

    with pytest.raises(BudgetSpent):
        await house.gateway.inspector.examine(deployment, nobody)
    assert len(twin.asked) == asked == 1


async def test_embeddings_are_asked_for_vectors_and_never_in_a_chat(
    house: House, deployed, twin: Twin
) -> None:
    deployment = await deployed(capabilities={"kind": "embeddings"})
    found = await house.gateway.inspector.probe(deployment)
    checks = await house.gateway.inspector.examine(deployment, nobody)

    assert found is not None
    assert found.ok
    assert {check.name: check.result for check in checks} == dict.fromkeys(
        [
            CheckName.EMBEDDINGS,
            CheckName.SEVERAL_TEXTS,
            CheckName.SAME_VECTOR,
            CheckName.USAGE,
            CheckName.WRONG_MODEL,
            CheckName.CONCURRENCY,
        ],
        CheckResult.PASSED,
    ), checks
    assert {row["output_tokens"] for row in await rows(house)} == {0}


async def test_an_inspector_that_answers_nobody_meters_too(house: House, deployed) -> None:
    deployment = await deployed()
    await house.gateway.stop()
    async with house.gateway.inspecting() as inspector:
        assert isinstance(inspector, Inspector)
        found = await inspector.probe(deployment)
    await house.gateway.start()

    assert found is not None
    assert found.ok
    assert [row["purpose"] for row in await rows(house)] == ["probe"]
