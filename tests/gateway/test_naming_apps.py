"""The names and titles of apps, as rules, budgets, switches and the usage know them, on both engines."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from genkan.gateway import (
    KeyDraft,
    app_titles,
    introduce_app,
    introduce_everywhere,
    is_everywhere,
    issue_key,
)
from genkan.gateway.keys.store import apps_of, list_apps
from genkan.gateway.named_app import NamedApp, told_apart
from genkan.governance import Ledger, Organisation, OrganisationKind
from genkan.governance.store import people
from genkan.kit import new_id
from genkan.storage import Database
from tests.conftest import StillClock
from tests.one_room import new_person


@pytest.fixture
async def offices(database: Database, clock: StillClock) -> list[Organisation]:
    """A ministry and a city."""
    found = [
        Organisation(new_id(clock), "例示省", OrganisationKind.MINISTRY, None),
        Organisation(new_id(clock), "例示市", OrganisationKind.CITY, None),
    ]
    async with database.write() as connection:
        for each in found:
            await people.add_organisation(connection, each, now=clock())
    return found


def test_apps_with_the_same_title_are_told_apart() -> None:
    same, other, key = NamedApp("a", "one", "要約"), NamedApp(None, "two", "要約"), NamedApp("a", "要約")
    assert [app.shown for app in told_apart([same, other, key])] == ["要約（one）", "要約（two）", "要約"]
    assert told_apart([same]) == (same,)


async def introduce(database: Database, of: Organisation, name: str, title: str, **how: Any) -> None:
    async with database.write() as connection:
        await introduce_app(connection, of.id, name, title=title, **how)


async def titles(database: Database, of: Organisation | None = None) -> dict[str, str]:
    async with database.read() as connection:
        return await app_titles(connection, organisation_id=of.id if of else None)


async def test_the_newest_title_counts_for_whoever_knows_the_app(
    database: Database, offices: list[Organisation]
) -> None:
    ministry, city = offices
    await introduce(database, city, "travel", "旅費")
    assert await titles(database, ministry) == {}
    await introduce(database, ministry, "travel", "出張旅費")
    assert await titles(database, city) == await titles(database, ministry) == {"travel": "出張旅費"}
    await introduce(database, city, "travel", "旅費（案）", renames=False)
    assert await titles(database) == {"travel": "出張旅費"}
    await introduce(database, city, "other", "下書き", renames=False)
    assert (await titles(database, city))["other"] == "下書き"


async def test_what_every_organisation_has_is_written_where_it_changed_only(
    database: Database, offices: list[Organisation], monkeypatch: pytest.MonkeyPatch
) -> None:
    await introduce_everywhere(database, {"summary": "要約", "minutes": "議事録"})
    assert await titles(database, offices[0]) == {"summary": "要約", "minutes": "議事録"}
    writing = database.write
    writes: list[None] = []

    @asynccontextmanager
    async def counted() -> AsyncGenerator[Any]:
        writes.append(None)
        async with writing() as connection:
            yield connection

    monkeypatch.setattr(database, "write", counted)
    await introduce_everywhere(database, {"summary": "要約", "minutes": "議事録"})
    assert not writes
    await introduce_everywhere(database, {"summary": "要約（新）"})
    assert len(writes) == 1
    async with database.read() as connection:
        assert await is_everywhere(connection, "minutes"), "what an earlier version had is still named"
        assert not await is_everywhere(connection, "travel")
    assert (await titles(database))["summary"] == "要約（新）"


async def test_an_organisation_names_each_app_once(
    database: Database, offices: list[Organisation], clock: StillClock
) -> None:
    ministry, city = offices
    person = await new_person(database, ministry, clock=clock)
    await introduce_everywhere(database, {"summary": "要約"})
    await introduce(database, ministry, "summary", "要約")
    await introduce(database, city, "travel", "旅費")
    async with database.write() as connection:
        draft = KeyDraft(
            title="検索",
            organisation_id=ministry.id,
            owner_id=person.id,
            expires_at=clock() + timedelta(days=1),
            app="search",
        )
        await issue_key(
            connection, draft, ledger=Ledger(database, clock, None), clock=clock, actor="command_line"
        )
    async with database.read() as connection:
        own = [(app.name, app.shown) for app in await apps_of(connection, ministry.id)]
        everything = [(app.organisation_id, app.name) for app in await list_apps(connection)]
    assert own == [("search", "search"), ("summary", "要約")]
    assert everything == [
        (ministry.id, "search"),
        (city.id, "travel"),
        (None, "summary"),
        (ministry.id, "summary"),
    ]
