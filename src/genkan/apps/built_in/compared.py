"""Two given texts beside each other, and what a model says of their differences."""

import asyncio
from dataclasses import dataclass, replace

from genkan.apps.app import App
from genkan.apps.built_in.differing import changed, check_whole, line_pairs, new_text, old_text
from genkan.apps.checks import run_checks
from genkan.apps.output import Output
from genkan.apps.program import Workbench
from genkan.apps.prompted import asked, file_notices, given_text, shortened
from genkan.knowledge import LinePair


@dataclass(frozen=True)
class Compared:
    """Both texts of the form and their lines side by side."""

    old: str
    new: str
    pairs: tuple[LinePair, ...]

    @property
    def differing(self) -> list[LinePair]:
        """The lines that are not the same."""
        return changed(self.pairs)


async def compare_given(bench: Workbench, app: App) -> Compared:
    """The old and the new text of the form, pasted or attached. Raises ``NothingGiven`` or ``TooManyLines``."""
    old = given_text(bench, app, "old_text", "old_file")
    new = given_text(bench, app, "new_text", "new_file")
    await bench.progress(0, 2, label="二つの文章を比べています")
    return Compared(old, new, await asyncio.to_thread(line_pairs, old, new))


async def in_words(
    bench: Workbench, app: App, compared: Compared, *, heading: str, without_model: str
) -> Output:
    """What a model says of the differences under a heading, checked; without one, an output that says what is missing."""
    whole = check_whole(compared.pairs, old=compared.old, new=compared.new)
    given = Output("", checks=(whole,), notices=(*file_notices(bench), without_model))
    if not bench.has_model or not compared.differing:
        return given
    told = "\n\n".join(
        f"変更前：{old_text(pair) or '（なし）'}\n変更後：{new_text(pair) or '（なし）'}"
        for pair in compared.differing
    )
    material, notices = await shortened(bench, {"material": told}, purpose=app.purpose)
    await bench.progress(1, 2, label="変更の要点をまとめています")
    said = await asked(bench, app, {**bench.values, **material})
    source = f"{compared.old}\n{compared.new}"
    checks = (whole, *await run_checks(app.checks, bench, text=said, source=source))
    notices = (*file_notices(bench), *notices)
    return replace(given, text=f"## {heading}\n\n{said}\n\n", checks=checks, notices=notices)
