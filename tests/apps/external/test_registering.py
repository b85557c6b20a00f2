"""What administrators do with external apps, on both engines."""

import asyncio
import json
import logging
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from genkan.apps.conformance.registrations import registration_of
from genkan.apps.external.allowing import allow_host, forbid_host
from genkan.apps.external.app import AppState, Facts
from genkan.apps.external.errors import (
    ConfigUnfit,
    EndpointNotAllowed,
    EndpointUnfit,
    ExternalAppUnknown,
    FactUnfit,
    HostUnfit,
    KeyUnfit,
    NameTaken,
    NameUnfit,
    ReasonMissing,
    TitleUnfit,
)
from genkan.apps.external.source import ExternalApps
from genkan.apps.external.store import apps, hosts
from genkan.apps.object_names import object_names
from genkan.catalogue import InformationClass
from genkan.gateway import introduce_everywhere
from genkan.gateway.keys.store import apps_of
from genkan.gateway.named_app import NamedApp
from genkan.governance import (
    EventFilter,
    ObjectName,
    Organisation,
    OrganisationKind,
    Viewer,
    list_events,
    permissions_of,
)
from genkan.kit import Problem
from tests.apps.external.conftest import TRUSTED, Ministry
from tests.apps.twin_server import Served

HTTPS = registration_of("plain", base="https://app.example.go.jp")


async def register(ministry: Ministry, *, slug: str = "plain", facts: Facts = TRUSTED, **changes: Any) -> Any:
    async with ministry.database.write() as connection:
        return await ministry.registry.register(
            connection,
            replace(HTTPS, **changes),
            name=slug,
            facts=facts,
            organisation_id=ministry.person.organisation_id,
            actor=ministry.person.id,
        )


async def test_what_was_registered_is_read_back(ministry: Ministry) -> None:
    app = await register(ministry, system_prompt="簡潔に", copyable=True)
    async with ministry.database.read() as connection:
        found = await apps.find_app(connection, app.id)
    assert found == app
    assert (found.state, found.has_key, found.fee) == (AppState.DRAFT, False, 3_000_000)


async def test_rules_budgets_and_switches_can_name_it_before_its_first_call(ministry: Ministry) -> None:
    app = await register(ministry, slug="example-app")
    own = ministry.person.organisation_id
    async with ministry.database.write() as connection:
        registration = replace(app.registration, name="新しい名称")
        await ministry.registry.change(
            connection, app, registration=registration, facts=app.facts, actor=ministry.person.id
        )
        assert await apps_of(connection, own) == (NamedApp(own, "example-app", "新しい名称"),)


async def test_the_name_of_an_app_that_everybody_has_is_taken(ministry: Ministry) -> None:
    await introduce_everywhere(ministry.database, {"summary": "要約"})
    with pytest.raises(NameTaken):
        await register(ministry, slug="summary")


REFUSALS: list[tuple[dict[str, Any], type[Problem]]] = [
    ({"slug": "Example"}, NameUnfit),
    ({"slug": "a b"}, NameUnfit),
    ({"slug": "a" * 61}, NameUnfit),
    ({"name": " "}, TitleUnfit),
    ({"name": "長" * 101}, TitleUnfit),
    ({"endpoint": "app.example.go.jp"}, EndpointUnfit),
    ({"endpoint": "ftp://app.example.go.jp/"}, EndpointUnfit),
    ({"endpoint": "https://user:secret@app.example.go.jp/"}, EndpointUnfit),
    ({"endpoint": "https://[bad/"}, EndpointUnfit),
    ({"endpoint": "https://app.example.go.jp/#a"}, EndpointUnfit),
    ({"endpoint": "https://app.example.go.jp/a b"}, EndpointUnfit),
    ({"endpoint": "http://app.example.go.jp/"}, EndpointNotAllowed),
    ({"config": {"max_payload_size": "much"}}, ConfigUnfit),
    ({"config": {"max_payload_size": 6}}, ConfigUnfit),
    ({"config": {"max_payload_size": "1GB"}}, ConfigUnfit),
    ({"config": {"max_payload_size": "0MB"}}, ConfigUnfit),
    ({"facts": replace(TRUSTED, place="Japan")}, FactUnfit),
    ({"facts": replace(TRUSTED, ceiling=InformationClass.THREE)}, FactUnfit),
    ({"facts": replace(TRUSTED, yen_per_run=Decimal("-1"))}, FactUnfit),
    ({"facts": replace(TRUSTED, yen_per_run=Decimal("NaN"))}, FactUnfit),
    ({"facts": replace(TRUSTED, at_once=0)}, FactUnfit),
]


