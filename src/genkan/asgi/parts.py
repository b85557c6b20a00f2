"""The parts of one process: made once, started and stopped in order, passed to whoever needs them."""

import asyncio
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from genkan import __version__
from genkan.asgi.navigation import NAVIGATION
from genkan.catalogue import Discovery, Saturation, Verifier, Watch
from genkan.catalogue import object_names as catalogue_names
from genkan.catalogue import tasks as catalogue_tasks
from genkan.gateway import Gateway, Inspector, Limits, open_admission, open_traces
from genkan.gateway import object_names as gateway_names
from genkan.gateway import tasks as gateway_tasks
from genkan.governance import Ledger, ObjectNames, Passwords
from genkan.governance import tasks as governance_tasks
from genkan.jobs import Queue, Task, Worker
from genkan.kit import Clock, Problem
from genkan.knowledge import Library, Loader
from genkan.knowledge import object_names as knowledge_names
from genkan.knowledge import tasks as knowledge_tasks
from genkan.settings import Settings
from genkan.storage import Database
from genkan.trial import tasks as trial_tasks
from genkan.ui import LANGUAGES, AssetsNotBuilt, Pages, Translations
from genkan.workspace import tasks as workspace_tasks

ANCHOR_FILE = "ledger-anchors.jsonl"
_ROOMS_WITH_PAGES = ("governance", "catalogue", "gateway", "knowledge", "trial", "workspace")


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
    inspector: Inspector
    verifier: Verifier
    watch: Watch

    @property
    def anchor_file(self) -> Path:
        """Where the heads of the ledger's chains are kept outside the database."""
        return self.settings.data_folder / ANCHOR_FILE

    def by_type(self) -> dict[type, object]:
        """The parts as routes ask for them."""
        named = (self.settings, self.database, self.ledger, self.queue, self.gateway, self.library)
        shown = (self.loader, self.pages, self.passwords, Discovery(self.gateway.discover))
        health = (Saturation(self.gateway.load_of), _object_names())
        return {type(part): part for part in (*named, *shown, *health)}

    async def start(self) -> None:
        """Start what works in the background, from the ground up."""
        await self.ledger.start()
        await self.library.start()
        if self.settings.otlp_endpoint:
            self.gateway.trace(open_traces(self.settings.otlp_endpoint, version=__version__))
        await self.gateway.start()
        await self.watch.begin()
        await self.worker.start()

    async def stop(self) -> None:
        """Stop in the opposite order, so that each may still write down its end."""
        await self.worker.stop()
        await self.inspector.close()
        await self.gateway.stop()
        if self.gateway.traces is not None:
            await asyncio.to_thread(self.gateway.traces.stop)
        await self.library.stop()
        await self.ledger.stop()
        await self.database.close()


def make_parts(settings: Settings, clock: Clock) -> Parts:
    """Put the parts together; nothing runs yet."""
    database = Database(settings.database)
    ledger = Ledger(database, clock, settings.data_folder / ANCHOR_FILE)
    queue = Queue(clock)
    gateway = _gateway(settings, database=database, ledger=ledger, queue=queue, clock=clock)
    library = Library(database, clock, settings.data_folder / "index")
    inspector = Inspector(clock)
    verifier = Verifier(database=database, ledger=ledger, clock=clock, inspection=inspector.inspection)
    watch = Watch(database=database, queue=queue, clock=clock, inspection=inspector.inspection)
    tasks = {
        **_tasks(database=database, ledger=ledger, gateway=gateway, library=library, clock=clock),
        **catalogue_tasks(verifier=verifier, watch=watch),
    }
    return Parts(
        settings=settings,
        clock=clock,
        database=database,
        ledger=ledger,
        queue=queue,
        gateway=gateway,
        library=library,
        loader=Loader(database, clock=clock, ledger=ledger, queue=queue),
        pages=make_pages(settings.language),
        passwords=Passwords(),
        worker=Worker(database, queue=queue, clock=clock, tasks=tasks),
        inspector=inspector,
        verifier=verifier,
        watch=watch,
    )


def _gateway(
    settings: Settings, *, database: Database, ledger: Ledger, queue: Queue, clock: Clock
) -> Gateway:
    limits = Limits(waiting=settings.queue_length, seconds=settings.queue_seconds)
    return Gateway(
        database,
        ledger=ledger,
        queue=queue,
        clock=clock,
        folder=settings.data_folder / "journal",
        admission=open_admission(valkey_url=settings.valkey_url, process_id=ledger.writer_id, limits=limits),
    )


def make_pages(language: str) -> Pages:
    """The pages of all rooms; raises ``AssetsNotBuilt`` where the package was installed without its build step."""
    return Pages(_template_folders(), language=language, navigation=NAVIGATION)


def explain(problem: Problem, *, language: str) -> tuple[str, str]:
    """The sentence and the next step of a problem for the command line; in Japanese where nothing else was built."""
    try:
        translations = Translations()
    except AssetsNotBuilt:
        sentence, next_step = problem.sentence, problem.next_step
    else:
        known = language if language in LANGUAGES else "ja"
        sentence = translations.translate(known, problem.sentence)
        next_step = translations.translate(known, problem.next_step)
    return sentence.format_map(problem.details), next_step.format_map(problem.details)


def _tasks(
    *, database: Database, ledger: Ledger, gateway: Gateway, library: Library, clock: Clock
) -> dict[str, Task]:
    return {
        **governance_tasks(database=database, ledger=ledger, clock=clock),
        **gateway_tasks(gateway),
        **knowledge_tasks(library),
        **trial_tasks(database=database, ledger=ledger, gateway=gateway),
        **workspace_tasks(database=database, ledger=ledger, gateway=gateway, library=library, clock=clock),
    }


def _object_names() -> ObjectNames:
    """The names of objects as the ledger's pages show them; those of trials and calls are told nowhere."""
    return ObjectNames({**catalogue_names(), **gateway_names(), **knowledge_names()})


def _template_folders() -> dict[str, Path]:
    return {room: Path(str(files(f"genkan.{room}"))) / "templates" for room in _ROOMS_WITH_PAGES}
