"""``genkan marking``: tasks of the marking desk from files, and their results for the record."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.acting import BY, acting_as
from genkan.cli.links import COMMAND_LINE
from genkan.cli.marking_deeds import add_marking_deeds
from genkan.cli.shelves import organisation_named
from genkan.cli.terminal import columns, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.evaluation import MarkingResult

_ORGANISATION = ("組織の名称", "Name of the organisation")
_TASK = ("採点課題の識別子", "Id of the task")


def marking_commands(words: Words) -> typer.Typer:
    """The subcommands of ``genkan marking``."""
    commands = typer.Typer(
        name="marking",
        help=words("記述式の採点を管理します。", "Look after the marking of open answers."),
        no_args_is_help=True,
    )
    _add_import(commands, words)
    _add_list(commands, words)
    add_marking_deeds(commands, words)
    _add_result(commands, words)
    return commands


def _add_import(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        name="import",
        help=words("採点課題のファイル（JSON）を登録します。", "Add a marking task from a JSON file."),
    )
    def import_task(
        file: Path = typer.Argument(exists=True, dir_okay=False, help=words("ファイル", "File")),
        organisation: str = typer.Option(..., help=words(*_ORGANISATION)),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.evaluation import read_draft

        draft = read_draft(file.read_bytes())

        async def make(parts: "Parts") -> str:
            async with parts.database.write() as connection:
                own = await organisation_named(connection, organisation)
                task = await parts.marking.setting_up.make(
                    connection, draft, organisation_id=own.id, actor=COMMAND_LINE
                )
            return task.id

        typer.echo(with_parts(make))


def _add_list(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        name="list", help=words("採点課題の一覧を表示します。", "List the marking tasks of an organisation.")
    )
    def list_all(organisation: str = typer.Option(..., help=words(*_ORGANISATION))) -> None:
        from genkan.cli.explaining import translate
        from genkan.cli.opening import with_parts
        from genkan.evaluation import list_tasks

        async def read(parts: "Parts") -> list[tuple[str, ...]]:
            async with parts.database.read() as connection:
                own = await organisation_named(connection, organisation)
                tasks = await list_tasks(connection, organisation_id=own.id)
            language = parts.settings.language
            return [(each.id, translate(each.state.label, language=language), each.title) for each in tasks]

        heads = (words("識別子", "Id"), words("状態", "State"), words("名称", "Title"))
        for line in columns(heads, with_parts(read)):
            say(escape(line))


def _add_result(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "採点、裁定、一致の程度及び点数をJSONで表示します。",
            "Print marks, decisions, agreement and points as JSON.",
        )
    )
    def result(
        task: str = typer.Argument(help=words(*_TASK)), by: str = typer.Option(..., help=words(*BY))
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.evaluation import see_result
        from genkan.governance import Permission

        async def read(parts: "Parts") -> "MarkingResult":
            async with parts.database.read() as connection:
                viewer = await acting_as(connection, by, Permission.SET_UP_MARKING)
                return await see_result(connection, viewer, task)

        typer.echo(json.dumps(asdict(with_parts(read)), ensure_ascii=False, indent=2, default=str))
