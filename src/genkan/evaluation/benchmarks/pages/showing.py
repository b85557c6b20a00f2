"""The pages of benchmarks: the results of one, as a page and as JSON."""

from typing import Annotated

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from genkan.apps import download_headers
from genkan.evaluation.benchmarks.store.benchmarks import find_benchmark
from genkan.evaluation.running import see_run
from genkan.governance import Reading, RunsEvaluations, part
from genkan.ui import Pages

router = APIRouter(prefix="/evaluation/benchmarks")

PagesPart = Annotated[Pages, part(Pages)]


@router.get("/{run_id}")
async def show(
    request: Request, run_id: str, viewer: RunsEvaluations, connection: Reading, pages: PagesPart
) -> Response:
    """The results; until they are there, the run."""
    run = await see_run(connection, run_id, organisation_id=viewer.organisation.id)
    benchmark = await find_benchmark(connection, run.id)
    if benchmark.results is None:
        return RedirectResponse(f"/evaluation/runs/{run.id}", status_code=303)
    return pages.render(
        request, "evaluation/benchmark.html", run=run, benchmark=benchmark, results=benchmark.results
    )


@router.get("/{run_id}/results.json")
async def download(run_id: str, viewer: RunsEvaluations, connection: Reading) -> Response:
    """The results as JSON; shares are from 0 to 1, times in seconds, prices in yen."""
    run = await see_run(connection, run_id, organisation_id=viewer.organisation.id)
    benchmark = await find_benchmark(connection, run.id)
    headers = download_headers(f"results-{run.id[:8]}.json", "application/json")
    return Response(msgspec.json.encode(benchmark), headers=headers)
