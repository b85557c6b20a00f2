"""Connecting deployments and changing their state, on both databases."""

import asyncio
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from genkan.catalogue import (
    PAUSE,
    RESUME,
    RETIRE,
    Answer,
    CatalogueProblem,
    Deployment,
    DeploymentDraft,
    DeploymentNotFound,
    DeploymentState,
    InformationClass,
    WireProtocol,
    change_state,
    connect_deployment,
    draft_check,
    find_deployment,
    list_deployments,
)
from genkan.catalogue.errors import (
    AddressInvalid,
    CapabilitiesInvalid,
    CapacityInvalid,
    CeilingTooHigh,
    ModelUnknown,
    PlaceInvalid,
    PriceInvalid,
    PriceUndated,
    ProtocolNotSpoken,
    ProtocolSettingMissing,
    ProtocolUnknown,
    PublicNameInvalid,
    RemoteModelMissing,
    SecretGivenInClear,
    StateChangeRefused,
    TextTooLong,
    TitleMissing,
    TitleTaken,
    TokenCapacityInvalid,
)
from genkan.governance import Ledger
from genkan.storage import Database, metadata
from tests.conftest import StillClock

DRAFT = DeploymentDraft(
    title="PLaMo（省内）",
    protocol="openai_chat",
    address="https://llm.example.go.jp/v1",
    remote_model="plamo-2.0-prime",
    model_id="plamo-2.0-prime",
    build="2026-10-01 fp8",
    place="JP",
    operator="例示省情報システム室",
    government_cloud=Answer.YES,
    ismap=Answer.UNKNOWN,
    vendor_logging=Answer.NO,
    learning=Answer.NO,
    ceiling=InformationClass.TWO,
    capacity=16,
    input_price=Decimal("62.50"),
    output_price=Decimal(250),
    price_date=date(2026, 11, 1),
    parameters={"temperature": 0.2, "stream_options": None},
    secret_reference="env:GENKAN_SECRET_PLAMO",
)


@pytest.fixture
def connect(database: Database, ledger: Ledger, clock: StillClock):
    """Connect a draft in a transaction of its own."""

    async def deed(draft: DeploymentDraft, **more: str) -> Deployment:
        async with database.write() as connection:
            return await connect_deployment(
                connection, draft, ledger=ledger, clock=clock, actor="command_line", **more
            )

    return deed


async def events(database: Database) -> list[tuple[str, str, dict[str, object]]]:
    """Kind, object and details of every event."""
    table = metadata.tables["ledger_event"]
    async with database.read() as connection:
        rows = (await connection.execute(table.select().order_by(table.c.id))).mappings()
        return [(row["kind"], row["object_id"], json.loads(row["details"])) for row in rows]


async def test_a_deployment_comes_back_as_it_was_stated(
    connect, database: Database, clock: StillClock
) -> None:
    deployment = await connect(DRAFT)
    async with database.read() as connection:
        found = await find_deployment(connection, deployment.id)

    assert found == deployment
    assert found == Deployment(
        **{name: getattr(DRAFT, name) for name in DeploymentDraft.__dataclass_fields__}
        | {"public_name": "plamo-2.0-prime"},
        id=deployment.id,
        state=DeploymentState.ACTIVE,
        created_at=clock(),
    )
    assert isinstance(found.input_price, Decimal)
    assert isinstance(found.government_cloud, Answer)
    assert isinstance(found.ceiling, InformationClass)


async def test_unstated_facts_stay_unknown(connect, database: Database) -> None:
    draft = DeploymentDraft(
        title="x", protocol="openai_chat", address="http://127.0.0.1:8080/v1", remote_model="m"
    )
    deployment = await connect(draft)
    async with database.read() as connection:
        found = await find_deployment(connection, deployment.id)

    assert {found.government_cloud, found.ismap, found.vendor_logging, found.learning} == {Answer.UNKNOWN}
    assert (found.ceiling, found.place, found.input_price, found.price_date) == (
        InformationClass.ONE,
        "",
        None,
        None,
    )


async def test_the_record_holds_the_facts_and_neither_names_nor_addresses(
    connect, database: Database
) -> None:
    deployment = await connect(DRAFT)
    [(kind, object_id, details)] = await events(database)

    assert (kind, object_id) == ("catalogue:deployment:connected", deployment.id)
    assert details["ceiling"] == 2
    assert not {"title", "address", "operator", "secret_reference"} & set(details)


async def test_the_sample_gives_its_own_identifiers(connect) -> None:
    draft = DeploymentDraft(title="抽出", protocol="extract", place="JP", parameters={"breadth": "brief"})

    assert (await connect(draft, deployment_id="extract-brief")).id == "extract-brief"


async def test_texts_are_tidied(connect) -> None:
    deployment = await connect(replace(DRAFT, title=" x ", place="jp", address=" https://a.example.jp/v1/ "))

    assert (deployment.title, deployment.place, deployment.address) == ("x", "JP", "https://a.example.jp/v1")


async def test_a_protocol_that_no_provider_speaks_is_refused(
    connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_check, "SPOKEN_PROTOCOLS", frozenset({WireProtocol.EXTRACT}))
    with pytest.raises(ProtocolNotSpoken):
        await connect(DRAFT)


