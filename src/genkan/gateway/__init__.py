"""The only door to a model: identify, classify, decide, route, speak, meter, record."""

from genkan.gateway.admission import Admission, Busy, CountingAway, Limits, open_admission, open_allowance
from genkan.gateway.answer import Answer, AnswerState, Course, Outcome
from genkan.gateway.aside import AsideAsk, Heard
from genkan.gateway.ask import Ask, Purpose
from genkan.gateway.budgets import (
    Account,
    Budget,
    BudgetRefused,
    BudgetScope,
    BudgetSpent,
    Month,
    remove_budget,
    set_budget,
)
from genkan.gateway.budgets.store import list_budgets, spent_in
from genkan.gateway.chat import ChatRequest, read_chat_request
from genkan.gateway.embeddings import Embedded, EmbeddingAsk, EmbeddingsRequest, read_embeddings_request
from genkan.gateway.entrance import Passage
from genkan.gateway.errors import (
    AnswerUnknown,
    CallRefused,
    DoorClosed,
    EmbeddingModelGone,
    GatewayProblem,
    KeyMissing,
    KeyRefused,
    KeyUnknown,
    PartNotChecked,
    PolicyRefused,
    QuestionEmpty,
    QuestionRefused,
    QuestionTooLong,
    RequestInvalid,
    TooManyAnswers,
)
from genkan.gateway.events import GatewayEvent
from genkan.gateway.exam_question import ExamAsk, Fault, Given
from genkan.gateway.examining import EVALUATION_APP, Examiner
from genkan.gateway.following import Progress
from genkan.gateway.gateway import Gateway
from genkan.gateway.inspector import Inspector
from genkan.gateway.introducing import introduce_everywhere
from genkan.gateway.jobs import tasks
from genkan.gateway.journal import BatchFault, BatchFinding, CallsProof, verify_calls
from genkan.gateway.keys import ApiKey, KeyDraft, issue_key, revoke_key, rotate_key
from genkan.gateway.keys.store import find_key, list_keys
from genkan.gateway.look_failures import LookFailed
from genkan.gateway.metrics import CONTENT_TYPE as METRICS_TYPE
from genkan.gateway.object_names import object_names
from genkan.gateway.offering import offered_writers, writes
from genkan.gateway.outside import Departure, Outside, OutsideAsk
from genkan.gateway.programs import Programs, Said, Speech
from genkan.gateway.question import QUESTION_LIMIT, checked_question
from genkan.gateway.route import Route
from genkan.gateway.rules import set_rules
from genkan.gateway.snapshot import KeyHolder
from genkan.gateway.store.apps import app_titles, introduce_app, is_everywhere
from genkan.gateway.store.calls import Metered, metered_of
from genkan.gateway.store.rules import load_rules
from genkan.gateway.switches import (
    Scope,
    Stopped,
    Switch,
    SwitchDraft,
    SwitchRefused,
    lift_switch,
    throw_switch,
)
from genkan.gateway.switches.store import list_switches
from genkan.gateway.traces import Traces, open_traces
from genkan.gateway.usage import NAMES as USAGE_NAMES
from genkan.gateway.usage import Period, UsageCounts, UsageLine, UsageRange, day_in_japan, render_csv
from genkan.gateway.usage.store import read_usage, sum_usage
from genkan.providers import Message, Source

__all__ = [
    "EVALUATION_APP",
    "METRICS_TYPE",
    "QUESTION_LIMIT",
    "USAGE_NAMES",
    "Account",
    "Admission",
    "Answer",
    "AnswerState",
    "AnswerUnknown",
    "ApiKey",
    "AsideAsk",
    "Ask",
    "BatchFault",
    "BatchFinding",
    "Budget",
    "BudgetRefused",
    "BudgetScope",
    "BudgetSpent",
    "Busy",
    "CallRefused",
    "CallsProof",
    "ChatRequest",
    "CountingAway",
    "Course",
    "Departure",
    "DoorClosed",
    "Embedded",
    "EmbeddingAsk",
    "EmbeddingModelGone",
    "EmbeddingsRequest",
    "ExamAsk",
    "Examiner",
    "Fault",
    "Gateway",
    "GatewayEvent",
    "GatewayProblem",
    "Given",
    "Heard",
    "Inspector",
    "KeyDraft",
    "KeyHolder",
    "KeyMissing",
    "KeyRefused",
    "KeyUnknown",
    "Limits",
    "LookFailed",
    "Message",
    "Metered",
    "Month",
    "Outcome",
    "Outside",
    "OutsideAsk",
    "PartNotChecked",
    "Passage",
    "Period",
    "PolicyRefused",
    "Programs",
    "Progress",
    "Purpose",
    "QuestionEmpty",
    "QuestionRefused",
    "QuestionTooLong",
    "RequestInvalid",
    "Route",
    "Said",
    "Scope",
    "Source",
    "Speech",
    "Stopped",
    "Switch",
    "SwitchDraft",
    "SwitchRefused",
    "TooManyAnswers",
    "Traces",
    "UsageCounts",
    "UsageLine",
    "UsageRange",
    "app_titles",
    "checked_question",
    "day_in_japan",
    "find_key",
    "introduce_app",
    "introduce_everywhere",
    "is_everywhere",
    "issue_key",
    "lift_switch",
    "list_budgets",
    "list_keys",
    "list_switches",
    "load_rules",
    "metered_of",
    "object_names",
    "offered_writers",
    "open_admission",
    "open_allowance",
    "open_traces",
    "read_chat_request",
    "read_embeddings_request",
    "read_usage",
    "remove_budget",
    "render_csv",
    "revoke_key",
    "rotate_key",
    "set_budget",
    "set_rules",
    "spent_in",
    "sum_usage",
    "tasks",
    "throw_switch",
    "verify_calls",
    "writes",
]
