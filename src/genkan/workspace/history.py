"""What a model is told of the conversation before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from genkan.gateway import Answer, Message

HISTORY_LIMIT = 6_000
_QUERY_LIMIT = 400
_SHORT = 12
_QUOTATION_MARKS = re.compile('[「」『』“”"]')
_BACKWARDS = re.compile(
    r"^(?:では|じゃあ|また|ほかに|他に|もし|例外|逆に)|それ|その|この場合|これ(?:は|を|に|も)|そこ|同じ|同条|同項|上の|上記|前の|先ほど|さっき"
)
_CITATION = re.compile(r"\[([1-9][0-9]{0,2})\]")


@dataclass(frozen=True)
class Exchange:
    """A question and the answer to it, as far as it was written."""

    question: str
    answer: Answer | None


def messages_of(exchanges: Sequence[Exchange], *, limit: int = HISTORY_LIMIT) -> tuple[Message, ...]:
    """The newest whole exchanges that fit into ``limit`` characters, oldest first; those without an answer are left out."""
    kept: list[tuple[Message, Message]] = []
    room = limit
    for pair in (_messages(exchange) for exchange in reversed(exchanges)):
        if pair is None:
            continue
        room -= sum(len(message.content) for message in pair)
        if room < 0:
            break
        kept.append(pair)
    return tuple(message for pair in reversed(kept) for message in pair)


def search_query(question: str, exchanges: Sequence[Exchange]) -> str:
    """What to search for: the question, led by the one before it where it seems to refer to that."""
    if not exchanges or not refers_back(question):
        return question
    before = _QUOTATION_MARKS.sub(" ", exchanges[-1].question)[:_QUERY_LIMIT]
    return f"{before}\n{question}"


def refers_back(question: str) -> bool:
    """Whether a question is hardly understood alone: 「その場合は？」, 「課長なら？」."""
    return len(question) <= _SHORT or _BACKWARDS.search(question) is not None


def _messages(exchange: Exchange) -> tuple[Message, Message] | None:
    if exchange.answer is None or not exchange.answer.text:
        return None
    return (
        Message(role="user", content=exchange.question),
        Message(role="assistant", content=_with_labels(exchange.answer)),
    )


def _with_labels(answer: Answer) -> str:
    """The answer with the names of its sources in place of their numbers, which mean others in the next answer."""
    labels = {str(source.number): source.label for source in answer.sources}
    return _CITATION.sub(lambda match: f"（{labels[match[1]]}）" if match[1] in labels else "", answer.text)