# (what is changed, the error)
WRONG = [
    ({"title": " "}, TitleMissing),
    ({"title": "長" * 101}, TitleMissing),
    ({"title": "a\nb"}, TitleMissing),
    ({"protocol": "telepathy"}, ProtocolUnknown),
    ({"protocol": "cotomi"}, ProtocolSettingMissing),
    ({"protocol": "azure_openai", "parameters": {"api_version": " "}}, ProtocolSettingMissing),
    ({"public_name": "大文字"}, PublicNameInvalid),
    ({"public_name": "Plamo"}, PublicNameInvalid),
    ({"token_capacity": 0}, TokenCapacityInvalid),
    ({"capabilities": {"accepts": ["x" * 10_001]}}, CapabilitiesInvalid),
    ({"address": ""}, AddressInvalid),
    ({"address": "llm.example.jp"}, AddressInvalid),
    ({"address": "ftp://llm.example.jp"}, AddressInvalid),
    ({"address": "file:///etc"}, AddressInvalid),
    ({"address": "https://"}, AddressInvalid),
    ({"address": "https://user:password@llm.example.jp/v1"}, AddressInvalid),
    ({"address": "https://llm.example.jp/v1?key=1"}, AddressInvalid),
    ({"address": "https://llm.example.jp/v1#x"}, AddressInvalid),
    ({"address": "https://llm.example.jp/a b"}, AddressInvalid),
    ({"address": "https://llm.example.jp:port/v1"}, AddressInvalid),
    ({"address": "http://[::1/v1"}, AddressInvalid),
    ({"address": "https://llm.example.jp/" + "x" * 2000}, TextTooLong),
    ({"remote_model": ""}, RemoteModelMissing),
    ({"model_id": "gpt-0"}, ModelUnknown),
    ({"operator": "運" * 201}, TextTooLong),
    ({"build": "a\x00"}, TextTooLong),
    ({"place": "日本"}, PlaceInvalid),
    ({"place": "JPN"}, PlaceInvalid),
    ({"ceiling": InformationClass.THREE}, CeilingTooHigh),
    ({"capacity": 0}, CapacityInvalid),
    ({"capacity": 100_001}, CapacityInvalid),
    ({"input_price": Decimal(-1)}, PriceInvalid),
    ({"output_price": Decimal("NaN")}, PriceInvalid),
    ({"output_price": Decimal("Infinity")}, PriceInvalid),
    ({"price_date": None}, PriceUndated),
    ({"secret_reference": "sk-abcdefghijklmnop1234567890"}, SecretGivenInClear),
    # Recorded traffic lies in a folder.
    ({"protocol": "replay"}, AddressInvalid),
    ({"protocol": "replay", "address": "file://host/folder"}, AddressInvalid),
]


@pytest.mark.parametrize(("change", "problem"), WRONG)
async def test_what_cannot_be_accepted(
    change: dict[str, object], problem: type[CatalogueProblem], connect, database: Database
) -> None:
    with pytest.raises(problem):
        await connect(replace(DRAFT, **change))

    assert await events(database) == []
    async with database.read() as connection:
        assert await list_deployments(connection) == ()


async def test_a_name_is_used_once(connect) -> None:
    await connect(DRAFT)
    with pytest.raises(TitleTaken, match="PLaMo（省内）"):
        await connect(replace(DRAFT, address="https://other.example.jp/v1"))


async def test_of_two_at_once_with_one_name_one_wins(connect, database: Database) -> None:
    results = await asyncio.gather(connect(DRAFT), connect(DRAFT), return_exceptions=True)

    assert sorted(type(result).__name__ for result in results) == ["Deployment", "TitleTaken"]
    assert len(await events(database)) == 1


async def test_pause_resume_retire_are_recorded(
    connect, database: Database, ledger: Ledger, clock: StillClock
) -> None:
    deployment = await connect(DRAFT)
    for deed in (PAUSE, RESUME, PAUSE, RETIRE):
        clock.advance(seconds=1)
        async with database.write() as connection:
            await change_state(
                connection, deployment.id, deed=deed, ledger=ledger, clock=clock, actor="command_line"
            )

    async with database.read() as connection:
        assert (await find_deployment(connection, deployment.id)).state is DeploymentState.RETIRED
    assert [kind.rsplit(":", 1)[1] for kind, _, _ in await events(database)] == [
        "connected",
        "paused",
        "resumed",
        "paused",
        "retired",
    ]


# (deeds done before, the deed that is refused)
REFUSED = [([], RESUME), ([PAUSE], PAUSE), ([RETIRE], PAUSE), ([RETIRE], RESUME), ([RETIRE], RETIRE)]


@pytest.mark.parametrize(("before", "refused"), REFUSED)
async def test_a_change_from_the_wrong_state_is_refused(
    before: list, refused, connect, database: Database, ledger: Ledger, clock: StillClock
) -> None:
    deployment = await connect(DRAFT)
    for deed in before:
        async with database.write() as connection:
            await change_state(
                connection, deployment.id, deed=deed, ledger=ledger, clock=clock, actor="system"
            )
    count = len(await events(database))
    with pytest.raises(StateChangeRefused):
        async with database.write() as connection:
            await change_state(
                connection, deployment.id, deed=refused, ledger=ledger, clock=clock, actor="system"
            )

    assert len(await events(database)) == count


async def test_an_unknown_deployment(database: Database, ledger: Ledger, clock: StillClock) -> None:
    with pytest.raises(DeploymentNotFound):
        async with database.write() as connection:
            await change_state(connection, "nowhere", deed=PAUSE, ledger=ledger, clock=clock, actor="system")


async def test_the_list_is_by_age_and_by_state(
    connect, database: Database, ledger: Ledger, clock: StillClock
) -> None:
    first = await connect(DRAFT)
    clock.advance(minutes=1)
    second = await connect(replace(DRAFT, title="二つ目"))
    async with database.write() as connection:
        await change_state(connection, first.id, deed=PAUSE, ledger=ledger, clock=clock, actor="system")
    async with database.read() as connection:
        everything = await list_deployments(connection)
        active = await list_deployments(connection, state=DeploymentState.ACTIVE)

    assert [deployment.id for deployment in everything] == [first.id, second.id]
    assert [deployment.id for deployment in active] == [second.id]
