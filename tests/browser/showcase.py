"""A small application that shows the parts of ui alone: the specimen, a form, and two answers being written."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from genkan.ui import (
    ASSETS_PATH,
    AnswerFeed,
    Citation,
    NavigationEntry,
    Pages,
    StreamEvent,
    announcement,
    event_stream,
    partial,
)
from tests.ui.cast import NAVIGATION, Viewer

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
MENU = (
    *NAVIGATION,
    NavigationEntry("比較", "/compare", "compare"),
    NavigationEntry("モデル", "/models", "model"),
    NavigationEntry("利用者管理", "/administration/people", "people"),
    NavigationEntry("監査記録", "/administration/ledger", "ledger"),
)
ANSWER = """**「日当」**は、出張の日数に応じて支給されます[1]。ただし、**同一地域内（八キロ未満）**の出張は対象外です[2]。

1. 出張命令を受ける。
2. 旅行後、**七日以内**に精算する。
   - 領収書を添付する。

| 区分 | 日当 |
|---|--:|
| 課長以上 | 2,600円 |
| その他 | 2,200円 |

> 日当は、定額により支給する。

```
支給額 = 定額 × 日数
```
"""
ROWS = (
    {
        **{"label": "モデルA", "low": 0.41, "value": 0.52, "high": 0.63, "count": 84},
        **{"shown": "52.0%", "interval": "41.0–63.0%"},
    },
    {
        **{"label": "Llama-3.1-ELYZA-JP-70B", "low": 0.58, "value": 0.66, "high": 0.74, "count": 130},
        **{"shown": "66.0%", "interval": "58.0–74.0%"},
    },
    {
        **{"label": "モデルC", "low": None, "value": None, "high": None, "count": 3},
        **{"shown": "", "interval": "", "note": "投票が足りません"},
    },
)


def resolve(number: int, _nth: int) -> Citation:
    """The first source is sound, any other is not."""
    failure = "" if number == 1 else "引用が条文と一致しません"
    return Citation("#source-1", "旅費規程 第十二条", failure)


@dataclass
class Showcase:
    """The application and what happened to it."""

    pages: Pages = field(
        default_factory=lambda: Pages(
            {"showcase": Path(__file__).parent / "templates"}, language="ja", navigation=MENU
        )
    )
    lines_before_break: int = 0
    refusals_at_first: int = 0
    refusals_after_break: int = 0
    streams_opened: list[str] = field(default_factory=list)
    streams_closed: int = 0
    posted: list[dict[str, str]] = field(default_factory=list)
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    def app(self) -> Starlette:
        """To be served."""
        routes = [
            Route("/specimen", self.specimen),
            Route("/form", self.form, methods=["GET", "POST"]),
            Route("/answers", self.answers),
            Route("/answers/events", self.events),
            Mount(ASSETS_PATH, self.pages.assets_app()),
        ]
        return Starlette(routes=routes, middleware=[Middleware(_StrictPolicy)])

    async def specimen(self, request: Request) -> Response:
        """Every macro."""
        request.state.viewer = _everyone()
        return self.pages.render(request, "ui/specimen.html", rows=ROWS, answer=ANSWER, resolve=resolve)

    async def form(self, request: Request) -> Response:
        """A question, a stop form and votes; a question of one letter is refused."""
        request.state.viewer = _everyone()
        if request.method == "GET":
            return self.pages.render(request, "showcase/form.html", error="", question="")
        sent = {name: str(value) for name, value in (await request.form()).items()}
        self.posted.append(sent)
        if len(sent.get("question", "はい")) > 1:
            return RedirectResponse("/form", 303)
        return self.pages.render(
            request, "showcase/form.html", error="短すぎます。", question=sent["question"]
        )

    async def answers(self, request: Request) -> Response:
        """Two answers that one stream fills."""
        request.state.viewer = _everyone()
        return self.pages.render(request, "showcase/answers.html")

    async def events(self, request: Request) -> Response:
        """Both answers in turn, then their end."""
        self.streams_opened.append(request.headers.get("last-event-id", ""))
        if len(self.streams_opened) <= self.refusals_at_first:
            return Response(status_code=503)
        if 1 < len(self.streams_opened) <= 1 + self.refusals_after_break:
            return Response(status_code=503)
        return event_stream(self._write(), closing=self.closing)

    async def _write(self) -> AsyncGenerator[StreamEvent]:
        feeds = [AnswerFeed(name) for name in ("left", "right")]
        try:
            yield StreamEvent(announcement("回答を作成しています。"))
            for length in [*range(0, len(ANSWER), 12), len(ANSWER)]:
                await asyncio.sleep(0.02)
                updates = [feed.update(ANSWER[:length]) for feed in feeds]
                yield StreamEvent(updates[0] + updates[1], id=str(length))
                if length and length == self.lines_before_break and len(self.streams_opened) == 1:
                    raise ConnectionResetError
            yield StreamEvent(partial("left-state", Markup("完了")))
            yield StreamEvent(announcement("回答が完了しました。"))
        finally:
            self.streams_closed += 1


class _StrictPolicy:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"content-security-policy", POLICY.encode())]
            await send(message)

        await self._app(scope, receive, send_with_policy)


def _everyone() -> Viewer:
    return Viewer(permissions=frozenset({"use_workspace", "read_report"}))
