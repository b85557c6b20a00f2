"""The work of 要約."""

import asyncio

from genkan.apps.app import App
from genkan.apps.built_in.summary.outline import outline
from genkan.apps.output import Output
from genkan.apps.program import Program, Workbench
from genkan.apps.prompted import file_notices, given_text, prompted

WITHOUT_MODEL = (
    "モデルを選ばずに実行したため、要約文は作成していません。見出しと最初の文、日付と金額を抜き出しました。"
    "モデルを選ぶと、指定した長さの要約文を作成し、見出しと数値を元の文書と照合します。"
)


def summary(app: App) -> Program:
    """A checked summary, or an outline where there is no model."""
    write = prompted(app)

    async def work(bench: Workbench) -> Output:
        source = given_text(bench, app, "text", "documents")
        if bench.has_model:
            return await write(bench)
        text = await asyncio.to_thread(outline, source)
        return Output(text, notices=(*file_notices(bench), WITHOUT_MODEL))

    return work
