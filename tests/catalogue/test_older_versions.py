"""Deployments of the version before get their names, prices and history when the tables are brought up to date."""

from datetime import date

from alembic import command
from sqlalchemy import create_engine, text

from genkan.storage import Database, migrate
from genkan.storage.upgrade import _scripts
from tests.conftest import NOON

BEFORE = "0009"
COMMON = {
    "protocol": "openai_chat",
    "address": "http://127.0.0.1:1/v1",
    "place": "JP",
    "operator": "",
    "government_cloud": "yes",
    "ismap": "no",
    "vendor_logging": "no",
    "learning": "no",
    "ceiling": 1,
    "capacity": 8,
    "output_price": None,
    "secret_reference": "",
    "created_at": NOON,
}


def _fill(url: str) -> None:
    """The tables of the version before, with deployments in them."""
    engine = create_engine(url.replace("+aiosqlite", ""))
    with engine.begin() as connection:
        with _scripts() as configuration:
            configuration.attributes["connection"] = connection
            command.upgrade(configuration, BEFORE)
        for row in _rows():
            names = ", ".join(row)
            places = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO deployment ({names}) VALUES ({places})"), row)
    engine.dispose()


def _rows() -> list[dict[str, object]]:
    def row(identity: str, **facts: object) -> dict[str, object]:
        nothing = {"model_id": None, "remote_model": "", "build": "", "parameters": "{}", "state": "active"}
        prices = {"input_price": None, "price_date": None}
        return COMMON | nothing | prices | {"id": identity, "title": identity} | facts

    known = {"model_id": "tsuzumi-2", "build": "1"}
    return [
        row("a1", **known, input_price="60", price_date=date(2026, 4, 1)),
        row("a2", **known, state="paused"),
        row("a3", model_id="tsuzumi-2", build="2"),
        row("b1", remote_model="Org/Model_X"),
        row("c1", title="抽出", protocol="extract", parameters='{"breadth": "brief"}'),
        row("c2", title="抽出（広）", protocol="extract", parameters='{"breadth": "broad"}'),
    ]


async def test_what_was_there_gets_names_prices_and_a_history(older_url: str) -> None:
    _fill(older_url)
    migrate(older_url)
    database = Database(older_url)
    from genkan.catalogue import list_deployments, prices_of
    from genkan.catalogue.store.changes import changes_of

    async with database.read() as connection:
        found = {each.id: each for each in await list_deployments(connection)}
        prices = await prices_of(connection)
        states = {name: [each.state.value for each in await changes_of(connection, name)] for name in found}
    await database.close()

    assert {name: each.public_name for name, each in found.items()} == {
        "a1": "tsuzumi-2",
        "a2": "tsuzumi-2",
        "a3": "tsuzumi-2-a3",
        "b1": "org-model_x",
        "c1": "extract",
        "c2": "extract-c2",
    }
    assert [(each.valid_from, str(each.input_price)) for each in prices["a1"]] == [(date(2026, 4, 1), "60")]
    assert list(prices) == ["a1"]
    assert states["a1"] == ["active"]
    assert states["a2"] == ["active", "paused"]
    assert found["b1"].capabilities == {}
