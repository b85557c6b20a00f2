"""``genkan exam run``, ``publish``, ``stop``, ``resume`` and ``void``: what is done with a test that is open."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.acting import BY
from genkan.cli.deployments import deployment_named
from genkan.cli.evaluation_runs import work_off
from genkan.cli.exam_custody import exam_named, exam_of
from genkan.cli.terminal import say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from genkan.asgi import Parts
    from genkan.evaluation import Exam
    from genkan.governance import Viewer

    Deed = Callable[[Parts, AsyncConnection, Viewer, Exam], Awaitable[None]]

_EXAM = ("試験のID", "Id of the test")
_LEAVE = ("サーバーに任せて待たない", "Leave it to the server and do not wait")


def add_holding(commands: typer.Typer, words: Words) -> None:
    """The subcommands about tests that are open."""
    _add_run(commands, words)
    _add_judge(commands, words)
    _add_publish(commands, words)
    _add_stop(commands, words)
    _add_resume(commands, words)
    _add_void(commands, words)


def _add_run(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "開封した試験を行い、規則で採点できる回答を採点します。記述式の採点課題があれば、IDを表示します。",
            "Hold a test that is open and grade what rules can; prints the id of its marking task, if there is one.",
        )
    )
    def run(
        exam: str = typer.Argument(help=words(*_EXAM)),
        deployment: list[str] = typer.Option(..., help=words("接続先の名称", "Title of a deployment")),
        by: str = typer.Option(..., help=words(*BY)),
        leave: bool = typer.Option(False, "--leave", help=words(*_LEAVE)),
    ) -> None:
        from genkan.cli.opening import with_parts

        async def hold(parts: "Parts") -> "Exam":
            chosen = [(await deployment_named(parts, name)).id for name in deployment]
            async with parts.database.write() as connection:
                viewer, found = await exam_of(connection, exam, by)
                run_id = await parts.exams.holding.begin(
                    connection, found, chosen, person_id=viewer.person.id
                )
            return await _held(parts, found, "" if leave else run_id, words)

        _tell(with_parts(hold), words)


def _add_judge(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "記述式の回答の下見を、参加していないモデルに依頼します。点数には用いません。",
            "Let a model that takes no part look at open answers beforehand; no score holds any of it.",
        )
    )
    def judge(
        exam: str = typer.Argument(help=words(*_EXAM)),
        deployment: str = typer.Option(..., help=words("接続先の名称", "Title of a deployment")),
        by: str = typer.Option(..., help=words(*BY)),
    ) -> None:
        from genkan.cli.opening import with_parts

        async def ask(parts: "Parts", connection: "AsyncConnection", viewer: "Viewer", own: "Exam") -> None:
            chosen = (await deployment_named(parts, deployment)).id
            await parts.exams.judging.begin(connection, own, chosen, person_id=viewer.person.id)

        async def hear(parts: "Parts") -> None:
            async with parts.database.read() as connection:
                found = await exam_named(connection, exam)
            if found.judge:
                await work_off(parts, found.judge.run_id, words)
                await parts.exams.judging.work({"exam_id": exam})

        _do(exam, by, ask)
        with_parts(hear)


def _add_publish(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words("結果を公表し、検証値を表示します。", "Publish the results; prints their root.")
    )
    def publish(
        exam: str = typer.Argument(help=words(*_EXAM)),
        by: str = typer.Option(..., help=words(*BY)),
        unmarked: bool = typer.Option(
            False, help=words("採点者の採点を含めない", "Leave out what waits for markers")
        ),
    ) -> None:
        from genkan.cli.opening import with_parts

        async def tell(parts: "Parts") -> str:
            async with parts.database.read() as connection:
                viewer, found = await exam_of(connection, exam, by)
            own = viewer.person.id
            pack = await parts.exams.publishing.publish(found, person_id=own, unmarked=unmarked)
            return pack.root

        say(escape(with_parts(tell)), wrap=False)


def _add_stop(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "試験の出題を停止します。送信済みの設問は、回答を最後まで受け取ります。",
            "Ask no more of a test; what was asked already is heard to its end.",
        )
    )
    def stop(
        exam: str = typer.Argument(help=words(*_EXAM)), by: str = typer.Option(..., help=words(*BY))
    ) -> None:
        async def end(parts: "Parts", connection: "AsyncConnection", viewer: "Viewer", own: "Exam") -> None:
            await parts.runs.ending.stop(connection, _run_of(own), actor=viewer.person.id)

        _do(exam, by, end)
        say(words("停止しました。", "Stopped."))


def _add_resume(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "停止した試験の出題を再開します。送信済みの設問は、二度送信しません。",
            "Go on with a test that was stopped. Nothing is asked twice.",
        )
    )
    def resume(
        exam: str = typer.Argument(help=words(*_EXAM)),
        by: str = typer.Option(..., help=words(*BY)),
        leave: bool = typer.Option(False, "--leave", help=words(*_LEAVE)),
    ) -> None:
        from genkan.cli.opening import with_parts

        async def go_on(parts: "Parts", connection: "AsyncConnection", viewer: "Viewer", own: "Exam") -> None:
            await parts.runs.ending.resume(connection, _run_of(own), actor=viewer.person.id)

        found = _do(exam, by, go_on)
        run_id = "" if leave else _run_of(found)
        _tell(with_parts(lambda parts: _held(parts, found, run_id, words)), words)


def _add_void(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "公表していない試験を取りやめます。出題した設問は、既出のままです。",
            "Give a test up that was not published; what was asked stays burnt.",
        )
    )
    def void(
        exam: str = typer.Argument(help=words(*_EXAM)),
        by: str = typer.Option(..., help=words(*BY)),
        reason: str = typer.Option(..., help=words("取りやめる理由（公表）", "Why (it is published)")),
    ) -> None:
        async def end(parts: "Parts", connection: "AsyncConnection", viewer: "Viewer", own: "Exam") -> None:
            await parts.exams.voiding.void(connection, own, person_id=viewer.person.id, reason=reason)

        _do(exam, by, end)
        say(words("試験を取りやめました。", "The test was given up."))


def _do(exam_id: str, by: str, deed: "Deed") -> "Exam":
    """Do it by the right of a person who holds tests, in that person's organisation."""
    from genkan.cli.opening import with_parts

    async def act(parts: "Parts") -> "Exam":
        async with parts.database.write() as connection:
            viewer, own = await exam_of(connection, exam_id, by)
            await deed(parts, connection, viewer, own)
            return own

    return with_parts(act)


def _run_of(exam: "Exam") -> str:
    from genkan.evaluation import ExamStateUnfit

    if exam.run_id is None:
        raise ExamStateUnfit(state=exam.state.label)
    return exam.run_id


async def _held(parts: "Parts", exam: "Exam", run_id: str, words: Words) -> "Exam":
    """The test after its run is over and graded; as it stands now where there is no run to wait for."""
    if run_id:
        await work_off(parts, run_id, words)
        await parts.exams.grade(exam.id)
    async with parts.database.read() as connection:
        return await exam_named(connection, exam.id)


def _tell(exam: "Exam", words: Words) -> None:
    state = words(exam.state.label, exam.state.value)
    say(escape(words(f"試験の状態：{state}", f"State of the test: {state}")))
    if exam.marking_task_id:
        told = words(f"採点課題：{exam.marking_task_id}", f"Marking task: {exam.marking_task_id}")
        say(escape(told), wrap=False)
