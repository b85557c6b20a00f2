"""Everything that is done with reports of trials, put together once a process."""

from dataclasses import dataclass

from genkan.governance import Ledger
from genkan.jobs import Queue, Task
from genkan.kit import Clock
from genkan.storage import Database
from genkan.trial.paper import Printing
from genkan.trial.publishing.filing import Filers
from genkan.trial.publishing.papers import Papers
from genkan.trial.publishing.preparing import Preparing
from genkan.trial.publishing.publishing import Publishing
from genkan.trial.publishing.standing import Standings


@dataclass(frozen=True)
class ReportDesk:
    """Preparing, disclosing, signing and printing reports, and how a trial stands while it runs."""

    preparing: Preparing
    publishing: Publishing
    printing: Printing
    filers: Filers
    papers: Papers
    standings: Standings

    def tasks(self) -> dict[str, Task]:
        """What the worker does for reports."""
        return self.preparing.tasks() | self.filers.tasks() | self.standings.tasks()


def open_desk(*, database: Database, ledger: Ledger, queue: Queue, clock: Clock) -> ReportDesk:
    """The desk; nothing runs yet."""
    printing = Printing()
    return ReportDesk(
        Preparing(database, ledger, queue, clock),
        Publishing(ledger, queue, clock),
        printing,
        Filers(database, ledger, printing, clock),
        Papers(),
        Standings(database, queue, clock),
    )
