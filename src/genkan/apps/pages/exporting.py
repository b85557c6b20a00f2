"""The output of a run as a file."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from starlette.responses import Response

from genkan.apps.errors import RunFileUnknown, RunNotEnded
from genkan.apps.export import ExportFormat
from genkan.apps.files.download import download_headers
from genkan.apps.output import Output
from genkan.apps.pages.parts import AppsPart
from genkan.apps.run import FileSide, Run, RunState
from genkan.apps.store import files, runs
from genkan.apps.subject import subject_of
from genkan.governance import DatabasePart, UsesWorkspace

router = APIRouter()
_JAPAN = ZoneInfo("Asia/Tokyo")


@router.get("/runs/{run_id}/export/{form}")
async def export_run(
    run_id: str, form: str, viewer: UsesWorkspace, database: DatabasePart, apps: AppsPart
) -> Response:
    """The output in Word, PDF, Excel or Markdown; no transaction is open while it is written."""
    async with database.read() as connection:
        run = await runs.find_own_run(connection, run_id, person_id=viewer.person.id)
        given = await files.files_of(connection, run.id, FileSide.GIVEN)
    if form not in set(ExportFormat):
        raise RunFileUnknown
    if run.state is not RunState.COMPLETED:
        raise RunNotEnded
    made = await apps.exporting.export(
        output_of(run),
        ExportFormat(form),
        title=run.title,
        day=_day(run.ended_at or run.created_at),
        subject=subject_of(run.values, [file.name for file in given]),
    )
    return Response(made.content, headers=download_headers(made.name, made.media_type))


def output_of(run: Run) -> Output:
    """What came out of a run, without its files."""
    return Output(text=run.text, checks=run.checks, notices=run.notices)


def _day(moment: datetime) -> date:
    return moment.astimezone(_JAPAN).date()
