"""``genkan evaluate run`` and ``results``: a set of questions or a task of inspect_ai over models."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.deployments import deployment_named
from genkan.cli.evaluation_inspect import InspectOptions, inspect_all
from genkan.cli.evaluation_results import show_inspections, show_results
from genkan.cli.evaluation_runs import work_off
from genkan.cli.links import COMMAND_LINE
from genkan.cli.shelves import organisation_meant
from genkan.cli.terminal import say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.evaluation import BenchmarkWish, Contestant, Results

_MODEL = ("接続先の名称又は公開名（複数指定可）", "Title or public name of a deployment; may be given again")
_JSON = ("JSONで出力", "Print JSON")
_DEFAULT_SEED = 20261122
_PYTHON_FILE = ".py"
_LONGEST_KEY = 80


def add_benchmarks(commands: typer.Typer, words: Words) -> None:
    """The subcommands that measure models."""
    _add_run(commands, words)
    _add_results(commands, words)


def _add_run(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "問題集（1行に1件のJSON。lawqa_jpの形を含む）又はinspect_aiのタスク（.py）で、モデルを測定します。",
            "Measure models with a set of questions (one JSON object a line, also as lawqa_jp has it) or a task of"
            " inspect_ai (.py).",
        )
    )
    def run(
        questions: Path = typer.Argument(
            exists=True,
            dir_okay=False,
            help=words("問題集又はタスクのファイル", "File of questions or tasks"),
        ),
        model: list[str] = typer.Option(..., help=words(*_MODEL)),
        organisation: str = typer.Option(
            "",
            help=words(
                "測定する組織（組織が1つだけのときは省略できます）",
                "Organisation that measures (may be left out where there is only one)",
            ),
        ),
        title: str = typer.Option(
            "", help=words("題名（省略時はファイル名）", "Title (default: the file's name)")
        ),
        repetitions: int = typer.Option(1, min=1, help=words("繰返しの回数", "Repetitions")),
        concurrency: int = typer.Option(
            4, min=1, help=words("1つの接続先に同時に送信する数", "Questions at once to one deployment")
        ),
        seed: int = typer.Option(
            _DEFAULT_SEED, help=words("選択肢の並べ替えの種", "Seed of the order of the choices")
        ),
        temperature: float | None = typer.Option(
            None,
            min=0,
            max=2,
            help=words("温度（省略時は接続先の設定）", "Temperature (default: as connected)"),
        ),
        model_seed: int | None = typer.Option(
            None, help=words("モデルに送る種（省略時は送らない）", "Seed sent to the models (default: none)")
        ),
        context: bool = typer.Option(
            True, help=words("問題のcontextを質問の前に付ける", "Put each question's context before it")
        ),
        information_class: int = typer.Option(1, min=1, max=2, help=words("情報の区分（機密性）", "Class")),
        leave: bool = typer.Option(
            False, "--leave", help=words("サーバーに任せて待たない", "Leave it to the server and do not wait")
        ),
        owner: str = typer.Option(
            "",
            help=words(
                "inspect_ai用：責任者のサインイン名", "For inspect_ai: sign-in name of who answers for it"
            ),
        ),
        python: str = typer.Option(
            "", help=words("inspect_ai用：導入済みのPython", "For inspect_ai: the Python that has it")
        ),
        server: str = typer.Option(
            "", help=words("inspect_ai用：Genkanのアドレス", "For inspect_ai: address of the running Genkan")
        ),
        limit: int | None = typer.Option(
            None, min=1, help=words("inspect_ai用：標本数の上限", "For inspect_ai: most samples of a task")
        ),
        as_json: bool = typer.Option(False, "--json", help=words(*_JSON)),
    ) -> None:
        from genkan.cli.opening import with_parts

        if questions.suffix == _PYTHON_FILE:
            options = InspectOptions(
                task=questions,
                models=tuple(model),
                owner=owner,
                python=python,
                server=server,
                limit=limit,
                repetitions=repetitions,
                concurrency=concurrency,
                temperature=temperature,
                seed=model_seed,
                information_class=information_class,
            )
            show_inspections(with_parts(lambda parts: inspect_all(parts, options)), words, as_json=as_json)
            return
        content = questions.read_bytes()

        async def measure(parts: "Parts") -> "tuple[str, Results | None]":
            from genkan.catalogue import InformationClass
            from genkan.evaluation import BenchmarkWish

            wish = BenchmarkWish(
                organisation_id=await _organisation(parts, organisation),
                title=title or questions.name,
                source=questions.name,
                content=content,
                contestants=await _contestants(parts, model),
                started_by=COMMAND_LINE,
                repetitions=repetitions,
                concurrency=concurrency,
                seed=seed,
                with_context=context,
                parameters=_parameters(temperature, model_seed),
                information_class=InformationClass(information_class),
            )
            return await _measure(parts, wish, words, leave=leave, quiet=as_json)

        run_id, results = with_parts(measure)
        if leave:
            told = (
                json.dumps({"run": run_id})
                if as_json
                else words(f"開始しました：{run_id}", f"Begun: {run_id}")
            )
            say(escape(told), wrap=False)
        else:
            show_results(run_id, results, words, as_json=as_json)


def _add_results(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "測定の結果を、これまでに確定した回答から計算します。", "Work out the results so far of a run."
        )
    )
    def results(
        run_id: str = typer.Argument(metavar="RUN", help=words("実行のID", "Id of the run")),
        as_json: bool = typer.Option(False, "--json", help=words(*_JSON)),
    ) -> None:
        from genkan.cli.opening import with_parts

        found = with_parts(lambda parts: parts.benchmarks.results(run_id))
        show_results(run_id, found, words, as_json=as_json)


async def _measure(
    parts: "Parts", wish: "BenchmarkWish", words: Words, *, leave: bool, quiet: bool
) -> "tuple[str, Results | None]":
    """Begin, and unless it is left to the server, wait for the end. Ctrl-C stops nothing that a server works on."""
    async with parts.database.write() as connection:
        run_id = await parts.benchmarks.begin(connection, wish)
    if leave:
        return run_id, None
    await work_off(parts, run_id, words, quiet=quiet)
    return run_id, await parts.benchmarks.results(run_id)


async def _organisation(parts: "Parts", name: str) -> str:
    async with parts.database.read() as connection:
        return (await organisation_meant(connection, name)).id


async def _contestants(parts: "Parts", names: Sequence[str]) -> "tuple[Contestant, ...]":
    from genkan.evaluation import Contestant

    found = [await deployment_named(parts, name) for name in names]
    return tuple(Contestant(each.title[:_LONGEST_KEY], each.id) for each in found)


def _parameters(temperature: float | None, seed: int | None) -> dict[str, object]:
    given: dict[str, object] = {"temperature": temperature, "seed": seed}
    return {name: value for name, value in given.items() if value is not None}
