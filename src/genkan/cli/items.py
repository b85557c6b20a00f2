"""``genkan items``: the item bank from files and to files, and questions that say much the same."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.shelves import organisation_named
from genkan.cli.terminal import columns, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from genkan.asgi import Parts
    from genkan.evaluation import Near, RowReport

_ORGANISATION = ("組織の名称", "Name of the organisation")
_ACTOR = "command_line"


def items_commands(words: Words) -> typer.Typer:
    """The subcommands of ``genkan items``."""
    commands = typer.Typer(
        name="items",
        help=words("設問バンクを管理します。", "Look after the item bank."),
        no_args_is_help=True,
    )
    _add_import(commands, words)
    _add_export(commands, words)
    _add_likeness(commands, words)
    return commands


def _add_import(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        name="import",
        help=words(
            "JSONL又はExcelの設問を下書きとして登録し、1件ごとに結果を表示します。",
            "Take questions in (JSONL or Excel) as drafts, with a report of every row.",
        ),
    )
    def import_items(
        file: Path = typer.Argument(exists=True, dir_okay=False, help=words("ファイル", "File")),
        organisation: str = typer.Option(..., help=words(*_ORGANISATION)),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.evaluation import Author

        content = file.read_bytes()

        async def take(parts: "Parts") -> "Sequence[RowReport]":
            rows = await parts.item_bank.importing.read(file.name, content)
            async with parts.database.write() as connection:
                own = await organisation_named(connection, organisation)
                return await parts.item_bank.importing.take(connection, Author(own.id, None), rows)

        _show_reports(with_parts(take), words)


def _add_export(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "設問をJSONL又はExcel（.xlsx）のファイルに書き出します。承認済みの設問は、閲覧として監査記録に残ります。",
            "Write the questions to a file (JSONL, or Excel by its ending .xlsx); the ledger notes each reading.",
        ),
    )
    def export(
        file: Path = typer.Argument(dir_okay=False, help=words("ファイル", "File")),
        organisation: str = typer.Option(..., help=words(*_ORGANISATION)),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.evaluation import Wanted

        async def write(parts: "Parts") -> bytes:
            async with parts.database.write() as connection:
                own = await organisation_named(connection, organisation)
                return await parts.item_bank.export(
                    connection, Wanted(own.id), actor=_ACTOR, as_excel=file.suffix == ".xlsx"
                )

        file.write_bytes(with_parts(write))
        say(words("設問を書き出しました。", "The questions were written."))


def _add_likeness(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "似ている設問の組を表示します。公開問題集（JSONL）を指定すると、登録してから比べます。",
            "Show questions that say much the same; a public set (JSONL) is registered first and compared too.",
        ),
    )
    def likeness(
        organisation: str = typer.Option(..., help=words(*_ORGANISATION)),
        public: Path | None = typer.Option(
            None, exists=True, dir_okay=False, help=words("公開問題集のファイル", "File of a public set")
        ),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.evaluation import Author

        content = public.read_bytes() if public else b""

        async def compare(parts: "Parts") -> "Sequence[tuple[str, Near]]":
            async with parts.database.write() as connection:
                own = await organisation_named(connection, organisation)
                if public is not None:
                    await parts.item_bank.add_public_set(
                        connection, Author(own.id, None), name=public.stem, content=content
                    )
                return await parts.item_bank.alike(connection, own.id)

        heads = (words("設問", "Question"), words("似ている設問", "Like"), words("度合い", "Likeness"))
        rows = [(code, near.key, f"{near.score:.0%}") for code, near in with_parts(compare)]
        say(escape("\n".join(columns(heads, rows))), wrap=False)


def _show_reports(reports: "Sequence[RowReport]", words: Words) -> None:
    heads = (words("件目", "Row"), words("番号", "Code"), words("結果", "Outcome"), words("理由", "Reason"))
    rows = [
        (
            str(each.row),
            each.code,
            words(each.outcome.label, each.outcome.value),
            str(each.problem or ""),
        )
        for each in reports
    ]
    say(escape("\n".join(columns(heads, rows))), wrap=False)
