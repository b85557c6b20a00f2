"""The parts of the trial room: what gathers what becomes of answers, the desk of its reports, and what is done at its times."""

from typing import NamedTuple

from genkan.apps import Checker, open_checker
from genkan.asgi.ground import Ground
from genkan.gateway import Gateway
from genkan.jobs import Task
from genkan.knowledge import Library
from genkan.trial import (
    BallotBox,
    DriftWatch,
    EvidenceKeeping,
    ReportDesk,
    Timekeeper,
    UseRecorder,
    open_desk,
)
from genkan.trial import tasks as trial_tasks


class Gathering(NamedTuple):
    """Everything that measures answers and hears of their use, and the work that is done at its times."""

    checker: Checker
    uses: UseRecorder
    ballot_box: BallotBox
    evidence_keeping: EvidenceKeeping
    report_desk: ReportDesk
    drift: DriftWatch
    timekeeper: Timekeeper

    def tasks(self, ground: Ground, gateway: Gateway, library: Library) -> dict[str, Task]:
        """What the worker does for them, and at the end of every answer."""
        ends = trial_tasks(
            database=ground.database,
            ledger=ground.ledger,
            gateway=gateway,
            library=library,
            checker=self.checker,
        )
        watching = {**self.drift.tasks(), **self.timekeeper.tasks()}
        return ends | self.evidence_keeping.tasks() | self.report_desk.tasks() | watching


def gather(ground: Ground, gateway: Gateway) -> Gathering:
    """Put the parts together; nothing runs yet."""
    database, ledger, queue, clock = ground.database, ground.ledger, ground.queue, ground.clock
    return Gathering(
        checker=open_checker(),
        uses=UseRecorder(database=database, ledger=ledger, gateway=gateway, clock=clock),
        ballot_box=BallotBox(database=database, ledger=ledger, gateway=gateway, clock=clock),
        evidence_keeping=EvidenceKeeping(
            database=database, ledger=ledger, queue=queue, gateway=gateway, clock=clock
        ),
        report_desk=open_desk(database=database, ledger=ledger, queue=queue, clock=clock),
        drift=DriftWatch(database=database, ledger=ledger, queue=queue, gateway=gateway, clock=clock),
        timekeeper=Timekeeper(database=database, ledger=ledger, queue=queue, clock=clock),
    )
