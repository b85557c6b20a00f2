"""The apps of one process: what there is to run, and everything that is done with runs."""

from collections.abc import Sequence
from typing import NamedTuple

from genkan.apps.apart import Apart
from genkan.apps.built_in import BuiltIn, DietRecords
from genkan.apps.export import Exporting
from genkan.apps.files.accepting import Accepting
from genkan.apps.files.reading import Reading
from genkan.apps.files.scanning import Scanner
from genkan.apps.jobs import tasks
from genkan.apps.making.proposing import APP_NAME, APP_TITLE
from genkan.apps.offered import Offers, Source
from genkan.apps.prompts.keeping import Keeping
from genkan.apps.runs.expiring import Expiring
from genkan.apps.runs.filing import Filing
from genkan.apps.runs.following import Following
from genkan.apps.runs.pairing import Pairing
from genkan.apps.runs.picking import Picking
from genkan.apps.runs.starting import Starting
from genkan.apps.runs.stopping import Stopping
from genkan.apps.runs.trial import NoTrial, RunTrial
from genkan.apps.runs.working import Working
from genkan.apps.serving import Lending
from genkan.apps.terminology.keeping import TermKeeping
from genkan.apps.uses import Exported, to_nobody
from genkan.gateway import Gateway, introduce_everywhere
from genkan.governance import Ledger
from genkan.jobs import Queue, Task
from genkan.kit import Clock
from genkan.knowledge import Library
from genkan.storage import Database


class _Ground(NamedTuple):
    """What all work on runs stands on."""

    database: Database
    ledger: Ledger
    queue: Queue
    clock: Clock
    trial: RunTrial


class Apps:
    """Made once a process; ``sources`` are where apps come from besides those built in, ``trial`` gives runs their model.

    ``exported`` hears who saved the output of which run as a file.
    """

    def __init__(
        self,
        *,
        database: Database,
        ledger: Ledger,
        queue: Queue,
        gateway: Gateway,
        library: Library,
        scanner: Scanner,
        clock: Clock,
        run_days: int,
        diet: DietRecords | None = None,
        sources: Sequence[Source] = (),
        exported: Exported = to_nobody,
        trial: RunTrial = NoTrial(),
    ) -> None:
        self.trial, self.exported, self._database = trial, exported, database
        self._built_in = BuiltIn(records=diet)
        self.offers = Offers([self._built_in, *sources])
        ground = _Ground(database, ledger, queue, clock, trial)
        expiring = self._expiring = Expiring(**ground._asdict(), days=run_days)
        pairing = self._pairing = Pairing(**ground._asdict())
        self.starting = Starting(
            ledger=ledger, queue=queue, clock=clock, expiring=expiring, pairing=pairing, trial=trial
        )
        self.stopping = Stopping(ledger=ledger, clock=clock, pairing=pairing, trial=trial)
        self.picking = Picking(ledger)
        self.following = Following(database)
        self.keeping, self.terms = Keeping(ledger, clock), TermKeeping(ledger, clock)
        self.accepting = Accepting(scanner, Apart())
        self.lending = Lending(
            self.offers, self.starting, ledger=ledger, clock=clock, accepting=self.accepting
        )
        self.exporting = Exporting(apart := Apart())
        self.filing = Filing(
            database=database, queue=queue, exporting=self.exporting, clock=clock, trial=trial
        )
        self._working = Working(
            **ground._asdict(),
            gateway=gateway,
            library=library,
            offers=self.offers,
            reading=Reading(apart),
            scanner=scanner,
            pairing=pairing,
        )

    async def begin(self) -> None:
        """Let rules, budgets and switches name the built-in apps before the first run of each, and what proposes apps."""
        await introduce_everywhere(self._database, {**self._built_in.titles, APP_NAME: APP_TITLE})

    def tasks(self) -> dict[str, Task]:
        """What the worker does for the apps."""
        return tasks(self._working, self._pairing, self._expiring, self.filing)
