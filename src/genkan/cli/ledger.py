"""``genkan ledger``: proving the audit ledger."""

from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import Progress

from genkan.cli.terminal import say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.gateway import CallsProof
    from genkan.governance import Event, Verification

ADOPTED_SHOWN = 20


def ledger_commands(words: Words) -> typer.Typer:
    """The subcommands of ``genkan ledger``."""
    commands = typer.Typer(
        name="ledger", help=words("監査記録を扱います。", "Work with the audit ledger."), no_args_is_help=True
    )

    @commands.command(
        help=words(
            "監査記録と呼出しの記録が書かれたときのままであることを確かめ、違えば最初の行を示します。",
            "Prove that the ledger and the records of calls are as they were written, or name the first bad row.",
        )
    )
    def verify() -> None:
        from genkan.cli.opening import with_parts

        async def examine(parts: "Parts") -> "tuple[Verification, tuple[Event, ...], CallsProof]":
            return await _verify_with_progress(parts, words), await _adopted(parts), await _calls(parts)

        result, adopted, calls = with_parts(examine)
        _show_adopted(adopted, words, number=result.adopted)
        _show(result, words)
        _show_calls(calls, words)
        if not (result.ok and calls.ok):
            raise typer.Exit(1)

    return commands


async def _verify_with_progress(parts: "Parts", words: Words) -> "Verification":
    from genkan.governance import verify

    with Progress(transient=True, console=Console(stderr=True)) as bar:
        task = bar.add_task(words("監査記録を確かめています", "Verifying the ledger"), total=None)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        async with parts.database.read() as connection:
            return await verify(connection, parts.anchor_file, clock=parts.clock, progress=advance)


async def _adopted(parts: "Parts") -> "tuple[Event, ...]":
    from genkan.governance import list_adopted

    async with parts.database.read() as connection:
        return await list_adopted(connection, limit=ADOPTED_SHOWN)


async def _calls(parts: "Parts") -> "CallsProof":
    from genkan.gateway import verify_calls

    async with parts.database.read() as connection:
        return await verify_calls(connection)


def _show_adopted(events: "tuple[Event, ...]", words: Words, *, number: int) -> None:
    if not number:
        return
    say(
        words(
            f"[yellow]![/] 停止した処理から引き継いだ記録 {number:,}件は、説明が必要です。"
            f"その時刻の異常終了によるものか確かめてください（新しい順に{len(events)}件まで）。",
            f"[yellow]![/] {number:,} events adopted from ended processes are to be explained: did a server end "
            f"abnormally at these times? (the newest {len(events)})",
        )
    )
    for event in events:
        say(f"{event.at.isoformat()} {event.id} {event.kind}", indent=2, wrap=False)


def _show(result: "Verification", words: Words) -> None:
    say(
        words(
            f"記録 {result.events:,}件、連鎖 {result.links:,}件、基準点 {result.anchors:,}件",
            f"{result.events:,} events, {result.links:,} links, {result.anchors:,} anchors",
        )
    )
    if result.waiting or result.adopted:
        say(
            words(
                f"連鎖待ち {result.waiting:,}件、停止した処理から引き継いだもの {result.adopted:,}件",
                f"{result.waiting:,} waiting to be linked, {result.adopted:,} adopted from ended processes",
            )
        )
    if result.ok:
        say(
            words(
                "[green]✓[/] 監査記録は、書かれたときのままです。",
                "[green]✓[/] The ledger is as it was written.",
            )
        )
        return
    say(words("[red]✗[/] 監査記録に異常があります。", "[red]✗[/] The ledger is not as it was written."))
    say(f"{words('最初の行', 'First bad row')}: {result.first_bad}", indent=2)
    say(f"{words('理由', 'Reason')}: {result.reason}", indent=2)


def _show_calls(proof: "CallsProof", words: Words) -> None:
    if proof.finding is None:
        say(
            words(
                f"[green]✓[/] 呼出しの記録 {proof.calls:,}件（{proof.batches:,}回に分けて記録）は、監査記録と一致します。",
                f"[green]✓[/] {proof.calls:,} records of calls in {proof.batches:,} batches agree with the ledger.",
            )
        )
        return
    say(
        words(
            "[red]✗[/] 呼出しの記録が、監査記録と一致しません。",
            "[red]✗[/] The records of calls do not agree with the ledger.",
        )
    )
    say(f"{words('最初のまとまり', 'First bad batch')}: {proof.finding.batch_id}", indent=2)
    say(f"{words('理由', 'Reason')}: {proof.finding.fault.label}", indent=2)
