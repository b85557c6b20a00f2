"""Asking the model of a run with the prompt of its app."""

import asyncio
import re
from collections.abc import Mapping

from genkan.apps.app import App, Prompt
from genkan.apps.program import Found, Workbench
from genkan.apps.prompt import render

SOURCES = "出典として示す条文"
_FENCE = re.compile(r"\A\s*```[a-z]*\n(?P<inside>.*)\n```\s*\Z", re.DOTALL)


async def asked(
    bench: Workbench,
    app: App,
    values: Mapping[str, object],
    *,
    name: str = "answer",
    found: tuple[Found, ...] = (),
    before: str = "",
) -> str:
    """The model's answer to the prompt filled with ``values``, kept under ``name``; ``found`` is quoted with numbers.

    ``before`` is what came before in the conversation, which is put before the question.
    """
    if app.prompt is None:
        raise ValueError(f"{app.id} has no prompt")
    filled = {field.key: "" for field in app.form.asked} | {"material": "", "found": ()}
    filled |= {**values, "today": _day(bench)}
    system, request = await asyncio.to_thread(_rendered, app.prompt, filled)
    if before:
        request = f"{before}\n\n{request}"
    if found:
        request += "\n\n" + _quoted(found)
    return unfenced(await bench.ask(name, request, system=system, longest=app.longest_answer))


def unfenced(answer: str) -> str:
    """The answer without the fence that some models put round all of it."""
    fenced = _FENCE.match(answer)
    return (fenced["inside"] if fenced and "```" not in fenced["inside"] else answer).strip("\n")


def _rendered(prompt: Prompt, values: Mapping[str, object]) -> tuple[str, str]:
    """Both templates filled; with long values that takes a while, so no event loop does it."""
    return render(prompt.system, values), render(prompt.request, values)


def _quoted(found: tuple[Found, ...]) -> str:
    listed = "\n\n".join(f"[{n}] {each.reference}\n{each.text}" for n, each in enumerate(found, start=1))
    return f"## {SOURCES}\n\n{listed}"


def _day(bench: Workbench) -> str:
    return f"{bench.today.year}年{bench.today.month}月{bench.today.day}日"
