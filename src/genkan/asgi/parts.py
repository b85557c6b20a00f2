"""The parts of one process: made once, started and stopped in order, passed to whoever needs them."""

import asyncio
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

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
    open_vault,
)
from genkan.asgi.gathering import gather
from genkan.asgi.ground import ANCHOR_FILE, Ground, lay_ground
from genkan.asgi.measuring import measure
from genkan.asgi.navigation import NAVIGATION
from genkan.asgi.object_names import object_names
from genkan.asgi.shelves import Shelves, lay_shelves
from genkan.catalogue import Discovery, Saturation, Verifier, Watch
from genkan.catalogue import tasks as catalogue_tasks
from genkan.evaluation import Benchmarks, Exams, Inspecting, ItemBank, MarkingRoom, Runs
from genkan.gateway import Gateway, Limits, open_admission, open_traces
from genkan.gateway import tasks as gateway_tasks
from genkan.governance import Duties, KeptDetails, Ledger, Passwords
from genkan.governance import tasks as governance_tasks
from genkan.inquiry import Inquiries
from genkan.jobs import Queue, Task, Worker
from genkan.kit import Clock
from genkan.knowledge import (
    Desk,
    FolderWatch,
    Library,
    Loader,
    Receiver,
    Tally,
    VectorSchedule,
    intake_tasks,
    vector_tasks,
)
from genkan.knowledge import tasks as knowledge_tasks
from genkan.selection import Selection
from genkan.settings import Settings
from genkan.storage import Database
from genkan.trial import (
    BallotBox,
    DriftWatch,
    EvidenceKeeping,
    ReportDesk,
    Timekeeper,
    TrialOfRuns,
    Use,
    UseRecorder,
    kept_details,
)
from genkan.ui import Pages
from genkan.workspace import tasks as workspace_tasks

_WITH_PAGES = (
    *("governance", "catalogue", "gateway", "knowledge", "apps"),
    *("inquiry", "evaluation", "selection", "trial", "workspace"),
)


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
    item_bank: ItemBank
    runs: Runs
    exams: Exams
    benchmarks: Benchmarks
    inspecting: Inspecting
    marking: MarkingRoom
    selection: Selection
    uses: UseRecorder
    ballot_box: BallotBox
    evidence_keeping: EvidenceKeeping
    report_desk: ReportDesk
    drift: DriftWatch
    timekeeper: Timekeeper

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
        apps = (*apps, Duties((self.making.teams.left_without,)), KeptDetails(kept_details))
        evaluation = (self.item_bank, self.runs, self.exams, self.benchmarks, self.marking)
        upper = (self.inquiries, *evaluation, self.selection, self.uses)
        upper = (*upper, self.ballot_box, self.report_desk)
        return {type(part): part for part in (*named, *shown, *health, *apps, *upper)}

    async def start(self) -> None:
        """Start what works in the background, from the ground up."""
        await self.ledger.start()
        await self.library.start()
        if self.settings.otlp_endpoint:
            self.gateway.trace(open_traces(self.settings.otlp_endpoint, version=__version__))
        await self.apps.begin()
        await self.runs.introduce()
        await self.gateway.start()
        await self.watch.begin()
        await self.folders.begin()
        await self.vector_schedule.begin()
        await self.inquiries.retention.begin()
        await self.evidence_keeping.begin()
        await self.selection.expiry.begin()
        await self.inquiries.faqs.watch.begin()
        await self.inquiries.mail_pulling.begin()
        await self.drift.begin()
        await self.timekeeper.begin()
        await self.worker.start()

    async def stop(self) -> None:
        """Stop in the opposite order, so that each may still write down its end."""
        await self.ballot_box.stop()
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


def make_parts(settings: Settings, clock: Clock, *, signed_in: bool = True) -> Parts:
    """Put the parts together; nothing runs yet. ``signed_in``: whether people sign in before they act."""
    ground = lay_ground(settings, clock, signed_in=signed_in)
    gateway = _gateway(ground)
    shelves = lay_shelves(ground, gateway)
    verifier, watch = _inspectors(ground, gateway)
    external = _external(ground, gateway)
    gathering = gather(ground, gateway)
    apps = _apps(ground, gateway, shelves.library, external=external, uses=gathering.uses)
    inquiries = _inquiries(ground, gateway, shelves.library, checker=gathering.checker)
    selection = Selection(**ground._asdict(), gateway=gateway)
    measuring = measure(ground, gateway, shelves.library)
    tasks = _tasks(ground, gateway, shelves, inquiries) | catalogue_tasks(verifier=verifier, watch=watch)
    tasks |= apps.tasks() | inquiries.tasks() | measuring.tasks() | selection.tasks()
    tasks |= gathering.tasks(ground, gateway, shelves.library)
    return Parts(
        **ground._asdict(),
        **shelves._asdict(),
        **measuring._asdict(),
        **gathering._asdict(),
        gateway=gateway,
        pages=make_pages(settings.language),
        passwords=Passwords(),
        worker=Worker(ground.database, queue=ground.queue, clock=clock, tasks=tasks),
        verifier=verifier,
        watch=watch,
        apps=apps,
        external=external,
        making=Making(ledger=ground.ledger, starting=apps.starting, gateway=gateway, clock=clock),
        inquiries=inquiries,
        selection=selection,
    )


def _inspectors(ground: Ground, gateway: Gateway) -> tuple[Verifier, Watch]:
    database, clock, inspection = ground.database, ground.clock, gateway.inspector.inspection
    verifier = Verifier(database=database, ledger=ground.ledger, clock=clock, inspection=inspection)
    return verifier, Watch(database=database, queue=ground.queue, clock=clock, inspection=inspection)


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


def _apps(
    ground: Ground, gateway: Gateway, library: Library, *, external: External, uses: UseRecorder
) -> Apps:
    async def exported(run_id: str, person_id: str) -> None:
        await uses.note(run_id, person_id=person_id, use=Use.EXPORTED)

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
        exported=exported,
        trial=TrialOfRuns(ground.ledger, ground.queue, ground.clock),
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


def make_pages(language: str) -> Pages:
    """The pages of all rooms; raises ``AssetsNotBuilt`` where the package was installed without its build step."""
    return Pages(_template_folders(), language=language, navigation=NAVIGATION)


def _tasks(ground: Ground, gateway: Gateway, shelves: Shelves, inquiries: Inquiries) -> dict[str, Task]:
    _, clock, database, ledger, _ = ground
    library = shelves.library
    return {
        **governance_tasks(database=database, ledger=ledger, clock=clock),
        **gateway_tasks(gateway),
        **knowledge_tasks(library, shelves.loader, told=inquiries.faqs.watch.look_soon),
        **intake_tasks(shelves.receiver, shelves.folders),
        **vector_tasks(shelves.vector_schedule),
        **workspace_tasks(database=database, ledger=ledger, gateway=gateway, library=library, clock=clock),
    }


def _template_folders() -> dict[str, Path]:
    return {room: Path(str(files(f"genkan.{room}"))) / "templates" for room in _WITH_PAGES}
