"""The parts of one process: made once, started and stopped in order, passed to whoever needs them."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from genkan import __version__
from genkan.apps import (
    Apps,
    Checker,
    DietRecords,
    External,
    MadeApps,
    Making,
    Scanner,
    Vault,
    open_checker,
    open_vault,
)
from genkan.asgi.ground import ANCHOR_FILE, Ground, lay_ground
from genkan.asgi.navigation import NAVIGATION
from genkan.asgi.object_names import object_names
from genkan.catalogue import Discovery, Saturation, Verifier, Watch
from genkan.catalogue import tasks as catalogue_tasks
from genkan.gateway import Gateway, Limits, open_admission, open_allowance, open_traces
from genkan.gateway import tasks as gateway_tasks
from genkan.governance import Duties, Ledger, Passwords
from genkan.governance import tasks as governance_tasks
from genkan.inquiry import Inquiries
from genkan.jobs import Queue, Task, Worker
from genkan.kit import Clock
from genkan.knowledge import (
    Desk,
    DoorEmbedder,
    DoorRewriter,
    FolderWatch,
    Inbox,
    Library,
    Loader,
    Pace,
    Receiver,
    Tally,
    VectorSchedule,
    cluster_of,
    intake_tasks,
    vector_tasks,
)
from genkan.knowledge import tasks as knowledge_tasks
from genkan.settings import Settings
from genkan.storage import Database
from genkan.trial import tasks as trial_tasks
from genkan.ui import Pages
from genkan.workspace import tasks as workspace_tasks

_WITH_PAGES = ("governance", "catalogue", "gateway", "knowledge", "apps", "inquiry", "trial", "workspace")


@dataclass(frozen=True)
class Parts:
    """Everything that works together in one process."""

    settings: Settings
    clock: Clock
    database: Database
    ledger: Ledger
    queue: Queue
    gateway: Gateway
    library: Library
    loader: Loader
    pages: Pages
    passwords: Passwords
    worker: Worker
    verifier: Verifier
    watch: Watch
    receiver: Receiver
    folders: FolderWatch
    tally: Tally
    desk: Desk
    vector_schedule: VectorSchedule
    apps: Apps
    external: External
    making: Making
    checker: Checker
    inquiries: Inquiries

    @property
    def anchor_file(self) -> Path:
        """Where the heads of the ledger's chains are kept outside the database."""
        return self.settings.data_folder / ANCHOR_FILE

    def by_type(self) -> dict[type, object]:
        """The parts as routes ask for them."""
        named = (self.settings, self.database, self.ledger, self.queue, self.gateway, self.library, self.desk)
        shown = (self.loader, self.receiver, self.pages, self.passwords, Discovery(self.gateway.discover))
        health = (Saturation(self.gateway.load_of), object_names(), self.vector_schedule)
        apps = (self.apps, self.external, self.making, self.checker)
        apps = (*apps, Duties((self.making.teams.left_without,)))
        return {type(part): part for part in (*named, *shown, *health, *apps, self.inquiries)}

    async def start(self) -> None:
        """Start what works in the background, from the ground up."""
        await self.ledger.start()
        await self.library.start()
        if self.settings.otlp_endpoint:
            self.gateway.trace(open_traces(self.settings.otlp_endpoint, version=__version__))
        await self.apps.begin()
        await self.gateway.start()
        await self.watch.begin()
        await self.folders.begin()
        await self.vector_schedule.begin()
        await self.inquiries.retention.begin()
        await self.inquiries.mail_pulling.begin()
        await self.worker.start()

    async def stop(self) -> None:
        """Stop in the opposite order, so that each may still write down its end."""
        await self.worker.stop()
        await self.gateway.stop()
        if self.gateway.traces is not None:
            await asyncio.to_thread(self.gateway.traces.stop)
        await self.external.close()
        await self.tally.stop()
        await self.desk.close()
        await self.library.stop()
        await self.ledger.stop()
        await self.database.close()


class _Shelves(NamedTuple):
    """The parts of the knowledge room."""

    library: Library
    loader: Loader
    receiver: Receiver
    folders: FolderWatch
    tally: Tally
    desk: Desk
    vector_schedule: VectorSchedule


