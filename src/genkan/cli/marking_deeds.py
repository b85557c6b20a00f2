"""The deeds of ``genkan marking``: beginning, sheets of markers, comparing, letting the result stand."""

import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.acting import BY, acting_as
from genkan.cli.errors import FileThere, SampleOnly
from genkan.cli.terminal import say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from genkan.asgi import Parts
    from genkan.evaluation import Entered, Task
    from genkan.governance import Viewer

    Deed = Callable[[Parts, AsyncConnection, Viewer, Task], Awaitable[object]]

_TASK = ("採点課題の識別子", "Id of the task")
_MARKER = ("採点者のサインイン名", "Sign-in name of a marker")
_SHEET = ("採点表のファイル（JSONL）", "File of the sheet (JSONL)")


def add_marking_deeds(commands: typer.Typer, words: Words) -> None:
    """``begin``, ``sheet``, ``enter``, ``compare`` and ``close``."""
    _add_begin(commands, words)
    _add_sheet(commands, words)
    _add_enter(commands, words)
    _add_compare(commands, words)
    _add_close(commands, words)


def _add_begin(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words("採点者を加えて、採点を始めます。", "Add markers to a task and let them begin.")
    )
    def begin(
        task: str = typer.Argument(help=words(*_TASK)),
        marker: list[str] = typer.Option(..., help=words(*_MARKER)),
        by: str = typer.Option(..., help=words(*BY)),
    ) -> None:
        async def start(parts: "Parts", connection: "AsyncConnection", viewer: "Viewer", own: "Task") -> None:
            for name in marker:
                await parts.marking.setting_up.add_marker(connection, own, name, actor=viewer.person.id)
            await parts.marking.setting_up.open(connection, own, actor=viewer.person.id)

        _do(task, by, start)
        say(words("採点を始めました。", "Marking has begun."))


def _add_sheet(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "採点者の採点表を書き出します。だれの回答かは書き出しません。もう一度示す回答は、1回目の採点表を登録した後に、2回目の採点表として書き出します。",
            "Write a marker's sheet; whose answers they are is not in it. Answers that come again are a second sheet, to be"
            " written once the first was entered.",
        )
    )
    def sheet(
        task: str = typer.Argument(help=words(*_TASK)),
        marker: str = typer.Argument(help=words(*_MARKER)),
        file: Path = typer.Argument(dir_okay=False, help=words(*_SHEET)),
        sample: bool = typer.Option(
            False,
            "--sample",
            help=words("架空の点数を記入する（見本用）", "Fill in fictional points (for the sample)"),
        ),
    ) -> None:
        from genkan.cli.opening import with_parts

        count = with_parts(lambda parts: write_next_sheet(parts, task, marker, file, sample=sample))
        told = words(f"採点表（{count}件）を書き出しました。", f"The sheet ({count}) was written.")
        say(escape(told))


def _add_enter(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "記入した採点表を登録して提出します。監査記録では、操作した人はコマンドとなり、採点者を併せて記録します。",
            "Take in a sheet that is filled in and hand it in; the ledger names the command line as the actor, the marker"
            " beside it.",
        )
    )
    def enter(
        task: str = typer.Argument(help=words(*_TASK)),
        marker: str = typer.Argument(help=words(*_MARKER)),
        file: Path = typer.Argument(exists=True, dir_okay=False, help=words(*_SHEET)),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.evaluation import enter_sheet, read_sheet
        from genkan.governance import Permission

        rows = read_sheet(file.read_bytes())

        async def keep(parts: "Parts") -> "Entered":
            async with parts.database.write() as connection:
                viewer = await acting_as(connection, marker, Permission.MARK_ANSWERS)
                return await enter_sheet(connection, parts.marking.marking, viewer, task, rows)

        count, is_handed_in = with_parts(keep)
        if is_handed_in:
            say(escape(words(f"{count}件の採点を提出しました。", f"{count} marks were handed in.")))
            return
        kept = words(f"{count}件の採点を保存しました。", f"{count} marks were kept.")
        next_one = words("次に、2回目の採点表を書き出してください。", "Write the second sheet next.")
        say(escape(f"{kept} {next_one}"))


def _add_compare(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "2人の採点を突き合わせ、裁定に回した件数を表示します。",
            "Compare the marks; prints how many go to a third person.",
        )
    )
    def compare(
        task: str = typer.Argument(help=words(*_TASK)), by: str = typer.Option(..., help=words(*BY))
    ) -> None:
        async def match(parts: "Parts", connection: "AsyncConnection", viewer: "Viewer", own: "Task") -> int:
            return await parts.marking.deciding.compare(connection, viewer, own)

        count = _do(task, by, match)
        say(escape(words(f"裁定を待つ回答：{count}件", f"Awaiting a third person: {count}")))


def _add_close(commands: typer.Typer, words: Words) -> None:
    @commands.command(help=words("採点の結果を確定します。", "Let the result of the marking stand."))
    def close(
        task: str = typer.Argument(help=words(*_TASK)), by: str = typer.Option(..., help=words(*BY))
    ) -> None:
        async def end(parts: "Parts", connection: "AsyncConnection", viewer: "Viewer", own: "Task") -> None:
            await parts.marking.deciding.close(connection, viewer, own)

        _do(task, by, end)
        say(words("採点の結果を確定しました。", "The result stands."))


async def write_next_sheet(parts: "Parts", task_id: str, marker: str, file: Path, *, sample: bool) -> int:
    """Write the sheet that comes next for a marker; how many answers are in it. Raises ``SampleOnly`` and ``FileThere``."""
    from genkan.cli.sample import MINISTRY
    from genkan.evaluation import note_written, sheet_of, with_sample_marks, write_sheet
    from genkan.governance import Permission

    async with parts.database.write() as connection:
        viewer = await acting_as(connection, marker, Permission.MARK_ANSWERS)
        if sample and viewer.organisation.name != MINISTRY:
            raise SampleOnly
        rows = await sheet_of(connection, viewer, task_id)
        content = write_sheet(with_sample_marks(rows, marker=marker) if sample else rows)
        await note_written(connection, parts.ledger, viewer, task_id, content, sample=sample)
        _write_new(file, content)
    return len(rows)


def _write_new(file: Path, content: bytes) -> None:
    """Only its owner may read it, and nothing that is there already is overwritten. Raises ``FileThere``."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise FileThere(path=file) from error
    with os.fdopen(descriptor, "wb") as written:
        written.write(content)


def _do(task_id: str, by: str, deed: "Deed") -> object:
    """Do it for the office in one transaction, in the person's own organisation."""
    from genkan.cli.opening import with_parts
    from genkan.evaluation import see_task
    from genkan.governance import Permission

    async def act(parts: "Parts") -> object:
        async with parts.database.write() as connection:
            viewer = await acting_as(connection, by, Permission.SET_UP_MARKING)
            own = await see_task(connection, task_id, organisation_id=viewer.organisation.id)
            return await deed(parts, connection, viewer, own)

    return with_parts(act)
