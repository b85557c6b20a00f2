"""A run as its template draws it."""

from collections.abc import Callable
from dataclasses import dataclass

from genkan.apps.export import ExportFormat, takes_long
from genkan.apps.form.field import Field, FieldKind
from genkan.apps.offered import Offered
from genkan.apps.output import CheckOutcome, Output
from genkan.apps.pages.wording import CHECKS, STATES
from genkan.apps.run import Failure, Run, RunFile
from genkan.apps.subject import subject_of

_LONG = 200
Translate = Callable[[str], str]


@dataclass(frozen=True)
class Entered:
    """One field of the form as it was filled."""

    title: str
    value: str
    long: bool


@dataclass(frozen=True, kw_only=True)
class CheckView:
    """One check of the output."""

    label: str
    word: str
    kind: str
    details: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RunView:
    """A run with everything around it; ``explained`` says why there is no output, in the reader's language."""

    run: Run
    runnable: bool
    continues: bool
    state: str
    kind: str
    entered: tuple[Entered, ...]
    given: tuple[RunFile, ...]
    made: tuple[RunFile, ...]
    checks: tuple[CheckView, ...]
    explained: tuple[str, str] | None

    @property
    def formats(self) -> tuple[tuple[str, str, bool], ...]:
        """Endings and names of the files as which the output can be saved, and whether making them takes long."""
        formats = [each for each in ExportFormat if each is not ExportFormat.EXCEL or "|" in self.run.text]
        output = Output(text=self.run.text)
        return tuple((str(each), each.label, takes_long(output, each)) for each in formats)

    @property
    def subject(self) -> str:
        """What it is about."""
        return subject_of(self.run.values, [file.name for file in self.given])

    @property
    def noticed(self) -> int:
        """How many checks ask a person to look."""
        return sum(check.kind != "success" for check in self.checks)


def view_of(
    run: Run,
    *,
    offered: Offered | None,
    given: tuple[RunFile, ...],
    made: tuple[RunFile, ...],
    translate: Translate,
) -> RunView:
    """The view of a run; its app may be gone."""
    state, kind = STATES[run.state]
    return RunView(
        run=run,
        runnable=offered is not None,
        continues=offered is not None and offered.app.form.continues,
        state=state,
        kind=kind,
        entered=_entered(run, offered),
        given=given,
        made=made,
        checks=tuple(_check(check.label, check.outcome, check.details) for check in run.checks),
        explained=_explained(run.failure, translate) if run.failure else None,
    )


def _explained(failure: Failure, translate: Translate) -> tuple[str, str]:
    sentence, next_step = translate(failure.sentence), translate(failure.next_step)
    return sentence.format_map(failure.details), next_step.format_map(failure.details)


def _check(label: str, outcome: CheckOutcome, details: tuple[str, ...]) -> CheckView:
    word, kind = CHECKS[outcome]
    return CheckView(label=label, word=word, kind=kind, details=details)


def _entered(run: Run, offered: Offered | None) -> tuple[Entered, ...]:
    """What was entered, with the words of the form; by key where the app is gone."""
    if offered is None:
        return tuple(Entered(key, value, "\n" in value) for key, value in run.values.items() if value)
    return tuple(
        Entered(field.title, shown, len(shown) > _LONG)
        for field in offered.app.form.asked
        if field.kind is not FieldKind.HIDDEN and (shown := _shown(field, run.values.get(field.key, "")))
    )


def _shown(field: Field, value: str) -> str:
    """A value as a person reads it: the titles of what was chosen."""
    if not field.kind.has_items:
        return value
    titles = {item.value: item.title for item in field.items}
    return "、".join(titles.get(each, each) for each in value.split(",") if each)