@pytest.mark.parametrize(("given", "problem"), REFUSALS, ids=str)
async def test_what_cannot_be_taken(
    ministry: Ministry, given: dict[str, Any], problem: type[Problem]
) -> None:
    with pytest.raises(problem):
        await register(ministry, **given)


async def test_a_name_is_taken_once(ministry: Ministry) -> None:
    await register(ministry)
    with pytest.raises(NameTaken):
        await register(ministry)


@pytest.mark.parametrize("key", ["", " ", "鍵", "a\nb", "x" * 4_001])
async def test_keys_that_no_header_carries(ministry: Ministry, key: str) -> None:
    app = await register(ministry)
    with pytest.raises(KeyUnfit):
        async with ministry.database.write() as connection:
            await ministry.registry.set_key(connection, app, key, actor=ministry.person.id)


async def test_a_key_is_nowhere_in_clear(ministry: Ministry, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    app, key = await register(ministry), "example-key-4711"
    async with ministry.database.write() as connection:
        app = await ministry.registry.set_key(connection, app, f" {key} ", actor=ministry.person.id)
    async with ministry.database.read() as connection:
        row = (await connection.execute(select(apps.external_app))).mappings().one()
        events = await list_events(connection, EventFilter(), limit=20)
    assert app.has_key
    assert key not in str(dict(row)) + str(app) + str(events) + caplog.text


async def test_a_key_does_not_follow_to_another_host(ministry: Ministry) -> None:
    app = await register(ministry)
    async with ministry.database.write() as connection:
        app = await ministry.registry.set_key(connection, app, "key", actor=ministry.person.id)
        same = replace(app.registration, endpoint="https://app.example.go.jp/v2")
        app = await ministry.registry.change(
            connection, app, registration=same, facts=app.facts, actor=ministry.person.id
        )
        assert app.has_key
        moved = replace(app.registration, endpoint="https://elsewhere.example.go.jp/v2")
        app = await ministry.registry.change(
            connection, app, registration=moved, facts=app.facts, actor=ministry.person.id
        )
        assert not app.has_key
        assert await apps.sealed_key(connection, app.id) == ""


async def test_readers_of_the_ledger_see_its_title(ministry: Ministry) -> None:
    app = await register(ministry)
    async with ministry.database.read() as connection:
        names = await object_names()["apps:external_app:"](connection, [app.id, "nowhere"])
    assert names == {app.id: ObjectName(app.title, app.organisation_id)}


async def test_who_is_offered_an_app(ministry: Ministry) -> None:
    source, app = ExternalApps(ministry.caller), await register(ministry)
    viewer = _viewer(ministry, ministry.person.organisation_id)
    async with ministry.database.write() as connection:
        assert await source.offered_to(connection, viewer) == ()
        await ministry.registry.publish(connection, app, actor=ministry.person.id)
        (offered,) = await source.offered_to(connection, viewer)
        assert (offered.app.id, offered.app.title) == (app.id, app.title)
        assert await source.offered_to(connection, _viewer(ministry, "elsewhere")) == ()
        await ministry.registry.withdraw(connection, app, actor=ministry.person.id)
        assert await source.offered_to(connection, viewer) == ()
        assert (await source.find(connection, app.id)) is not None
        assert (await source.find(connection, "nowhere")) is None


async def test_another_organisation_does_not_find_it(ministry: Ministry) -> None:
    app = await register(ministry)
    async with ministry.database.read() as connection:
        with pytest.raises(ExternalAppUnknown):
            await apps.find_own_app(connection, app.id, organisation_id="elsewhere")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(" App.Example.GO.jp. ", "app.example.go.jp"), ("192.0.2.1", "192.0.2.1"), ("[::1]", "::1")],
)
async def test_hosts_that_are_allowed(ministry: Ministry, typed: str, kept: str) -> None:
    await ministry.allow(typed)
    await ministry.allow(typed)
    organisation_id = ministry.person.organisation_id
    async with ministry.database.write() as connection:
        assert [each.host for each in await hosts.list_hosts(connection, organisation_id)] == [kept]
        assert not await hosts.is_allowed(connection, "elsewhere", kept)
        await forbid_host(
            connection,
            kept,
            organisation_id=organisation_id,
            ledger=ministry.ledger,
            actor=ministry.person.id,
        )
        assert not await hosts.is_allowed(connection, organisation_id, kept)


