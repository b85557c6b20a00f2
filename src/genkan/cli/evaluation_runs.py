"""``genkan evaluate status``, ``stop`` and ``resume``: runs of questions over models."""

import json
from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.acting import BY, acting_as
from genkan.cli.terminal import columns, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from genkan.asgi import Parts
    from genkan.evaluation import Progress, Run
    from genkan.governance import Viewer

_RUN = ("実行のID", "Id of the run")
_POLL_SECONDS = 0.5


def add_runs(commands: typer.Typer, words: Words) -> None:
    """The subcommands about runs."""
    _add_status(commands, words)
    _add_stop(commands, words)
    _add_resume(commands, words)


def _add_status(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "評価の実行の一覧、又は1件の進み具合を表示します。",
            "List the runs, or tell how far one of them is.",
        )
    )
    def status(
        run_id: str = typer.Argument("", metavar="[RUN]", help=words(*_RUN)),
        as_json: bool = typer.Option(False, "--json", help=words("JSONで出力", "Print JSON")),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.evaluation import find_run, list_runs, read_progress

        async def look(parts: "Parts") -> "list[tuple[Run, Progress]]":
            async with parts.database.read() as connection:
                runs = [await find_run(connection, run_id)] if run_id else await list_runs(connection)
                return [(run, await read_progress(connection, run)) for run in runs]

        found = with_parts(look)
        if as_json:
            say(escape(json.dumps([figures(*each) for each in found], ensure_ascii=False)), wrap=False)
        elif run_id:
            show_progress(*found[0], words)
        else:
            _show_all(found, words)


def _add_stop(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "評価の実行を停止します。送信済みの質問は、回答を最後まで受け取ります。",
            "Stop a run. What was asked already is heard to its end.",
        )
    )
    def stop(
        run_id: str = typer.Argument(metavar="RUN", help=words(*_RUN)),
        by: str = typer.Option(..., help=words(*BY)),
    ) -> None:
        from genkan.cli.opening import with_parts

        async def end(parts: "Parts") -> None:
            async with parts.database.write() as connection:
                viewer = await _may_stop(connection, run_id, by)
                await parts.runs.ending.stop(connection, run_id, actor=viewer.person.id)

        with_parts(end)
        say(words("停止しました。", "Stopped."))


def _add_resume(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "停止した評価の実行を再開します。送信済みの質問は、二度送信しません。",
            "Go on with a run that was stopped. Nothing is asked twice.",
        )
    )
    def resume(
        run_id: str = typer.Argument(metavar="RUN", help=words(*_RUN)),
        by: str = typer.Option(..., help=words(*BY)),
        leave: bool = typer.Option(
            False, "--leave", help=words("サーバーに任せて待たない", "Leave it to the server and do not wait")
        ),
    ) -> None:
        from genkan.cli.opening import with_parts

        async def go_on(parts: "Parts") -> None:
            async with parts.database.write() as connection:
                viewer = await _may_stop(connection, run_id, by)
                await parts.runs.ending.resume(connection, run_id, actor=viewer.person.id)
            if not leave:
                await work_off(parts, run_id, words)

        with_parts(go_on)


async def _may_stop(connection: "AsyncConnection", run_id: str, by: str) -> "Viewer":
    """Who stops or resumes the run, if the pages would let this person. Raises ``RunUnknown`` and ``RunOfTest``, too."""
    from genkan.evaluation import see_own_run
    from genkan.governance import Permission

    viewer = await acting_as(connection, by, Permission.RUN_EVALUATIONS)
    await see_own_run(connection, viewer, run_id)
    return viewer


async def work_off(parts: "Parts", run_id: str, words: Words, *, quiet: bool = False) -> None:
    """Ask the questions of a run in this process, beside a server if there is one, until it is over or stopped."""
    import asyncio
    from contextlib import suppress

    from genkan.cli.opening import open_door
    from genkan.evaluation import BenchmarkUnknown, RunState, find_run, read_progress
    from genkan.jobs import Worker

    worker = Worker(
        parts.database,
        queue=parts.queue,
        clock=parts.clock,
        tasks=parts.runs.tasks() | parts.benchmarks.tasks() | parts.exams.tasks(),
        take_all=False,
    )
    await parts.runs.introduce()
    async with open_door(parts):
        await worker.start()
        try:
            while True:
                async with parts.database.read() as connection:
                    run = await find_run(connection, run_id)
                    progress = await read_progress(connection, run)
                if run.state is not RunState.RUNNING:
                    break
                await asyncio.sleep(_POLL_SECONDS)
        finally:
            await worker.stop()
    if run.state is RunState.ENDED:
        with suppress(BenchmarkUnknown):
            await parts.benchmarks.grade({"run_id": run_id})
    if not quiet:
        show_progress(run, progress, words)


def figures(run: "Run", progress: "Progress") -> dict[str, object]:
    """A run as JSON."""
    return {
        "run": run.id,
        "title": run.title,
        "state": run.state.value,
        "total": progress.total,
        "done": progress.done,
        "answered": progress.answered,
        "failed": progress.failed,
        "yen": round(progress.yen, 6),
        "unpriced": progress.unpriced,
        "seconds_left": progress.seconds_left,
        "contestants": {
            lane.key: {
                "done": lane.done,
                "answered": lane.answered,
                "failed": lane.failed,
                "asked_again": lane.again,
                "mean_seconds": lane.seconds,
                "yen": lane.micro_yen / 1_000_000,
            }
            for lane in progress.lanes
        },
    }


def show_progress(run: "Run", progress: "Progress", words: Words) -> None:
    """A table of the contestants, and the sums."""
    heads = (
        words("対象", "Contestant"),
        words("確定", "Over"),
        words("回答", "Answers"),
        words("回答なし", "Failed"),
        words("再送", "Asked again"),
        words("平均の秒数", "Mean seconds"),
        words("料金（円）", "Yen"),
    )
    rows = [
        (
            lane.key,
            f"{lane.done}/{lane.total}",
            str(lane.answered),
            str(lane.failed),
            str(lane.again),
            "—" if lane.seconds is None else f"{lane.seconds:.2f}",
            f"{lane.micro_yen / 1_000_000:.2f}",
        )
        for lane in progress.lanes
    ]
    say(escape(f"{run.title}: {_state(run, words)}"))
    say(escape("\n".join(columns(heads, rows))), wrap=False)
    if progress.unpriced:
        say(
            words(
                f"単価が登録されていない回答：{progress.unpriced}件",
                f"{progress.unpriced} answers have no price",
            )
        )


def _show_all(found: "list[tuple[Run, Progress]]", words: Words) -> None:
    heads = (
        words("ID", "Id"),
        words("題名", "Title"),
        words("状態", "State"),
        words("確定", "Over"),
        words("料金（円）", "Yen"),
    )
    rows = [
        (run.id, run.title, _state(run, words), f"{progress.done}/{progress.total}", f"{progress.yen:.2f}")
        for run, progress in found
    ]
    say(escape("\n".join(columns(heads, rows))), wrap=False)


def _state(run: "Run", words: Words) -> str:
    return words(run.state.label, run.state.value)
