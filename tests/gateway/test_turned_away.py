"""Calls of which nothing left: they cost nothing, and each leaves one row."""

import asyncio
import time

import pytest
from msgspec import structs

from genkan.catalogue import InformationClass
from genkan.gateway import Outcome
from genkan.gateway.admission.errors import RouteClosed
from genkan.gateway.ask import Purpose
from genkan.gateway.entrance import Call, Caller, entrance
from genkan.gateway.entrance.entrance import MOST_CHARACTERS
from genkan.gateway.errors import RecordsBehind, TextsTooLong
from genkan.gateway.meter import Meter
from genkan.gateway.route import Route
from genkan.governance import Role
from genkan.kit import system_clock
from genkan.policy import Rules
from genkan.providers import UsageReport
from tests.gateway.conftest import EXTRACT, House
from tests.gateway.test_outcomes import complete, model, row_of


async def ended_row(house: House, deployment: str, words: str = "質問") -> dict[str, object]:
    """The only row of a question."""
    answer = await house.end_of(await house.ask(deployment, words))
    row = await row_of(house, answer.id)
    assert row["outcome"] == answer.outcome
    return row


@pytest.mark.parametrize("counted", [2**63, 2**31, -1, 10_000_001])
def test_usage_that_no_call_can_have_taken_is_estimated(counted: int) -> None:
    for usage in (UsageReport(counted, 1), UsageReport(1, counted)):
        meter = Meter(system_clock, input_characters=5, price=None)
        meter.see_usage(usage)
        measure = meter.measure()
        assert (measure.input_tokens, measure.output_tokens, measure.tokens_reported) == (5, 0, False)


async def test_a_missing_secret_is_a_fault_of_the_deployment_and_costs_nothing(
    house: House, endpoint
) -> None:
    address = await endpoint(complete)
    draft = model(address, secret_reference="env:GENKAN_SECRET_NOT_THERE")
    row = await ended_row(house, await house.connect(draft))
    assert row["outcome"] == Outcome.BROKEN
    assert (row["input_tokens"], row["output_tokens"], row["price_micro_yen"]) == (0, 0, 0)


async def test_a_route_without_a_place_leaves_one_row(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    deployment = await house.connect(EXTRACT)
    _no_place_for(house, monkeypatch, RouteClosed(retry_after=1))
    row = await ended_row(house, deployment)
    assert (row["outcome"], row["decision"]) == (Outcome.NOT_ADMITTED, "no_place")
    assert house.gateway._reception.journal.in_flight == 0


async def test_who_stops_while_waiting_leaves_one_row(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    deployment, waiting = await house.connect(EXTRACT), asyncio.Event()

    async def waits(*_arguments: object, **_named: object) -> None:
        waiting.set()
        await asyncio.sleep(60)

    admission = house.gateway._reception.admission
    monkeypatch.setattr(admission, "try_enter", lambda *_arguments, **_named: None)
    monkeypatch.setattr(admission, "enter", waits)
    answer_id = await house.ask(deployment)
    await asyncio.wait_for(waiting.wait(), 5)
    async with house.database.write() as connection:
        await house.gateway.stop_answer(connection, answer_id)
    await house.end_of(answer_id)
    row = await row_of(house, answer_id)
    assert (row["outcome"], row["decision"]) == (Outcome.STOPPED, "left_waiting")


async def test_a_price_that_is_not_known_opens_no_row(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    deployment = await house.connect(EXTRACT)

    def behind(*_arguments: object, **_named: object) -> None:
        raise RecordsBehind

    monkeypatch.setattr("genkan.gateway.snapshot.snapshot.Snapshot.price_of", behind)
    answer = await house.end_of(await house.ask(deployment))
    assert answer.outcome is Outcome.NOT_ADMITTED
    assert house.gateway._reception.journal.in_flight == 0


async def test_texts_beyond_the_limit_are_not_even_read(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    deployment = await house.connect(EXTRACT)

    def never(*_arguments: object) -> None:
        raise AssertionError("the policy read it")

    monkeypatch.setattr("genkan.gateway.entrance.entrance.decide", never)
    words = "あ" * MOST_CHARACTERS
    with pytest.raises(TextsTooLong) as refused:
        await house.gateway.admit(house.ask_of(deployment, words))
    assert refused.value.status == 413
    row = await ended_row(house, deployment, words)
    assert (row["outcome"], row["decision"], row["input_tokens"]) == (Outcome.NOT_ADMITTED, "too_long", 0)


async def test_long_texts_are_read_beside_the_loop(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    deployment, decide = await house.connect(EXTRACT), entrance.decide

    def slow(*arguments: object) -> object:
        time.sleep(0.5)
        return decide(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(entrance, "decide", slow)
    admitting = asyncio.create_task(house.gateway.admit(house.ask_of(deployment, "あ" * 20_001)))
    beats = 0
    while not admitting.done():
        await asyncio.sleep(0.01)
        beats += 1
    await admitting
    assert beats > 10


def _no_place_for(house: House, monkeypatch: pytest.MonkeyPatch, problem: Exception) -> None:
    def refuses(*_arguments: object, **_named: object) -> None:
        raise problem

    monkeypatch.setattr(house.gateway._reception.admission, "try_enter", refuses)


def test_many_short_texts_count_as_what_is_read_of_them(house: House) -> None:
    texts = ("1",) * 10_001
    call = Call(
        caller=Caller("person", "organisation", frozenset({Role.STAFF}), Rules()),
        purpose=Purpose.PROGRAM,
        information_class=InformationClass.ONE,
        route=Route("small", ()),
        texts=texts,
    )
    door = house.gateway.programs.entrance
    with pytest.raises(TextsTooLong):
        door.check_length(call)
    door.check_length(structs.replace(call, texts=texts[1:]))