def make_parts(settings: Settings, clock: Clock) -> Parts:
    """Put the parts together; nothing runs yet."""
    ground = lay_ground(settings, clock)
    database, ledger = ground.database, ground.ledger
    gateway = _gateway(ground)
    shelves = _shelves(ground, gateway)
    inspection = gateway.inspector.inspection
    verifier = Verifier(database=database, ledger=ledger, clock=clock, inspection=inspection)
    watch = Watch(database=database, queue=ground.queue, clock=clock, inspection=inspection)
    external = _external(ground, gateway)
    apps = _apps(ground, gateway, shelves.library, external=external)
    checker = open_checker()
    inquiries = _inquiries(ground, gateway, shelves.library, checker=checker)
    tasks = _tasks(ground, gateway, shelves) | catalogue_tasks(verifier=verifier, watch=watch)
    return Parts(
        **ground._asdict(),
        **shelves._asdict(),
        gateway=gateway,
        pages=make_pages(settings.language),
        passwords=Passwords(),
        worker=Worker(
            database, queue=ground.queue, clock=clock, tasks=tasks | apps.tasks() | inquiries.tasks()
        ),
        verifier=verifier,
        watch=watch,
        apps=apps,
        external=external,
        making=Making(ledger=ledger, starting=apps.starting, gateway=gateway, clock=clock),
        checker=checker,
        inquiries=inquiries,
    )


def _vault(settings: Settings) -> Vault:
    return open_vault(settings.data_folder, secret=settings.app_secret.get_secret_value())


def _inquiries(ground: Ground, gateway: Gateway, library: Library, *, checker: Checker) -> Inquiries:
    return Inquiries(
        **ground._asdict(),
        vault=_vault(ground.settings),
        gateway=gateway,
        library=library,
        checker=checker,
    )


def _external(ground: Ground, gateway: Gateway) -> External:
    return External(
        database=ground.database,
        ledger=ground.ledger,
        gateway=gateway,
        vault=_vault(ground.settings),
        clock=ground.clock,
    )


def _apps(ground: Ground, gateway: Gateway, library: Library, *, external: External) -> Apps:
    return Apps(
        database=ground.database,
        ledger=ground.ledger,
        queue=ground.queue,
        gateway=gateway,
        library=library,
        scanner=Scanner(ground.settings.scan_address),
        run_days=ground.settings.run_days,
        clock=ground.clock,
        diet=DietRecords(ground.settings.diet_api, private=ground.settings.fetch_private_addresses),
        sources=(MadeApps(ground.clock), external.source),
    )


def _gateway(ground: Ground) -> Gateway:
    settings, ledger = ground.settings, ground.ledger
    limits = Limits(waiting=settings.queue_length, seconds=settings.queue_seconds)
    return Gateway(
        ground.database,
        ledger=ledger,
        queue=ground.queue,
        clock=ground.clock,
        folder=settings.data_folder / "journal",
        admission=open_admission(valkey_url=settings.valkey_url, process_id=ledger.writer_id, limits=limits),
    )


def _shelves(ground: Ground, gateway: Gateway) -> _Shelves:
    settings, clock, database, ledger, queue = ground
    library = Library(
        database,
        clock,
        settings.data_folder / "index",
        shared=settings.index_shared_folder,
        embedder=DoorEmbedder(gateway),
        rewriter=DoorRewriter(gateway),
        cluster=cluster_of(settings),
    )
    schedule = VectorSchedule(database, queue=queue, clock=clock, vectors=library.vectors)
    loader = Loader(database, clock=clock, ledger=ledger, queue=queue)
    tally = Tally(database, clock)
    pace = Pace(per_minute=settings.reads_per_minute, shared=open_allowance(settings.valkey_url))
    return _Shelves(
        library=library,
        loader=loader,
        receiver=Receiver(Inbox(settings.data_folder / "inbox", clock), loader=loader, queue=queue),
        folders=_folder_watch(ground, loader),
        tally=tally,
        desk=Desk(database, library, pace=pace, tally=tally),
        vector_schedule=schedule,
    )


def _folder_watch(ground: Ground, loader: Loader) -> FolderWatch:
    return FolderWatch(
        database=ground.database,
        queue=ground.queue,
        clock=ground.clock,
        loader=loader,
        place=ground.settings.data_folder / "watched",
        every=timedelta(seconds=ground.settings.watch_seconds),
    )


def make_pages(language: str) -> Pages:
    """The pages of all rooms; raises ``AssetsNotBuilt`` where the package was installed without its build step."""
    return Pages(_template_folders(), language=language, navigation=NAVIGATION)


def _tasks(ground: Ground, gateway: Gateway, shelves: _Shelves) -> dict[str, Task]:
    _, clock, database, ledger, _ = ground
    library = shelves.library
    return {
        **governance_tasks(database=database, ledger=ledger, clock=clock),
        **gateway_tasks(gateway),
        **knowledge_tasks(library, shelves.loader),
        **intake_tasks(shelves.receiver, shelves.folders),
        **vector_tasks(shelves.vector_schedule),
        **trial_tasks(database=database, ledger=ledger, gateway=gateway, library=library),
        **workspace_tasks(database=database, ledger=ledger, gateway=gateway, library=library, clock=clock),
    }


def _template_folders() -> dict[str, Path]:
    return {room: Path(str(files(f"genkan.{room}"))) / "templates" for room in _WITH_PAGES}
