"""Asking with a prompt: the event loop, which answers everybody else, never waits for one to be filled."""

import asyncio
import threading
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from genkan.apps.app import App, Prompt
from genkan.apps.form.field import Field, FieldKind, Form
from genkan.apps.program import Workbench
from genkan.apps.prompted import asked
from tests.workspace.conftest import LIMIT

APP = App(
    id="an-app",
    title="例示",
    purpose="例示する。",
    form=Form((Field(key="text", kind=FieldKind.TEXTAREA, title="本文"),)),
    prompt=Prompt("規則：{{ today }}", "本文：{{ text }}"),
)


@dataclass
class Desk:
    """As much of a workbench as a question needs."""

    today: date = date(2026, 11, 22)
    asked: list[tuple[str, str]] = field(default_factory=list)

    async def ask(self, _name: str, text: str, *, system: str = "", longest: int = 2048) -> str:
        assert longest == APP.longest_answer
        self.asked.append((system, text))
        return "（回答）"


class Slow:
    """A value that is there only once the event loop has gone on meanwhile."""

    def __init__(self) -> None:
        self.loop_went_on = threading.Event()

    def __str__(self) -> str:
        assert self.loop_went_on.wait(LIMIT), "the event loop waited for the prompt"
        return "長い文章"


async def test_the_loop_goes_on_while_a_prompt_is_filled() -> None:
    desk, value = Desk(), Slow()
    asyncio.get_running_loop().call_soon(value.loop_went_on.set)
    assert await asked(cast("Workbench", desk), APP, {"text": value}) == "（回答）"
    assert desk.asked == [("規則：2026年11月22日", "本文：長い文章")]
