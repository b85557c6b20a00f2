"""Everything that is done with reports of trials, put together once a process."""

from dataclasses import dataclass

from genkan.governance import Ledger
from genkan.jobs import Queue, Task
from genkan.kit import Clock
from genkan.storage import Database
from genkan.trial.paper import Printing
from genkan.trial.publishing.live import LiveView
from genkan.trial.publishing.preparing import Preparing
from genkan.trial.publishing.publishing import Publishing


@dataclass(frozen=True)
class ReportDesk:
    """Preparing, disclosing, signing and printing reports, and how a trial stands while it runs."""

    preparing: Preparing
    publishing: Publishing
    printing: Printing
    live: LiveView

    def tasks(self) -> dict[str, Task]:
        """What the worker does for reports."""
        return self.preparing.tasks()


def open_desk(*, database: Database, ledger: Ledger, queue: Queue, clock: Clock) -> ReportDesk:
    """The desk; nothing runs yet."""
    return ReportDesk(
        Preparing(database, ledger, queue, clock),
        Publishing(ledger, clock),
        Printing(),
        LiveView(database, clock),
    )
