"""The work of 国会答弁検索."""

import asyncio
from collections.abc import Sequence

from genkan.apps.app import App
from genkan.apps.built_in.diet_search.errors import NoRecords
from genkan.apps.built_in.diet_search.importing import search_files
from genkan.apps.built_in.diet_search.quoting import check_quotations
from genkan.apps.built_in.diet_search.records import DietRecords, read, written
from genkan.apps.built_in.diet_search.speech import Search, Speech, Speeches
from genkan.apps.built_in.markdown import escaped, escaped_table
from genkan.apps.checks import run_checks
from genkan.apps.form.numerals import number_in
from genkan.apps.output import Check, CheckOutcome, Output
from genkan.apps.program import Program, Workbench
from genkan.apps.prompted import asked, file_notices, given_text, shortened

_AROUND = 120
_USUAL = 20
WITHOUT_MODEL = (
    "モデルを選ばずに実行したため、発言の一覧と、検索した言葉の前後だけを示しました。"
    "モデルを選ぶと、答弁の要点と経緯を、発言を出典としてまとめます。"
)
SENT = (
    "検索した言葉は、国会会議録の検索サービスへ送られました。出典：国会会議録検索システム（国立国会図書館）"
)


def diet_search(app: App, *, records: DietRecords) -> Program:
    """Find speeches in attached files, else at the service, and sum them up with their sources."""

    async def work(bench: Workbench) -> Output:
        search = _search(bench, app)
        await bench.progress(0, 2, label="会議録を検索しています")
        found, notices = await _found(bench, records, search)
        listed = _listed(found, search)
        notices = (*file_notices(bench), *notices)
        if not found.listed:
            notices = (
                *notices,
                "該当する発言がないため、要約はしていません。モデルを選ぶと要約できるのは、発言が見付かった場合です。",
            )
        elif not bench.has_model:
            notices = (*notices, WITHOUT_MODEL)
        else:
            return await _summed_up(bench, app, found, listed, notices)
        return Output(listed, checks=(_count(found),), notices=notices)

    return work


def _search(bench: Workbench, app: App) -> Search:
    values = bench.values
    return Search(
        words=tuple(given_text(bench, app, "words").replace("　", " ").split()),
        speaker=values.get("speaker", ""),
        meeting=values.get("meeting", ""),
        since=values.get("since", ""),
        until=values.get("until", ""),
    )


async def _found(bench: Workbench, records: DietRecords, search: Search) -> tuple[Speeches, tuple[str, ...]]:
    """Files come first: what is attached is what is to be searched, and nothing leaves the house for it."""
    start = int(number_in(bench.values.get("start", "")) or 1)
    most = int(bench.values.get("most") or _USUAL)
    files = bench.given.get("records", ())
    if files:
        return await asyncio.to_thread(search_files, files, search, start=start, most=most), ()
    if not records.address:
        raise NoRecords

    async def asked_once() -> str:
        return written(await records.ask(bench, search, start=start, most=most))

    return read(await bench.once("records", asked_once)), (SENT,)


async def _summed_up(
    bench: Workbench, app: App, found: Speeches, listed: str, notices: tuple[str, ...]
) -> Output:
    material, plan = await shortened(bench, {"material": _quoted(found.listed)}, purpose=app.purpose)
    await bench.progress(1, 2, label="答弁の要点をまとめています")
    report = await asked(bench, app, {**bench.values, **material})
    checks = await run_checks(app.checks, bench, text=report, source="")
    text = f"{report}\n\n{listed}"
    quoted = await asyncio.to_thread(check_quotations, report, found.listed)
    return Output(text, checks=(_count(found), quoted, *checks), notices=(*notices, *plan))


def _quoted(speeches: Sequence[Speech]) -> str:
    return "\n\n".join(
        f"[{number}] {each.source}\n{each.text}" for number, each in enumerate(speeches, start=1)
    )


def _listed(found: Speeches, search: Search) -> str:
    """A table of the speeches, and the words around what was looked for."""
    if not found.listed:
        return "該当する発言は、見付かりませんでした。"
    head = ("番号", "日付", "院名・会議名", "発言者", "会議録")
    rows = [
        (
            f"{number}",
            each.date,
            f"{each.house}　{each.meeting}".strip(),
            _speaker(each),
            each.address or each.id,
        )
        for number, each in enumerate(found.listed, start=1)
    ]
    around = [
        f"**{number}　{escaped(each.source)}**\n\n> {escaped(_around(each.text, search.words))}"
        for number, each in enumerate(found.listed, start=1)
    ]
    return "\n\n".join(["## 見付かった発言", escaped_table(head, rows), "## 該当箇所", *around])


def _speaker(speech: Speech) -> str:
    return f"{speech.speaker}（{speech.position}）" if speech.position else speech.speaker


def _around(text: str, words: Sequence[str]) -> str:
    """The passage around the first word that was looked for."""
    lowered = text.lower()
    place = next((at for word in words if (at := lowered.find(word.lower())) >= 0), 0)
    start, end = max(0, place - _AROUND), place + _AROUND
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def _count(found: Speeches) -> Check:
    shown = len(found.listed)
    details = (
        (f"該当{found.total:,}件のうち、{shown:,}件を示しました。",)
        if found.total
        else ("該当する発言がありません。",)
    )
    return Check(
        "検索の件数", CheckOutcome.PASSED if shown >= min(found.total, 1) else CheckOutcome.NOTICE, details
    )
