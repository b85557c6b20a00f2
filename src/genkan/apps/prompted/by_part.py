"""Working on a long text part by part, each part once and none left out."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from genkan.apps.app import App
from genkan.apps.program import Workbench
from genkan.apps.prompted.asking import asked
from genkan.apps.reading import Part, plan_reading

LONGEST_PART = 4_000


@dataclass(frozen=True)
class Parts:
    """Each part of the text and what the model made of it, in order; ``notices`` tell the plan."""

    pieces: tuple[tuple[Part, str], ...]
    notices: tuple[str, ...]

    @property
    def text(self) -> str:
        """What the model made of all parts."""
        return "\n\n".join(answer for _, answer in self.pieces)


async def by_part(
    bench: Workbench,
    app: App,
    text: str,
    *,
    doing: str,
    values: Callable[[Part], Mapping[str, object]] | None = None,
    longest: int = LONGEST_PART,
    name: str = "part",
) -> Parts:
    """Ask with the prompt of the app for each part, which it names ``material``; ``doing`` such as 「翻訳しています」.

    ``values`` gives what else the prompt names for a part. Parts have at most ``longest`` characters. ``name``
    begins the names of the steps, for a run that reads several texts.
    """
    plan = await asyncio.to_thread(plan_reading, text, longest=longest)
    count, pieces = len(plan.parts), list[tuple[Part, str]]()
    for part in plan.parts:
        await bench.progress(part.number - 1, count, label=f"{doing}（{part.number}／{count}）")
        more = values(part) if values else dict[str, object]()
        filled = {**bench.values, **more, "material": part.text.strip("\n")}
        pieces.append((part, await asked(bench, app, filled, name=f"{name}:{part.number}")))
    return Parts(tuple(pieces), _told(count, plan.characters))


def _told(parts: int, characters: int) -> tuple[str, ...]:
    if parts == 1:
        return ()
    return (f"文章が長い（{characters:,}文字）ため、{parts}つの部分に分けて、全ての部分を順に処理しました。",)
