"""``genkan trial``: the report of the blind comparison, rebuilt from the ledger."""

from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from genkan.cli.terminal import advise, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.trial import Report


class Form(StrEnum):
    """How the report is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


def _tell_nothing_yet(words: Words) -> None:
    say(
        words(
            "ブラインド比較の記録は、まだありません。",
            "There is no blind comparison in the ledger yet.",
        )
    )
    advise(
        words(
            "職員が画面の「比較」で二つの回答を比べて評価すると、ここに結果を表示します。",
            "Once staff compare two answers on the page “Compare” and vote, the result is shown here.",
        )
    )


def trial_commands(words: Words) -> typer.Typer:
    """The subcommands of ``genkan trial``."""
    commands = typer.Typer(
        name="trial", help=words("比較の試行を扱います。", "Work with the trial."), no_args_is_help=True
    )

    @commands.callback()
    def group() -> None:
        """Keeps ``report`` a subcommand while it is the only one."""

    @commands.command(
        help=words(
            "監査記録から評価レポートを作り直して表示します。",
            "Rebuild the report from the ledger and print it.",
        )
    )
    def report(
        form: Form = typer.Option(Form.TEXT, "--format", help=words("出力の形式", "Form of the output")),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.trial import read_report, render_csv, render_json, render_text

        async def rebuild(parts: "Parts") -> "Report":
            async with parts.database.read() as connection:
                return await read_report(connection)

        rebuilt = with_parts(rebuild)
        if form is Form.TEXT and not (rebuilt.comparisons or rebuilt.exclusions):
            _tell_nothing_yet(words)
            return
        forms = {
            Form.TEXT: lambda: render_text(rebuilt, words("ja", "en")),
            Form.JSON: lambda: render_json(rebuilt),
            Form.CSV: lambda: render_csv(rebuilt),
        }
        typer.echo(forms[form]())

    return commands
