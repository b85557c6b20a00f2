"""The work of 校正."""

import asyncio

from genkan.apps.app import App
from genkan.apps.built_in.differing import changed, line_pairs, marked_cells
from genkan.apps.built_in.errors import TooManyLines
from genkan.apps.built_in.markdown import table
from genkan.apps.built_in.rule_findings import findings_table
from genkan.apps.checks import run_checks
from genkan.apps.official_writing import Checker, Report, correct, sure_choices
from genkan.apps.output import Check, CheckOutcome, Output
from genkan.apps.program import Program, Workbench
from genkan.apps.prompted import by_part, file_notices, given_text

LABEL = "公用文の規則"
WITHOUT_MODEL = (
    "モデルを選ばずに実行したため、規則で確実に直せる箇所だけを直しました。"
    "モデルを選ぶと、誤字や読みにくい文を含めて修正案を作成し、数値と引用が変わっていないかを点検します。"
)


def proofreading(app: App, *, checker: Checker) -> Program:
    """What the rules correct, and what a model proposes beyond them."""

    async def work(bench: Workbench) -> Output:
        source = given_text(bench, app, "text", "documents")
        report = await asyncio.to_thread(checker.check, source)
        proposed = correct(source, sure_choices(report.findings)).text
        notices = file_notices(bench)
        if bench.has_model:
            parts = await by_part(bench, app, proposed, doing="校正しています")
            proposed, notices = parts.text, (*notices, *parts.notices)
        else:
            notices = (*notices, WITHOUT_MODEL)
        after = await asyncio.to_thread(checker.check, proposed)
        text = await asyncio.to_thread(_told, source, report, proposed)
        kept = await run_checks(app.checks, bench, text=proposed, source=source)
        return Output(text, checks=(_check(report, after), *kept), notices=notices)

    return work


def _told(source: str, report: Report, proposed: str) -> str:
    """The proposal, what differs, and what the rules say of the source."""
    sections = ["## 修正案", proposed, "## 変更した箇所", _changes(source, proposed)]
    return "\n\n".join([*sections, "## 公用文の規則による指摘", findings_table(report.findings)])


def _changes(source: str, proposed: str) -> str:
    try:
        pairs = changed(line_pairs(source, proposed))
    except TooManyLines as problem:
        return f"変更した箇所は一覧にしていません。{problem.sentence.format_map(problem.details)}"
    if not pairs:
        return "変更した箇所はありません。"
    return table(
        ("修正案", "元の文章"), (marked_cells(pair, added="（追加）", removed="（削除）") for pair in pairs)
    )


def _check(before: Report, after: Report) -> Check:
    """Passes where the proposal breaks no rule for certain; what a person should look at is told by number."""
    score, left = before.score, after.score
    details = (
        f"元の文章：誤り{score.errors}件、要確認{score.considered}件",
        f"修正案：誤り{left.errors}件、要確認{left.considered}件",
    )
    return Check(LABEL, CheckOutcome.NOTICE if left.errors else CheckOutcome.PASSED, details)
