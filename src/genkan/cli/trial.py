"""``genkan trial``: the report of the blind comparison, rebuilt from the ledger."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from genkan.cli.assignments import add_assignments
from genkan.cli.terminal import advise, say
from genkan.cli.trial_forgetting import add_forgetting
from genkan.cli.trial_looks import add_looks
from genkan.cli.trial_packs import add_packs
from genkan.cli.trial_protocol import protocol_commands
from genkan.cli.trial_simulation import add_simulation
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.trial import Report


class Form(StrEnum):
    """How the report is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    PDF = "pdf"


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

    commands.add_typer(protocol_commands(words))
    add_packs(commands, words)
    add_looks(commands, words)
    add_simulation(commands, words)
    add_assignments(commands, words)
    add_forgetting(commands, words)

    @commands.command(
        help=words(
            "監査記録から評価レポートを作り直して表示します。試行を指定すると、その試行の報告書を表示します。",
            "Rebuild the report from the ledger and print it; with a trial, the report of that trial.",
        )
    )
    def report(
        form: Form = typer.Option(Form.TEXT, "--format", help=words("出力の形式", "Form of the output")),
        trial: str = typer.Option("", help=words("試行のID", "Id of the trial")),
        out: Path | None = typer.Option(
            None,
            dir_okay=False,
            help=words("書き出すファイル（PDFのときは必要）", "File to write; needed for PDF"),
        ),
    ) -> None:
        content = _report_of(trial, form, words) if trial else _whole_report(form, words)
        if isinstance(content, str) and out is None:
            typer.echo(content)
        elif out is None:
            advise(words("--out でファイルを指定してください。", "Name a file with --out."))
            raise typer.Exit(2)
        else:
            out.write_bytes(content.encode() if isinstance(content, str) else content)

    return commands


def _whole_report(form: Form, words: Words) -> str:
    """The report over all comparisons; there is no PDF of it."""
    from genkan.cli.opening import with_parts
    from genkan.trial import read_report, render_csv, render_json, render_text

    async def rebuild(parts: "Parts") -> "Report":
        async with parts.database.read() as connection:
            return await read_report(connection)

    if form is Form.PDF:
        advise(words("--trial で試行を指定してください。", "Name a trial with --trial."))
        raise typer.Exit(2)
    rebuilt = with_parts(rebuild)
    if form is Form.TEXT and not (rebuilt.comparisons or rebuilt.exclusions):
        _tell_nothing_yet(words)
        raise typer.Exit
    forms = {
        Form.TEXT: lambda: render_text(rebuilt, words("ja", "en")),
        Form.JSON: lambda: render_json(rebuilt),
        Form.CSV: lambda: render_csv(rebuilt),
    }
    return forms[form]()


def _report_of(trial: str, form: Form, words: Words) -> str | bytes:
    """The newest report of a trial, as it was prepared."""
    from genkan.cli.opening import with_parts
    from genkan.trial import read_trial_report

    async def read(parts: "Parts") -> str | bytes:
        return await read_trial_report(
            parts.database, trial, form.value, language=words("ja", "en"), now=parts.clock()
        )

    return with_parts(read)
