"""The pages of runs: the list, one run with its progress, stopping and resuming, its answers as a file."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated

import msgspec
from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.apps import download_headers
from genkan.catalogue import list_deployments
from genkan.evaluation.errors import EvaluationProblem
from genkan.evaluation.running.errors import AnswersSealed
from genkan.evaluation.running.room import Runs, read_progress, see_own_run, see_run
from genkan.evaluation.running.run import Halt, Lane, LaneState, Run, RunState
from genkan.evaluation.running.store.answers import count_done, count_outcomes, read_answers
from genkan.evaluation.running.store.lanes import read_lanes
from genkan.evaluation.running.store.runs import count_runs, list_runs
from genkan.governance import DatabasePart, Reading, RunsEvaluations, names_of, part
from genkan.ui import Pages
from genkan.ui import mark as _

router = APIRouter(prefix="/evaluation/runs")

RunsPart = Annotated[Runs, part(Runs)]
PagesPart = Annotated[Pages, part(Pages)]

A_PAGE = 20
_KINDS = {
    RunState.RUNNING: "info",
    RunState.STOPPED: "warning",
    RunState.ENDED: "success",
    LaneState.HALTED: "warning",
    LaneState.ENDED: "success",
    LaneState.RUNNING: "info",
}
OUTCOMES: Mapping[str, str] = {
    "completed": _("最後まで回答"),
    "truncated": _("長さの上限で切断"),
    "refused_by_policy": _("利用規則により送信せず"),
    "not_admitted": _("受付不可"),
    "refused_by_endpoint": _("接続先が拒否"),
    "unreachable": _("接続不可"),
    "timed_out": _("時間切れ"),
    "broken": _("途中で切断"),
    "stopped": _("停止"),
    "switched_off": _("緊急停止"),
    "interrupted": _("サーバーの停止による中断"),
    "window_closed": _("期間内に送信せず"),
}


@router.get("")
async def list_all(
    request: Request, viewer: RunsEvaluations, connection: Reading, pages: PagesPart, page: int = 1
) -> Response:
    """The runs of the organisation, newest first."""
    total = await count_runs(connection, viewer.organisation.id)
    last = max(1, -(-total // A_PAGE))
    page = min(max(page, 1), last)
    runs = await list_runs(connection, viewer.organisation.id, limit=A_PAGE, offset=(page - 1) * A_PAGE)
    return pages.render(
        request,
        "evaluation/runs.html",
        runs=runs,
        done=await count_done(connection, [run.id for run in runs]),
        kinds=_KINDS,
        names=await names_of(connection, sorted({run.started_by for run in runs})),
        page=page,
        pages=last,
    )


@router.get("/{run_id}")
async def show(
    request: Request, run_id: str, viewer: RunsEvaluations, connection: Reading, pages: PagesPart
) -> Response:
    """One run."""
    run = await see_run(connection, run_id, organisation_id=viewer.organisation.id)
    return await _shown(request, connection, pages, run, "evaluation/run.html")


@router.get("/{run_id}/progress")
async def show_progress(
    request: Request, run_id: str, viewer: RunsEvaluations, connection: Reading, pages: PagesPart
) -> Response:
    """The part of the page that changes while the run goes on."""
    run = await see_run(connection, run_id, organisation_id=viewer.organisation.id)
    return await _shown(request, connection, pages, run, "evaluation/_run.html")


@router.get("/{run_id}/answers.jsonl")
async def download(run_id: str, viewer: RunsEvaluations, connection: Reading) -> Response:
    """Every answer, one JSON object a line, with its digest; those of a sealed test are in its pack."""
    run = await see_run(connection, run_id, organisation_id=viewer.organisation.id)
    if run.is_sealed_test:
        raise AnswersSealed
    lines = [msgspec.json.encode(asdict(answer)) for answer in await read_answers(connection, run.id)]
    headers = download_headers(f"answers-{run.id[:8]}.jsonl", "application/jsonl")
    return Response(b"\n".join([*lines, b""]), headers=headers)


@router.post("/{run_id}/stop")
async def stop(
    request: Request,
    run_id: str,
    viewer: RunsEvaluations,
    database: DatabasePart,
    pages: PagesPart,
    runs: RunsPart,
) -> Response:
    """Ask no more."""
    try:
        async with database.write() as connection:
            await see_own_run(connection, viewer, run_id)
            await runs.ending.stop(connection, run_id, actor=viewer.person.id)
    except EvaluationProblem as problem:
        return await _told(request, run_id, viewer, database, pages, problem)
    return RedirectResponse(f"/evaluation/runs/{run_id}", status_code=303)


@router.post("/{run_id}/resume")
async def resume(
    request: Request,
    run_id: str,
    viewer: RunsEvaluations,
    database: DatabasePart,
    pages: PagesPart,
    runs: RunsPart,
) -> Response:
    """Go on."""
    try:
        async with database.write() as connection:
            await see_own_run(connection, viewer, run_id)
            await runs.ending.resume(connection, run_id, actor=viewer.person.id)
    except EvaluationProblem as problem:
        return await _told(request, run_id, viewer, database, pages, problem)
    return RedirectResponse(f"/evaluation/runs/{run_id}", status_code=303)


async def _told(
    request: Request,
    run_id: str,
    viewer: RunsEvaluations,
    database: DatabasePart,
    pages: Pages,
    problem: EvaluationProblem,
) -> Response:
    """The page of the run with what went wrong on top."""
    async with database.read() as connection:
        run = await see_run(connection, run_id, organisation_id=viewer.organisation.id)
        return await _shown(request, connection, pages, run, "evaluation/run.html", problem=problem)


async def _shown(
    request: Request,
    connection: AsyncConnection,
    pages: Pages,
    run: Run,
    template: str,
    *,
    problem: EvaluationProblem | None = None,
) -> Response:
    lanes = await read_lanes(connection, run.id)
    deployments = {each.id: each for each in await list_deployments(connection)}
    return pages.render(
        request,
        template,
        status=problem.status if problem else 200,
        run=run,
        lanes=lanes,
        deployments=deployments,
        progress=await read_progress(connection, run),
        outcomes=await count_outcomes(connection, run.id),
        outcome_names=OUTCOMES,
        halts=_halts(request, pages, lanes),
        can_resume=_can_resume(run, lanes),
        kinds=_KINDS,
        names=await names_of(connection, [run.started_by]),
        told=pages.explain(request, problem) if problem else None,
    )


def _can_resume(run: Run, lanes: tuple[Lane, ...]) -> bool:
    halted = any(lane.state is LaneState.HALTED for lane in lanes)
    return run.state is RunState.STOPPED or (run.state is RunState.RUNNING and halted)


def _halts(request: Request, pages: Pages, lanes: tuple[Lane, ...]) -> list[tuple[str, str, str]]:
    """Contestant, sentence and next step of those that are halted, in the reader's language."""
    language = pages.language(request)
    return [(lane.key, *_told_texts(pages, language, lane.halt)) for lane in lanes if lane.halt is not None]


def _told_texts(pages: Pages, language: str, halt: Halt) -> tuple[str, str]:
    sentence, next_step = (pages.translate(language, text).format_map(halt.details) for text in halt.texts)
    return sentence, next_step
