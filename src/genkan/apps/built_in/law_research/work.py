"""The work of 法制度調査."""

from collections.abc import Sequence

from genkan.apps.app import App
from genkan.apps.built_in.markdown import escaped
from genkan.apps.checks import run_checks
from genkan.apps.output import Check, CheckOutcome, Output
from genkan.apps.program import Found, Program, Workbench
from genkan.apps.prompted import asked, file_notices, given_text, search_notices, shortened, texts_of

LABEL = "見付かった条文"
MOST_FOUND = 12
LONGEST_QUERY = 2_000
_EXCERPT = 300
WITHOUT_MODEL = (
    "モデルを選ばずに実行したため、報告書は作成せず、見付かった条文を関係の深い順に並べました。"
    "モデルを選ぶと、条文を出典として調査報告を作成し、全ての記述に出典があるか、引用が条文と一致するかを確認します。"
)
NOTHING_FOUND = (
    "検索できる規程と法令の中に、関係する条文が見付かりませんでした。言葉を変えるか、規程集の登録を確認してください。"
    "根拠がないため、報告書は作成していません。モデルを選ぶと報告書を作成できるのは、条文が見付かった場合です。"
)


def law_research(app: App) -> Program:
    """Search, report with the articles found as the only sources, check every citation."""

    async def work(bench: Workbench) -> Output:
        question = given_text(bench, app, "question")
        await bench.progress(0, 2, label="規程と法令を検索しています")
        query = f"{question}\n{bench.values.get('keywords', '')}".strip()[:LONGEST_QUERY]
        found = await bench.search(query, limit=MOST_FOUND)
        told = (*file_notices(bench), *await search_notices(bench))
        if not found:
            text = "関係する条文は、見付かりませんでした。"
            return Output(text, checks=(_count(found),), notices=(*told, NOTHING_FOUND))
        if not bench.has_model:
            checks = (_count(found),)
            return Output(_listed(found), checks=checks, notices=(*told, WITHOUT_MODEL))
        return await _reported(bench, app, found, told=told)

    return work


async def _reported(bench: Workbench, app: App, found: Sequence[Found], *, told: tuple[str, ...]) -> Output:
    values = texts_of(bench)
    material, notices = await shortened(bench, values, purpose=app.purpose)
    await bench.progress(1, 2, label="報告書を作成しています")
    report = await asked(bench, app, material, found=tuple(found))
    checks = await run_checks(app.checks, bench, text=report, source="\n".join(values.values()), found=found)
    sources = "\n".join(
        f"- [{number}] {escaped(each.reference)}" for number, each in enumerate(found, start=1)
    )
    text = f"{report}\n\n## 出典\n\n{sources}"
    return Output(text, checks=(_count(found), *checks), notices=(*told, *notices))


def _listed(found: Sequence[Found]) -> str:
    """The articles with their beginning, and how much is not shown."""
    sections = [
        f"### [{number}] {escaped(each.reference)}\n\n> {_excerpt(each)}"
        for number, each in enumerate(found, 1)
    ]
    return "\n\n".join(["## 関係する条文", *sections])


def _excerpt(found: Found) -> str:
    text = escaped(found.text[:_EXCERPT])
    left = len(found.text) - _EXCERPT
    return f"{text}……（ほか{left:,}文字）" if left > 0 else text


def _count(found: Sequence[Found]) -> Check:
    details = (f"{len(found)}条を出典としました。",) if found else ("関係する条文がありません。",)
    return Check(LABEL, CheckOutcome.PASSED if found else CheckOutcome.NOTICE, details)
