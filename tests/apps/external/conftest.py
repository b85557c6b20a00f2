"""A ministry that registered the twin's apps, a running door, and a workbench in memory."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from genkan.apps.conformance.registrations import registration_of
from genkan.apps.errors import RunStopped
from genkan.apps.external.allowing import allow_host
from genkan.apps.external.app import ExternalApp, Facts
from genkan.apps.external.caller import ExternalCaller
from genkan.apps.external.registering import Registry
from genkan.apps.external.vault import Vault
from genkan.apps.external.wire import Wire
from genkan.apps.form.values import GivenFile, Values
from genkan.apps.program import ReadFile, Turn
from genkan.catalogue import Answer, InformationClass
from genkan.fetch import Exchange, Limits
from genkan.gateway import Gateway
from genkan.gateway.store.calls import call
from genkan.governance import Ledger, Organisation, OrganisationKind, Person, Role
from genkan.governance.store import people
from genkan.jobs import Queue
from genkan.kit import new_id, system_clock
from genkan.storage import Database
from tests.apps.twin_server import Served, serving
from tests.conftest import StillClock
from tests.openai_api.certificates import Authority

LIMITS = Limits(megabytes=20, seconds=1.5)
TRUSTED = Facts(
    operator="例示情報センター",
    place="JP",
    government_cloud=Answer.YES,
    vendor_logging=Answer.NO,
    learning=Answer.NO,
    ceiling=InformationClass.TWO,
    yen_per_run=Decimal(3),
)
VALUES = {"subject": "2026", "count": "12", "kinds": "notice,reply"}


@dataclass
class DeskBench:
    """A workbench whose steps lie in memory, so that a run can be begun again as after a crash."""

    person_id: str
    organisation_id: str
    values: Values = field(default_factory=lambda: dict(VALUES))
    run_id: str = "01900000-0000-7000-8000-000000000001"
    session_id: str = "01900000-0000-7000-8000-000000000002"
    information_class: InformationClass = InformationClass.ONE
    turns: tuple[Turn, ...] = ()
    given: Mapping[str, tuple[GivenFile, ...]] = field(default_factory=dict)
    files: Mapping[str, tuple[ReadFile, ...]] = field(default_factory=dict)
    steps: dict[str, str] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    stops_after: int = 1_000
    meeting: asyncio.Barrier | None = None

    async def progress(self, done: int, of: int, *, label: str) -> None:
        self.labels.append(label)
        if len(self.labels) > self.stops_after:
            raise RunStopped

    async def known(self, name: str) -> str | None:
        return self.steps.get(name)

    async def keep(self, name: str, text: str) -> None:
        assert name not in self.steps
        self.steps[name] = text

    async def claim(self, name: str, text: str) -> bool:
        if self.meeting is not None:
            await self.meeting.wait()
        return self.steps.setdefault(name, text) is text


@dataclass
class Ministry:
    """The installation, seen from the administrator of one ministry."""

    database: Database
    ledger: Ledger
    gateway: Gateway
    registry: Registry
    caller: ExternalCaller
    person: Person
    clock: StillClock

    async def register(
        self, served: Served, name: str, *, facts: Facts = TRUSTED, publish: bool = True, **changes: Any
    ) -> ExternalApp:
        """One of the twin's apps with its key; published, unless a test wants a draft."""
        registration = replace(registration_of(name, base=served.base), **changes)
        actor, organisation_id = self.person.id, self.person.organisation_id
        async with self.database.write() as connection:
            app = await self.registry.register(
                connection,
                registration,
                name=name,
                facts=facts,
                organisation_id=organisation_id,
                actor=actor,
            )
            app = await self.registry.set_key(connection, app, served.twin.keys[name], actor=actor)
            return await self.registry.publish(connection, app, actor=actor) if publish else app

    async def allow(self, host: str = "localhost") -> None:
        """Let apps stand on this machine."""
        async with self.database.write() as connection:
            await allow_host(
                connection,
                host,
                reason="手元で動く見本のアプリ",
                organisation_id=self.person.organisation_id,
                ledger=self.ledger,
                clock=self.clock,
                actor=self.person.id,
            )

    def bench(self, **changes: Any) -> DeskBench:
        """A workbench for a run of the person."""
        return replace(DeskBench(self.person.id, self.person.organisation_id), **changes)


@pytest.fixture
def served() -> Iterator[Served]:
    """The twin over http."""
    with serving() as served:
        yield served


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    """A certificate authority of the test."""
    folder = tmp_path / "authority"
    folder.mkdir()
    return Authority.create(folder)


@pytest.fixture
def moving() -> StillClock:
    """A clock that a test moves, beginning now, for the door looks at real moments, too."""
    return StillClock(datetime.now(UTC))


@pytest.fixture
async def exchange() -> AsyncIterator[Exchange]:
    """An exchange with little patience."""
    made = Exchange(limits=LIMITS)
    yield made
    await made.close()


@pytest.fixture
async def ministry(
    database: Database, tmp_path: Path, moving: StillClock, exchange: Exchange
) -> AsyncIterator[Ministry]:
    """The ministry with a door that is open."""
    ledger, queue, vault = Ledger(database, system_clock, None), Queue(system_clock), Vault(lambda: "例示")
    gateway = Gateway(database, ledger=ledger, queue=queue, clock=moving, folder=tmp_path / "journal")
    await gateway.start()
    wire = Wire(database, exchange, vault, LIMITS)
    yield Ministry(
        database=database,
        ledger=ledger,
        gateway=gateway,
        registry=Registry(ledger, moving, vault),
        caller=ExternalCaller(
            database=database, gateway=gateway, wire=wire, clock=moving, look_up_seconds=0.01
        ),
        person=await _person(database),
        clock=moving,
    )
    await gateway.stop()
    await ledger.stop()


async def _person(database: Database) -> Person:
    ministry = Organisation(new_id(system_clock), "例示省", OrganisationKind.MINISTRY, None)
    person = Person(
        id=new_id(system_clock),
        organisation_id=ministry.id,
        bureau_id=None,
        name="試験花子",
        sign_in_name="hanako",
        roles=frozenset({Role.STAFF, Role.MINISTRY_ADMINISTRATOR}),
        language="ja",
        active=True,
    )
    async with database.write() as connection:
        await people.add_organisation(connection, ministry, now=system_clock())
        await people.add_person(connection, person, now=system_clock())
    return person


async def rows(ministry: Ministry) -> list[dict[str, object]]:
    """The metered calls, oldest first."""
    await ministry.gateway.settle()
    async with ministry.database.read() as connection:
        found = await connection.execute(select(call).order_by(call.c.id))
        return [dict(row) for row in found.mappings()]


async def outcomes(ministry: Ministry) -> list[object]:
    """How the metered calls ended, oldest first."""
    return [row["outcome"] for row in await rows(ministry)]
