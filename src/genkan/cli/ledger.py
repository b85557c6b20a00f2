"""``genkan ledger``: proving the audit ledger."""

from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import Progress

from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.governance import Event, Verification

ADOPTED_SHOWN = 20


def ledger_commands(words: Words) -> typer.Typer:
    """The subcommands of ``genkan ledger``."""
    commands = typer.Typer(
        name="ledger", help=words("監査記録を扱います。", "Work with the audit ledger."), no_args_is_help=True
    )

    @commands.command(
        help=words(
            "監査記録が書かれたときのままであることを確かめ、違えば最初の行を示します。",
            "Prove that the ledger is as it was written, or name the first bad row.",
        )
    )
    def verify() -> None:
        from genkan.cli.opening import with_parts

        async def examine(parts: "Parts") -> "tuple[Verification, tuple[Event, ...]]":
            return await _verify_with_progress(parts, words), await _adopted(parts)

        result, adopted = with_parts(examine)
        _show_adopted(adopted, words, number=result.adopted)
        _show(result, words)

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


def _show_adopted(events: "tuple[Event, ...]", words: Words, *, number: int) -> None:
    if not number:
        return
    console = Console(highlight=False)
    console.print(
        words(
            f"[yellow]![/] 停止した処理から引き継いだ記録 {number:,}件は、説明が必要です。"
            f"その時刻の異常終了によるものか確かめてください（新しい順に{len(events)}件まで）。",
            f"[yellow]![/] {number:,} events adopted from ended processes are to be explained: did a server end "
            f"abnormally at these times? (the newest {len(events)})",
        )
    )
    for event in events:
        console.print(f"  {event.at.isoformat()} {event.id} {event.kind}")


def _show(result: "Verification", words: Words) -> None:
    console = Console(highlight=False)
    console.print(
        words(
            f"記録 {result.events:,}件、連鎖 {result.links:,}件、基準点 {result.anchors:,}件",
            f"{result.events:,} events, {result.links:,} links, {result.anchors:,} anchors",
        )
    )
    if result.waiting or result.adopted:
        console.print(
            words(
                f"連鎖待ち {result.waiting:,}件、停止した処理から引き継いだもの {result.adopted:,}件",
                f"{result.waiting:,} waiting to be linked, {result.adopted:,} adopted from ended processes",
            )
        )
    if result.ok:
        console.print(
            words(
                "[green]✓[/] 監査記録は、書かれたときのままです。",
                "[green]✓[/] The ledger is as it was written.",
            )
        )
        return
    console.print(
        words("[red]✗[/] 監査記録に異常があります。", "[red]✗[/] The ledger is not as it was written.")
    )
    console.print(f"  {words('最初の行', 'First bad row')}: {result.first_bad}")
    console.print(f"  {words('理由', 'Reason')}: {result.reason}")
    raise typer.Exit(1)
