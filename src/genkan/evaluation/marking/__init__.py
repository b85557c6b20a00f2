"""The marking desk: open answers marked blind by two persons, compared, decided where they differ."""

from genkan.evaluation.marking.decision import Decision, DecisionKind
from genkan.evaluation.marking.drafting import check_draft, read_draft
from genkan.evaluation.marking.object_names import object_names
from genkan.evaluation.marking.room import MarkingRoom
from genkan.evaluation.marking.sample import with_sample_marks
from genkan.evaluation.marking.setting_up import see_task
from genkan.evaluation.marking.sheet import Entered, SheetRow, note_written, read_sheet, sheet_of, write_sheet
from genkan.evaluation.marking.sheet import enter as enter_sheet
from genkan.evaluation.marking.standing import Agreements, SelfAgreement
from genkan.evaluation.marking.standings import Mark, MarkedAnswer, MarkingResult, read_result, see_result
from genkan.evaluation.marking.store.tasks import find_task, keep_judged, list_tasks, read_judged
from genkan.evaluation.marking.task import MarkingAnswer, MarkingDraft, MarkingQuestion, Task, TaskState

__all__ = [
    "Agreements",
    "Decision",
    "DecisionKind",
    "Entered",
    "Mark",
    "MarkedAnswer",
    "MarkingAnswer",
    "MarkingDraft",
    "MarkingQuestion",
    "MarkingResult",
    "MarkingRoom",
    "SelfAgreement",
    "SheetRow",
    "Task",
    "TaskState",
    "check_draft",
    "enter_sheet",
    "find_task",
    "keep_judged",
    "list_tasks",
    "note_written",
    "object_names",
    "read_draft",
    "read_judged",
    "read_result",
    "read_sheet",
    "see_result",
    "see_task",
    "sheet_of",
    "with_sample_marks",
    "write_sheet",
]
