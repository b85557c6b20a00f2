"""``genkan check-writing``: official Japanese checked by rules, in a terminal or a script."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer
from rich.markup import escape

from genkan.cli.errors import TextNotWritable
from genkan.cli.terminal import say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.apps import WritingReport

_STANDARD = "-"


def add_check_writing(application: typer.Typer, words: Words) -> None:
    """``genkan check-writing``."""

    @application.command(
        "check-writing",
        help=words(
            "文章を公用文の決まりと照合します。誤りがあれば、状態1で終わります。",
            "Check official Japanese by rules; ends with status 1 where there are errors.",
        ),
    )
    def check_writing(
        file: Path = typer.Argument(
            allow_dash=True,
            help=words("文章のファイル（-は標準入力）", "File of the text, or - for standard input"),
        ),
        quotations: bool = typer.Option(
            False,
            "--quotations",
            help=words("「」と『』の中も確認する", "Also what stands in quotation marks"),
        ),
        kind: Literal["document", "public", "regulation"] = typer.Option(
            "document",
            "--kind",
            help=words("文章の種類（通知など、広報など、規則など）", "What the text is for"),
        ),
        fix: bool = typer.Option(
            False,
            "--fix",
            help=words(
                "修正の案が一つだけの指摘を直し、UTF-8で保存する（標準入力のときは標準出力に出す）",
                "Put in the corrections that are the only ones, and save as UTF-8 (standard input: print)",
            ),
        ),
        as_json: bool = typer.Option(
            False, "--json", help=words("APIと同じ形のJSONで出力", "Print JSON in the form of the API")
        ),
    ) -> None:
        from genkan.apps import TextKind, examine, mend, open_checker, report_shape
        from genkan.cli.reading import read_text

        checker, text, of_kind = open_checker(), read_text(file), TextKind(kind)
        if fix:
            mended = mend(checker, text, quotations=quotations, kind=of_kind)
            _keep(file, mended.text)
            say(words(f"{mended.made}件を修正しました。", f"{mended.made} corrected."), error=True)
            text = mended.text
        report = examine(checker, text, quotations=quotations, kind=of_kind)
        if as_json:
            typer.echo(json.dumps(report_shape(report), ensure_ascii=False, indent=2))
        else:
            _show(report, words, error=fix and str(file) == _STANDARD)
        if report.score.errors:
            raise typer.Exit(1)


def _keep(file: Path, text: str) -> None:
    """Put the text where it came from. Raises ``TextNotWritable``."""
    if str(file) == _STANDARD:
        sys.stdout.write(text)
        return
    try:
        file.write_bytes(text.encode())
    except OSError as error:
        raise TextNotWritable(name=file.name) from error


def _show(report: "WritingReport", words: Words, *, error: bool) -> None:
    """The findings as compilers print theirs; on the error stream where the text itself was printed."""
    for finding in report.findings:
        choices = words("又は", " or ").join(f"「{each}」" for each in finding.corrections)
        arrow = f" → {choices}" if choices else ""
        colour = "red" if finding.severity.value == "error" else "yellow"
        severity = words(finding.severity.label, finding.severity.value)
        found = escape(f"「{finding.found}」{arrow}")
        say(
            f"[bold]{finding.line}:{finding.column}[/] [{colour}]{severity}[/] {found}　{escape(finding.message)}",
            error=error,
        )
        say(f"[dim]{escape(finding.source)}（{finding.rule}）[/]", indent=2, error=error)
    score = report.score
    say(
        words(
            f"指摘 {score.total}件（誤り {score.errors}件、要検討 {score.considered}件）、1,000文字当たり {score.per_thousand:.1f}件",
            f"{score.total} findings ({score.errors} errors, {score.considered} to consider), {score.per_thousand:.1f} in 1,000 characters",
        ),
        error=error,
    )
