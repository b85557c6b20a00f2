"""The work of 文書作成."""

import asyncio
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from genkan.apps.app import App
from genkan.apps.built_in.document_drafting.body import bare_body, points_in, skeleton
from genkan.apps.built_in.document_drafting.checking import (
    check_parts,
    check_points,
    check_questions,
    check_writing,
)
from genkan.apps.built_in.document_drafting.kind import Kind, load_kinds
from genkan.apps.checks import run_checks
from genkan.apps.official_writing import Checker
from genkan.apps.output import Check, Output
from genkan.apps.program import Program, Workbench
from genkan.apps.prompt import render
from genkan.apps.prompted import asked, file_notices, given_text, shortened, texts_of
from genkan.kit import in_era

WITHOUT_MODEL = (
    "モデルを選ばずに実行したため、定型部分を配置し、要点を入力した順に並べました。本文は書いていません。"
    "モデルを選ぶと、要点と資料から本文を作成し、要点の漏れ、資料にない数値、公用文の規則を点検します。"
)
_MISSING = {
    "number": "（文書番号）",
    "addressee": "（宛先）",
    "sender": "（発出者）",
    "subject": "（件名）",
}
_DAYS = ("deadline",)


class _Draft(NamedTuple):
    """A body with what was taken out of it, and how the material was read."""

    body: str
    removed: tuple[str, ...]
    notices: tuple[str, ...]


def document_drafting(app: App, *, checker: Checker) -> Program:
    """The template of the kind around a body that a model writes, or around the points as they are."""
    kinds = load_kinds()

    async def work(bench: Workbench) -> Output:
        kind = kinds[bench.values["kind"]]
        points = points_in(given_text(bench, app, "points"))
        if bench.has_model:
            draft = await _written(bench, app, kind)
        else:
            draft = _Draft(skeleton(points, kind), (), (WITHOUT_MODEL,))
        text = await asyncio.to_thread(_placed, bench, kind, draft.body)
        checks = (
            check_parts(kind, bench.values, draft.removed, app),
            check_points(draft.body, points),
            check_writing(await asyncio.to_thread(checker.check, draft.body)),
            *((check_questions(draft.body),) if kind.skeleton == "questions" else ()),
            *await _compared(bench, app, draft.body),
        )
        return Output(text, checks=checks, notices=(*file_notices(bench), *draft.notices))

    return work


async def _written(bench: Workbench, app: App, kind: Kind) -> _Draft:
    """What the model writes of the body; long sources are read in parts before."""
    texts = texts_of(bench)
    long = {key: texts.get(key, "") for key in ("sources", "documents")}
    material, notices = await shortened(bench, long, purpose=f"{kind.title}の本文を作成する。")
    await bench.progress(1, 1, label="本文を作成しています")
    told = {"material": "\n\n".join(text for text in material.values() if text.strip())}
    answer = await asked(bench, app, {**texts, **told})
    return _Draft(*bare_body(answer), notices)


def _placed(bench: Workbench, kind: Kind, body: str) -> str:
    """The document: everything but the body is from the form and the template."""
    given = {key: bench.values.get(key, "").strip() or _MISSING.get(key, "") for key in _keys(bench)}
    given |= {key: _day(given[key]) for key in _DAYS if given.get(key)}
    given["date"] = _day(bench.values.get("date", "") or bench.today.isoformat())
    given["opening"] = given.get("opening") or kind.opening
    placed = render(kind.template, {**given, "body": body}).strip("\n")
    contact = given.get("contact", "")
    return f"{placed}\n\n（担当・連絡先）\n{contact}" if contact else placed


def _keys(bench: Workbench) -> set[str]:
    optional = {"reference", "embargo", "held", "place", "present", "committee", "questioner", "question"}
    return {*bench.values, *_MISSING, *optional, *_DAYS}


def _day(written: str) -> str:
    return in_era(date.fromisoformat(written))


async def _compared(bench: Workbench, app: App, body: str) -> tuple[Check, ...]:
    """The body against everything that was entered and attached."""
    given: Mapping[str, str] = texts_of(bench)
    return await run_checks(app.checks, bench, text=body, source="\n".join(given.values()))
