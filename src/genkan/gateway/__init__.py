"""The only door to a model: identify, classify, decide, route, speak, meter, record."""

from genkan.gateway.answer import Answer, AnswerState, Outcome
from genkan.gateway.ask import Ask, Purpose
from genkan.gateway.errors import (
    AnswerUnknown,
    GatewayProblem,
    QuestionEmpty,
    QuestionTooLong,
    TooManyAnswers,
)
from genkan.gateway.events import GatewayEvent
from genkan.gateway.following import Progress
from genkan.gateway.gateway import Gateway
from genkan.gateway.jobs import tasks
from genkan.gateway.question import QUESTION_LIMIT, checked_question
from genkan.providers import Message, Source

__all__ = [
    "QUESTION_LIMIT",
    "Answer",
    "AnswerState",
    "AnswerUnknown",
    "Ask",
    "Gateway",
    "GatewayEvent",
    "GatewayProblem",
    "Message",
    "Outcome",
    "Progress",
    "Purpose",
    "QuestionEmpty",
    "QuestionTooLong",
    "Source",
    "TooManyAnswers",
    "checked_question",
    "tasks",
]
