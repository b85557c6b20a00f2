"""The parts of the evaluation room."""

from typing import NamedTuple

from genkan.asgi.ground import Ground
from genkan.evaluation import Benchmarks, Exams, Inspecting, ItemBank, MarkingRoom, Runs
from genkan.gateway import Gateway
from genkan.jobs import Task
from genkan.knowledge import Library


class Measuring(NamedTuple):
    """Everything that measures models."""

    item_bank: ItemBank
    runs: Runs
    exams: Exams
    benchmarks: Benchmarks
    inspecting: Inspecting
    marking: MarkingRoom

    def tasks(self) -> dict[str, Task]:
        """What the worker does for them."""
        return self.runs.tasks() | self.exams.tasks() | self.benchmarks.tasks()


def measure(ground: Ground, gateway: Gateway, library: Library) -> Measuring:
    """Put the parts together; nothing runs yet."""
    settings, clock, database, ledger, queue = ground
    runs = Runs(database=database, ledger=ledger, queue=queue, gateway=gateway, clock=clock)
    marking = MarkingRoom(ledger=ledger, clock=clock)
    return Measuring(
        item_bank=ItemBank(ledger=ledger, clock=clock),
        runs=runs,
        exams=Exams(
            database=database, ledger=ledger, clock=clock, library=library, runs=runs, marking=marking
        ),
        benchmarks=Benchmarks(database=database, runs=runs, clock=clock),
        inspecting=Inspecting(
            database=database,
            ledger=ledger,
            clock=clock,
            folder=settings.data_folder / "evaluation" / "inspect",
        ),
        marking=marking,
    )
