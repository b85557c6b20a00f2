"""Beginning a benchmark: a set of questions that is handed in, over the models that are chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, File, Request, UploadFile
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from genkan.catalogue import Deployment, InformationClass, list_deployments
from genkan.evaluation.benchmarks.errors import SetMissing, SettingUnfit, SetTooLarge
from genkan.evaluation.benchmarks.room import Benchmarks, BenchmarkWish
from genkan.evaluation.errors import EvaluationProblem
from genkan.evaluation.running import Contestant
from genkan.governance import DatabasePart, Reading, RunsEvaluations, Viewer, part
from genkan.kit import shorten, storable
from genkan.ui import Pages

router = APIRouter(prefix="/evaluation/benchmarks")

PagesPart = Annotated[Pages, part(Pages)]
BenchmarksPart = Annotated[Benchmarks, part(Benchmarks)]

LARGEST_FILE = 20 * 1024 * 1024
_LONGEST_TITLE = 100
_LONGEST_KEY = 80
_MOST_REPETITIONS, _MOST_AT_ONCE, _MOST_TEMPERATURE = 20, 16, 2.0


@dataclass(frozen=True, slots=True)
class BenchmarkForm:
    """A benchmark as it was typed."""

    title: str = ""
    deployments: Sequence[str] = field(default_factory=tuple[str, ...])
    repetitions: str = "1"
    concurrency: str = "4"
    temperature: str = ""
    with_context: bool = True
    information_class: str = "1"


@router.get("/new")
async def show_new(
    request: Request, _viewer: RunsEvaluations, connection: Reading, pages: PagesPart
) -> Response:
    """The form."""
    return await _form(request, connection, pages, BenchmarkForm())


@router.post("")
async def begin(
    request: Request,
    viewer: RunsEvaluations,
    database: DatabasePart,
    pages: PagesPart,
    benchmarks: BenchmarksPart,
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Leave it to the workers and show its progress; what was typed comes back with a refusal, but for the file."""
    form = _typed(await request.form())
    try:
        content = await _content(file)
        name = shorten(storable(file.filename if file and file.filename else ""), length=100)
        async with database.write() as connection:
            wish = await _wish(connection, viewer, form, name=name, content=content)
            run_id = await benchmarks.begin(connection, wish)
    except EvaluationProblem as problem:
        async with database.read() as connection:
            return await _form(request, connection, pages, form, problem)
    return RedirectResponse(f"/evaluation/runs/{run_id}", status_code=303)


def _typed(sent: FormData) -> BenchmarkForm:
    def text(name: str) -> str:
        value = sent.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    return BenchmarkForm(
        title=text("title"),
        deployments=[value for value in sent.getlist("deployments") if isinstance(value, str)],
        repetitions=text("repetitions"),
        concurrency=text("concurrency"),
        temperature=text("temperature"),
        with_context="with_context" in sent,
        information_class=text("information_class"),
    )


async def _content(file: UploadFile | None) -> bytes:
    content = await file.read(LARGEST_FILE + 1) if file is not None and file.filename else b""
    if not content.strip():
        raise SetMissing
    if len(content) > LARGEST_FILE:
        raise SetTooLarge(limit=LARGEST_FILE // 1024 // 1024)
    return content


async def _wish(
    connection: AsyncConnection, viewer: Viewer, form: BenchmarkForm, *, name: str, content: bytes
) -> BenchmarkWish:
    known = {each.id: each for each in await _possible(connection)}
    chosen = [known[each] for each in form.deployments if each in known]
    return BenchmarkWish(
        organisation_id=viewer.organisation.id,
        title=shorten(storable(form.title or name), length=_LONGEST_TITLE),
        source=name,
        content=content,
        contestants=tuple(Contestant(each.title[:_LONGEST_KEY], each.id) for each in chosen),
        started_by=viewer.person.id,
        repetitions=_whole(form.repetitions, most=_MOST_REPETITIONS, name="繰返しの回数"),
        concurrency=_whole(form.concurrency, most=_MOST_AT_ONCE, name="同時に送信する数"),
        with_context=form.with_context,
        parameters=_parameters(form.temperature),
        information_class=InformationClass.TWO if form.information_class == "2" else InformationClass.ONE,
    )


def _whole(text: str, *, most: int, name: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 4 and 1 <= int(text) <= most):
        raise SettingUnfit(name=name, least=1, most=most)
    return int(text)


def _parameters(temperature: str) -> Mapping[str, object]:
    """Nothing where the endpoint's own setting is to hold."""
    if not temperature:
        return {}
    try:
        number = float(temperature)
    except ValueError:
        number = -1.0
    if not 0 <= number <= _MOST_TEMPERATURE:
        raise SettingUnfit(name="温度", least=0, most=int(_MOST_TEMPERATURE))
    return {"temperature": number}


async def _possible(connection: AsyncConnection) -> Sequence[Deployment]:
    return [each for each in await list_deployments(connection) if each.active and not each.embeds]


async def _form(
    request: Request,
    connection: AsyncConnection,
    pages: Pages,
    form: BenchmarkForm,
    problem: EvaluationProblem | None = None,
) -> Response:
    return pages.render(
        request,
        "evaluation/benchmark_new.html",
        status=problem.status if problem else 200,
        form=form,
        deployments=[(each.id, each.title) for each in await _possible(connection)],
        classes=[(str(int(each)), each.label) for each in (InformationClass.ONE, InformationClass.TWO)],
        megabytes=LARGEST_FILE // 1024 // 1024,
        longest_title=_LONGEST_TITLE,
        most_repetitions=_MOST_REPETITIONS,
        most_at_once=_MOST_AT_ONCE,
        told=pages.explain(request, problem) if problem else None,
    )
