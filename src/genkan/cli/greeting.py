"""What ``genkan serve`` says when the door is open."""

from typing import TYPE_CHECKING

from rich.console import Console

from genkan.cli.preparation import ADMINISTRATOR, STAFF, Prepared
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.settings import Settings


def greet(
    settings: "Settings", prepared: Prepared, *, console: Console, words: Words, seconds: float
) -> None:
    """Print the address, how to sign in, and what could be connected."""
    console.print(
        f"\n  [bold green]{words('玄関が開きました', 'Genkan is open')}[/]  {settings.address}  ({seconds:.1f} s)\n"
    )
    _tell_links(settings, prepared, console, words)
    for server in prepared.servers:
        found = words(
            f"このコンピューターで{server.title}が動いています。", f"{server.title} runs on this machine."
        )
        console.print(f"  {found}  genkan models connect {server.address}")
    console.print(f"  {words('終了するにはCtrl+Cを押してください。', 'Press Ctrl+C to stop.')}\n")


def _tell_links(settings: "Settings", prepared: Prepared, console: Console, words: Words) -> None:
    if not prepared.links:
        console.print("  " + _advice(prepared, words))
        return
    console.print(
        "  "
        + words(
            "次の一度だけ使えるリンクから始めてください（72時間有効）。",
            "Begin with these one-time links (72 hours).",
        )
    )
    roles = {STAFF: words("職員", "Staff"), ADMINISTRATOR: words("管理者", "Administrator")}
    for name, path in prepared.links.items():
        console.print(f"    {roles[name]}  {settings.address}{path}", soft_wrap=True)
    others = words(
        "ほかの利用者: genkan people list、genkan people link サインイン名",
        "Others: genkan people list, genkan people link NAME",
    )
    console.print(f"  {others}\n")


def _advice(prepared: Prepared, words: Words) -> str:
    if prepared.has_people:
        return words(
            "サインインできないとき: genkan people link サインイン名",
            "Cannot sign in? genkan people link NAME",
        )
    return words(
        "最初の管理者を登録してください: genkan people add-administrator サインイン名",
        "Add the first administrator: genkan people add-administrator NAME",
    )
