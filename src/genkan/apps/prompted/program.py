"""The program of every app that is a prompt."""

from collections.abc import Mapping

from genkan.apps.app import App
from genkan.apps.checks import run_checks
from genkan.apps.errors import ModelMissing
from genkan.apps.output import Output
from genkan.apps.program import Program, Workbench
from genkan.apps.prompted.asking import asked
from genkan.apps.prompted.history import told_before
from genkan.apps.prompted.shortening import shortened
from genkan.apps.prompted.texts import file_notices, search_notices, texts_of


def prompted(app: App) -> Program:
    """What an app with a prompt does: look things up, read long material in parts, ask, check."""
    if app.prompt is None:
        raise ValueError(f"{app.id} has no prompt")

    async def work(bench: Workbench) -> Output:
        if not bench.has_model:
            raise ModelMissing
        values = texts_of(bench)
        found = await bench.search(_query(values)) if app.searches else ()
        unread = await search_notices(bench)
        material, notices = await shortened(bench, values, purpose=app.purpose)
        await bench.progress(1, 1, label="文章を作成しています")
        files = "\n\n".join(material[key] for key in bench.files)
        filled = {**material, "material": files, "found": found}
        before, told = told_before(app.form, bench.turns)
        text = await asked(bench, app, filled, found=found, before=before)
        source = "\n".join(values.values())
        checks = await run_checks(app.checks, bench, text=text, source=source, found=found)
        return Output(text=text, checks=checks, notices=(*file_notices(bench), *unread, *notices, *told))

    return work


def _query(values: Mapping[str, str]) -> str:
    """What is looked up: what was entered, the shortest first, for a question is shorter than its material."""
    return "\n".join(sorted((text for text in values.values() if text.strip()), key=len))[:2_000]
