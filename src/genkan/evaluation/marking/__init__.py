"""The marking desk: open answers marked blind by two persons, compared, decided where they differ."""

from genkan.evaluation.marking.decision import Decision, DecisionKind
from genkan.evaluation.marking.drafting import check_draft, read_draft
from genkan.evaluation.marking.object_names import object_names
from genkan.evaluation.marking.room import MarkingRoom
from genkan.evaluation.marking.standing import Agreements, SelfAgreement
from genkan.evaluation.marking.standings import Mark, MarkedAnswer, MarkingResult, read_result
from genkan.evaluation.marking.store.tasks import find_task, list_tasks
from genkan.evaluation.marking.task import MarkingAnswer, MarkingDraft, MarkingQuestion, Task, TaskState

__all__ = [
    "Agreements",
    "Decision",
    "DecisionKind",
    "Mark",
    "MarkedAnswer",
    "MarkingAnswer",
    "MarkingDraft",
    "MarkingQuestion",
    "MarkingResult",
    "MarkingRoom",
    "SelfAgreement",
    "Task",
    "TaskState",
    "check_draft",
    "find_task",
    "list_tasks",
    "object_names",
    "read_draft",
    "read_result",
]
