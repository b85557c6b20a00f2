"""The work of やさしい日本語."""

import asyncio
from collections.abc import Callable

from genkan.apps.app import App
from genkan.apps.built_in.markdown import escaped_table
from genkan.apps.built_in.plain_japanese.examining import Examined, Hardness, examine_ease
from genkan.apps.built_in.plain_japanese.guideline import load_guideline
from genkan.apps.checks import noticed_by, run_checks
from genkan.apps.official_writing import Analyser
from genkan.apps.output import Check, Output
from genkan.apps.program import Program, Workbench
from genkan.apps.prompted import by_part, file_notices, given_text

LABEL = "やさしい日本語の規則"
MOST_ROWS = 200
WITHOUT_MODEL = (
    "モデルを選ばずに実行したため、書き換えは行わず、分かりにくい箇所を示しました。"
    "モデルを選ぶと、やさしい日本語に書き換え、前後の点数を比べます。"
)

Examine = Callable[[str], Examined]


def plain_japanese(app: App, *, analyser: Analyser) -> Program:
    """Rewrite a text and measure both, or measure it alone."""
    guideline = load_guideline()

    async def work(bench: Workbench) -> Output:
        source = given_text(bench, app, "text", "documents")
        readings = bench.values.get("readings") == "yes"

        def examine(text: str) -> Examined:
            return examine_ease(text, guideline=guideline, analyser=analyser, readings=readings)

        before = await asyncio.to_thread(examine, source)
        if not bench.has_model:
            return Output(
                _measured(before), checks=(_check(before),), notices=(*file_notices(bench), WITHOUT_MODEL)
            )
        return await _rewritten(bench, app, source, before, examine)

    return work


async def _rewritten(bench: Workbench, app: App, source: str, before: Examined, examine: Examine) -> Output:
    parts = await by_part(bench, app, source, doing="やさしい日本語に書き換えています")
    after = await asyncio.to_thread(examine, parts.text)
    checks = await run_checks(app.checks, bench, text=parts.text, source=source)
    score = f"## 点数\n\n分かりやすい文の割合は、書き換える前が{before.score}％、後が{after.score}％です。"
    left = f"\n\n## まだ分かりにくい箇所\n\n{_table(after.found)}" if after.found else ""
    notices = (*file_notices(bench), *parts.notices)
    return Output(f"{parts.text}\n\n{score}{left}", checks=(_check(after), *checks), notices=notices)


def _measured(examined: Examined) -> str:
    score = f"## 点数\n\n{examined.sentences:,}文のうち、分かりやすい文の割合は{examined.score}％です。"
    if not examined.found:
        return f"{score}\n\n分かりにくい箇所は、見付かりませんでした。"
    return f"{score}\n\n## 分かりにくい箇所\n\n{_table(examined.found)}"


def _check(examined: Examined) -> Check:
    return noticed_by(LABEL, (f"「{each.found[:20]}」：{each.message}" for each in examined.found))


def _table(found: tuple[Hardness, ...]) -> str:
    rows = [(each.sentence, each.found, each.message, each.easier or "—") for each in found[:MOST_ROWS]]
    more = f"\n\nほか{len(found) - MOST_ROWS:,}か所は表示していません。" if len(found) > MOST_ROWS else ""
    return escaped_table(("文", "箇所", "理由", "言い換えの例"), rows) + more
