"""The documents of NEC's cotomi API: one text of the user, one of the system, and pieces of an answer."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from genkan.providers.errors import NotSupported
from genkan.providers.events import Finished, Message, ProviderEvent, TextDelta
from genkan.providers.refusals import failure

_SPEAKERS = {"user": "［利用者］", "assistant": "［AI］"}
_BEFORE = "【これまでのやり取り】"
_NOW = "【今回の質問】"


class Folded(NamedTuple):
    """A conversation as two texts."""

    user_content: str
    system_content: str


class _Piece(msgspec.Struct, frozen=True):
    answer: str | None = None
    error: object = None
    message: object = None
    detail: object = None
    code: object = None


_decode = msgspec.json.Decoder(_Piece).decode


def fold(messages: Sequence[Message]) -> Folded:
    """A conversation as two texts: a single question as it is, several turns as a transcript before the last one.

    Raises ``NotSupported`` for turns of tools, which the protocol has not.
    """
    if any(message.role == "tool" or message.tool_calls for message in messages):
        raise NotSupported(parameter="tools", given="tools", allowed="—")
    system = "\n\n".join(message.content for message in messages if message.role == "system")
    turns = [message for message in messages if message.role != "system"]
    if not turns:
        return Folded("", system)
    *before, last = turns
    return Folded("\n\n".join([*_transcript(before), last.content]), system)


def _transcript(turns: Sequence[Message]) -> Iterator[str]:
    if not turns:
        return
    yield _BEFORE
    for turn in turns:
        yield f"{_SPEAKERS[turn.role]}\n{turn.content}"
    yield _NOW


class CotomiDialect:
    """See :class:`~genkan.providers.answer.Dialect`. The protocol does not say why an answer ended."""

    def __init__(self) -> None:
        self.understood = False
        self.complete = False

    def read(self, document: str | bytes, *, name: str, spoke: bool) -> Iterator[ProviderEvent]:
        """See :class:`~genkan.providers.answer.Dialect`; a document in bytes is a whole answer."""
        if name == "done":
            self.complete = self.understood = True
            yield Finished("stop")
        elif name == "error":
            self.understood = True
            raise failure(_any(document), after_text=spoke)
        elif document.strip():
            yield from self._read_piece(_decode(document), whole=isinstance(document, bytes), spoke=spoke)

    def _read_piece(self, piece: _Piece, *, whole: bool, spoke: bool) -> Iterator[ProviderEvent]:
        if piece.answer is None:
            if piece.error or piece.message or piece.detail:
                raise failure(msgspec.to_builtins(piece), after_text=spoke)
            return
        self.understood = True
        if piece.answer:
            yield TextDelta(piece.answer)
        if whole:
            yield Finished("stop")


def _any(document: str | bytes) -> object:
    try:
        return msgspec.json.decode(document)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return document if isinstance(document, str) else None
