"""The work of 公用文チェッカー as an app: the rules first, and what a model suggests in a list of its own."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from genkan.apps.app import App
from genkan.apps.built_in.markdown import escaped, escaped_table
from genkan.apps.built_in.rule_findings import findings_table
from genkan.apps.built_in.writing_check.suggestions import (
    Suggestions,
    check_suggestions,
    suggestions_in,
)
from genkan.apps.official_writing import Checker, Report, TextKind, correct, examine, sure_choices
from genkan.apps.output import Output
from genkan.apps.program import Program, Workbench
from genkan.apps.prompted import by_part, file_notices, given_text

WITHOUT_MODEL = (
    "モデルを選ばずに実行したため、決まりによる照合だけを行いました。"
    "モデルを選ぶと、主語と述語のねじれなど、決まりでは分からない点の提案を、別の一覧に加えます。"
)
APART = "生成AIのモデルによる提案です。公用文の決まりによる指摘ではありません。採用するかどうかは、人が決めてください。"
NO_SUGGESTION = "生成AIの提案はありません。"
Named = tuple[str, Suggestions]


@dataclass(frozen=True)
class Checked:
    """One text with what the rules say of it; ``title`` is the name of its file, empty for what was entered."""

    title: str
    report: Report


def writing_check(app: App, *, checker: Checker) -> Program:
    """What the rules say of a text and of each file, and apart from it what a model suggests."""

    async def work(bench: Workbench) -> Output:
        given_text(bench, app, "text", "documents")
        checked = await _check_all(bench, checker)
        told = "\n\n".join([_summed(bench, checked), *(_told(each) for each in checked)])
        if not bench.has_model:
            return Output(told, notices=(*file_notices(bench), WITHOUT_MODEL))
        suggested, plan = await _suggest(bench, app, checked)
        check = check_suggestions(found for _, found in suggested)
        notices = (*file_notices(bench), *plan)
        return Output(f"{told}\n\n{_suggestions(suggested)}", checks=(check,), notices=notices)

    return work


async def _check_all(bench: Workbench, checker: Checker) -> tuple[Checked, ...]:
    """What was entered and each file against the rules; whatever holds no text is passed by."""
    kind, quotations = TextKind(bench.values["kind"]), bench.values["quotations"] == "yes"
    files = [(file.name, file.text) for read in bench.files.values() for file in read]
    texts = [pair for pair in [("", bench.values.get("text", "")), *files] if pair[1].strip()]
    checked: list[Checked] = []
    for number, (title, text) in enumerate(texts):
        await bench.progress(number, len(texts), label="公用文の決まりと照合しています")
        report = await asyncio.to_thread(examine, checker, text, quotations=quotations, kind=kind)
        checked.append(Checked(title, report))
    return tuple(checked)


async def _suggest(
    bench: Workbench, app: App, checked: Sequence[Checked]
) -> tuple[list[Named], tuple[str, ...]]:
    """What a model suggests for each text, and how the long ones were read."""
    suggested, plan = list[Named](), list[str]()
    for number, each in enumerate(checked, start=1):
        text = each.report.text
        parts = await by_part(bench, app, text, doing="提案を作成しています", name=f"text:{number}")
        suggested.append((each.title, suggestions_in(parts.pieces, text)))
        plan += parts.notices
    return suggested, tuple(plan)


def _summed(bench: Workbench, checked: Sequence[Checked]) -> str:
    scores = [each.report.score for each in checked]
    errors, considered = (sum(score.errors for score in scores), sum(score.considered for score in scores))
    kind = TextKind(bench.values["kind"]).label
    return (
        f"## 確認の結果\n\n「{kind}」として照合しました。"
        f"決まりによる指摘は{errors + considered:,}件です（誤り{errors:,}件、要検討{considered:,}件）。"
    )


def _told(checked: Checked) -> str:
    """The findings of one text, and the text with the corrections that are the only ones."""
    of = f"　{escaped(checked.title)}" if checked.title else ""
    found = f"## 決まりによる指摘{of}\n\n{findings_table(checked.report.findings)}"
    choices = sure_choices(checked.report.findings)
    if not choices:
        return found
    corrected = correct(checked.report.text, choices)
    return f"{found}\n\n## 確実な修正を入れた文章（{corrected.made:,}件）{of}\n\n{corrected.text}"


def _suggestions(suggested: Sequence[Named]) -> str:
    rows = [
        (f"{title}　{each.line}行".strip(), each.found, each.instead, each.reason)
        for title, found in suggested
        for each in found.listed
    ]
    table = escaped_table(("位置", "箇所", "提案", "理由"), rows) if rows else NO_SUGGESTION
    return f"## 生成AIの提案\n\n{APART}\n\n{table}"