NO_HOSTS = ["", "a b", "https://a.example", "a.example:80", "*.example", "-a.example"]
NUMBERS = ["2130706433", "0x7f000001", "127.1", "0177.0.0.1", "10.0.0.0x1"]


@pytest.mark.parametrize("host", [*NO_HOSTS, *NUMBERS])
async def test_hosts_that_are_none(ministry: Ministry, host: str) -> None:
    with pytest.raises(HostUnfit):
        await ministry.allow(host)


async def test_a_host_needs_a_reason(ministry: Ministry) -> None:
    with pytest.raises(ReasonMissing):
        async with ministry.database.write() as connection:
            await allow_host(
                connection,
                "localhost",
                reason=" ",
                organisation_id=ministry.person.organisation_id,
                ledger=ministry.ledger,
                clock=ministry.clock,
                actor=ministry.person.id,
            )


async def test_every_deed_leaves_an_event_without_contents(ministry: Ministry, served: Served) -> None:
    await ministry.allow()
    app = await ministry.register(served, "plain")
    async with ministry.database.write() as connection:
        await ministry.registry.withdraw(connection, app, actor=ministry.person.id)
        events = (await list_events(connection, EventFilter(), limit=20)).events
    kinds = [event.kind for event in events if event.kind.startswith("apps:")]
    assert sorted(kinds) == [
        "apps:external_app:key_set",
        "apps:external_app:published",
        "apps:external_app:registered",
        "apps:external_app:withdrawn",
        "apps:host:allowed",
    ]
    assert "localhost" not in json.dumps([event.details for event in events])


def _viewer(ministry: Ministry, organisation_id: str) -> Viewer:
    organisation = Organisation(organisation_id, "例示省", OrganisationKind.MINISTRY, None)
    return Viewer(ministry.person, organisation, "session", permissions_of(ministry.person.roles))


async def test_of_two_apps_that_take_one_name_at_once_one_is_told(ministry: Ministry) -> None:
    ends = await asyncio.gather(*(register(ministry, slug="same") for _ in range(4)), return_exceptions=True)
    assert [type(end) for end in ends].count(NameTaken) == 3
    assert sum(not isinstance(end, BaseException) for end in ends) == 1


async def test_what_is_withdrawn_while_somebody_changes_it_stays_withdrawn(ministry: Ministry) -> None:
    """Two administrators at once: the second one looks only when the first one is done."""
    app, actor = await register(ministry), ministry.person.id
    async with ministry.database.write() as connection:
        await ministry.registry.publish(connection, app, actor=actor)

    async def withdraw() -> None:
        async with ministry.database.write() as connection:
            found = await apps.lock_own_app(connection, app.id, organisation_id=app.organisation_id)
            await ministry.registry.withdraw(connection, found, actor=actor)

    async with ministry.database.write() as connection:
        found = await apps.lock_own_app(connection, app.id, organisation_id=app.organisation_id)
        withdrawing = asyncio.create_task(withdraw())
        await asyncio.wait((withdrawing,), timeout=0.2)
        renamed = replace(found.registration, name="新しい名称")
        await ministry.registry.change(
            connection, found, registration=renamed, facts=found.facts, actor=actor
        )
    await withdrawing
    async with ministry.database.read() as connection:
        left = await apps.find_app(connection, app.id)
    assert (left.state, left.title) == (AppState.WITHDRAWN, "新しい名称")


async def test_one_host_allowed_by_two_at_once_is_allowed_once(ministry: Ministry) -> None:
    async def allow(reason: str) -> None:
        async with ministry.database.write() as connection:
            await allow_host(
                connection,
                "app.example.go.jp",
                reason=reason,
                organisation_id=ministry.person.organisation_id,
                ledger=ministry.ledger,
                clock=ministry.clock,
                actor=ministry.person.id,
            )
            await asyncio.sleep(0.1)

    await asyncio.gather(allow("一つ目の理由"), allow("二つ目の理由"))
    async with ministry.database.read() as connection:
        (left,) = await hosts.list_hosts(connection, ministry.person.organisation_id)
    assert left.reason in {"一つ目の理由", "二つ目の理由"}
