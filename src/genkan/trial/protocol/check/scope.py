"""Who takes part and in which work."""

from collections.abc import Iterator

from genkan.trial.evidence import Mode
from genkan.trial.protocol.check.finding import Finding, found
from genkan.trial.protocol.check.rule import Rule
from genkan.trial.protocol.check.surroundings import COMPARE, Surroundings
from genkan.trial.protocol.document import Measure, Protocol, TrialTask
from genkan.trial.protocol.item import Item

HEAVIEST = 1000.0


def check_scope(protocol: Protocol, known: Surroundings) -> Iterator[Finding]:
    """Organisations and tasks."""
    yield from _organisations(protocol, known)
    yield from _tasks(protocol, known)
    if protocol.primary is Measure.PREFERENCE and protocol.tasks and not has_pairs(protocol):
        yield found(Rule.PREFERENCE_WITHOUT_PAIRS, Item.TASKS)


def has_pairs(protocol: Protocol) -> bool:
    """Whether two answers stand side by side anywhere."""
    return protocol.pair_share > 0 or any(task.mode is Mode.PAIR for task in protocol.tasks)


def _organisations(protocol: Protocol, known: Surroundings) -> Iterator[Finding]:
    if not protocol.organisations:
        yield found(Rule.ORGANISATION_MISSING, Item.ORGANISATIONS)
    before: set[str] = set()
    for number, each in enumerate(protocol.organisations, start=1):
        field, name = f"organisation.{number}.organisation", each.title or each.organisation
        if each.organisation not in known.organisations:
            yield found(Rule.ORGANISATION_UNKNOWN, field, value=name)
        if each.organisation in before:
            yield found(Rule.ORGANISATION_TWICE, field, value=name)
        if each.staff < 1:
            yield found(Rule.STAFF_MISSING, f"organisation.{number}.staff", value=name)
        before.add(each.organisation)


def _tasks(protocol: Protocol, known: Surroundings) -> Iterator[Finding]:
    if not protocol.tasks:
        yield found(Rule.TASK_MISSING, Item.TASKS)
    elif sum(task.weight for task in protocol.tasks) <= 0:
        yield found(Rule.WEIGHTS_EMPTY, "task.1.weight")
    before: set[str] = set()
    for number, task in enumerate(protocol.tasks, start=1):
        yield from _task(task, known, f"task.{number}.")
        if task.task in before:
            yield found(Rule.TASK_TWICE, f"task.{number}.task", value=task.title or task.task)
        before.add(task.task)


def _task(task: TrialTask, known: Surroundings, row: str) -> Iterator[Finding]:
    if task.task not in known.tasks:
        yield found(Rule.TASK_UNKNOWN, row + "task", value=task.title or task.task)
    if task.task in known.elsewhere:
        yield found(Rule.TASK_ELSEWHERE, row + "task", value=task.title or task.task)
    if task.task == COMPARE and task.mode is not Mode.PAIR:
        yield found(Rule.COMPARE_NOT_IN_PAIRS, row + "mode")
    if not 0 <= task.weight <= HEAVIEST:
        yield found(Rule.NUMBER_OUTSIDE, row + "weight", item=Item.WEIGHT, least=0, most=int(HEAVIEST))
