"""How the apps of the twin behave: each shape of the protocol, and the ways in which an app may misbehave."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

from genkan.apps.form.values import GivenFile
from genkan.apps.gennai.answer import write_answer, write_promise
from genkan.apps.gennai.coercion import from_wire
from genkan.apps.gennai.conversation import HISTORY_KEYS, read_turns
from genkan.apps.gennai.files import read_files
from genkan.apps.gennai.objects import Object, as_object
from genkan.apps.gennai.standing import write_standing
from genkan.apps.gennai.status import AsyncState
from genkan.apps.gennai.usage import Usage

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
Look = Callable[["Given"], "Reply"]
_JSON = "application/json"
_OK = 200
_HUGE_PIECES, _PIECE = 100, b"x" * 1_000_000
_AT = datetime(2026, 4, 1, tzinfo=UTC)
_USED = (Usage("例示モデル", 1, 120, 30, 150, "0.5 JPY"),)
_NOTE = GivenFile("例示.txt", "例示省の通知".encode())


@dataclass(frozen=True)
class Given:
    """A request as a behaviour sees it, by its id; ``elsewhere`` is the address of another host."""

    request_id: str
    request: Object
    path: str
    elsewhere: str

    @property
    def inputs(self) -> Object:
        """The inputs; empty where there are none."""
        return as_object(self.request.get("inputs")) or {}

    @property
    def recalled(self) -> str:
        """What an app says of the conversation before, so that it is seen to have been read."""
        turns = read_turns(self.inputs)
        return (
            f"\n\n{len(turns)}回のやり取りの続きです。直前の出力: {turns[-1].output[:200]}" if turns else ""
        )


@dataclass(frozen=True)
class Reply:
    """A response; ``pieces`` follow the body one by one, and one that ``hangs`` sends nothing at all.

    ``output`` is that of an answer at once.
    """

    status: int = 200
    body: bytes = b""
    media_type: str = _JSON
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    pieces: int = 0
    hangs: bool = False
    output: str = ""

    @classmethod
    def json(cls, body: Mapping[str, object], *, status: int = 200) -> Self:
        """A JSON object."""
        output = str(body.get("outputs", "")) if status == _OK else ""
        return cls(status, json.dumps(body, ensure_ascii=False).encode(), output=output)

    @classmethod
    def error(cls, status: int, message: str) -> Self:
        """The error that published apps answer."""
        return cls.json({"error": message}, status=status)

    async def send(self, send: Send, receive: Receive) -> None:
        """Send it as ASGI wants it; what hangs waits until whoever asked has left."""
        while self.hangs:
            if (await receive())["type"] == "http.disconnect":
                return
        headers = {"content-type": self.media_type, **self.headers}
        given = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": self.status, "headers": given})
        async for piece in self._content():
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def _content(self) -> AsyncIterator[bytes]:
        yield self.body
        for _ in range(self.pieces):
            yield _PIECE


@dataclass(frozen=True)
class Behaviour:
    """An app: how it answers, and what its status says at each look, the last again and again."""

    answer: Callable[[Given], Reply]
    looks: tuple[Look, ...] = ()
    misbehaves: bool = False


def _echo(given: Given) -> Reply:
    return Reply.json(write_answer(_entered(given) + given.recalled, usage=_USED))


def _forgetful(given: Given) -> Reply:
    """An app that takes the conversation before and does nothing with it."""
    return Reply.json(write_answer(_entered(given), usage=_USED))


def _without_history(given: Given) -> Reply:
    """An app that refuses what it does not know."""
    if read_turns(given.inputs):
        return Reply.error(400, "unknown input: conversation_histories")
    return _forgetful(given)


def _entered(given: Given) -> str:
    apart = {"files", *HISTORY_KEYS}
    lines = [f"- {key}: {from_wire(value)}" for key, value in given.inputs.items() if key not in apart]
    return "\n".join(["入力された内容です。", "", *lines])


def _other_spelling(given: Given) -> Reply:
    tokens = {"inputTokens": 120, "outputTokens": 30, "totalTokens": 150}
    usage = {"modelVersion": "例示モデル", "requestCount": 1, "tokens": tokens}
    return Reply.json({"outputs": f"処理しました。{given.recalled}", "usageMetadata": [usage]})


def _files(given: Given) -> Reply:
    received = [file for files in read_files(given.inputs.get("files")).values() for file in files]
    names = "、".join(f"{file.name}（{len(file.content)}バイト）" for file in received) or "なし"
    text = f"受け取ったファイル: {names}{given.recalled}"
    return Reply.json(write_answer(text, artifacts=[*received, _NOTE]))


def _promise(given: Given) -> Reply:
    return _promised(given, status_url=f"{given.path}/{given.request_id}")


def _promise_elsewhere(given: Given) -> Reply:
    return _promised(given, status_url=f"{given.elsewhere}{given.path}/{given.request_id}")


def _promised(given: Given, *, status_url: str) -> Reply:
    return Reply.json(
        write_promise(given.request_id, status_url=status_url, text="受け付けました。"), status=202
    )


def _standing(state: AsyncState, **given: Any) -> Look:
    def reply(asked: Given) -> Reply:
        told = write_standing(asked.request_id, state=state, created_at=_AT, updated_at=_AT, **given)
        return Reply.json(told)

    return reply


def _done(given: Given) -> Reply:
    return _ended(given, given.recalled)


def _done_forgetful(given: Given) -> Reply:
    return _ended(given, "")


def _ended(given: Given, recalled: str) -> Reply:
    state, text = AsyncState.COMPLETED, f"処理が終わりました。{recalled}"
    return _standing(state, text=text, artifacts=[_NOTE], usage=_USED)(given)


def _unknown_state(given: Given) -> Reply:
    return Reply.json({"request_id": given.request_id, "status": "THINKING"})


def _gone(_given: Given) -> Reply:
    return Reply.error(410, "gone")


def _always(reply: Reply) -> Callable[[Given], Reply]:
    return lambda _given: reply


def _redirect(given: Given) -> Reply:
    return Reply(307, headers={"location": f"{given.elsewhere}/apps/plain"})


_HTML = "<!DOCTYPE html><html><head><title>サインイン</title></head><body>…</body></html>".encode()
_PENDING, _WORKING = _standing(AsyncState.PENDING), _standing(AsyncState.IN_PROGRESS, progress=0.5)
_FAILED = _standing(AsyncState.ERROR, error="対象が見つかりません。")

BEHAVIOURS: Mapping[str, Behaviour] = {
    "plain": Behaviour(_echo),
    "tokens": Behaviour(_other_spelling),
    "files": Behaviour(_files),
    "text": Behaviour(_always(Reply(body="本文だけの応答です。".encode(), media_type="text/plain"))),
    "later": Behaviour(_promise, (_PENDING, _WORKING, _done)),
    "later-failing": Behaviour(_promise, (_PENDING, _FAILED)),
    "failing": Behaviour(_always(Reply.error(500, "処理に失敗しました。"))),
    "refusing": Behaviour(
        _always(Reply.json({"error": {"message": "入力が不足しています。", "details": "件名"}}, status=400))
    ),
    "page": Behaviour(_always(Reply(body=_HTML, media_type="text/html")), misbehaves=True),
    "empty": Behaviour(_always(Reply()), misbehaves=True),
    "broken": Behaviour(_always(Reply(body=b'{"outputs": "half')), misbehaves=True),
    "silent": Behaviour(_always(Reply(hangs=True)), misbehaves=True),
    "redirecting": Behaviour(_redirect, misbehaves=True),
    "huge": Behaviour(_always(Reply(media_type="text/plain", pieces=_HUGE_PIECES)), misbehaves=True),
    "forgetful": Behaviour(_forgetful, misbehaves=True),
    "refusing-history": Behaviour(_without_history, misbehaves=True),
    "later-forgetful": Behaviour(_promise, (_WORKING, _done_forgetful), misbehaves=True),
    "later-elsewhere": Behaviour(_promise_elsewhere, misbehaves=True),
    "later-backwards": Behaviour(_promise, (_WORKING, _PENDING), misbehaves=True),
    "later-unknown": Behaviour(_promise, (_unknown_state,), misbehaves=True),
    "later-gone": Behaviour(_promise, (_PENDING, _gone), misbehaves=True),
}
