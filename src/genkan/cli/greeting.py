"""What ``genkan serve`` says when the door is open."""

from typing import TYPE_CHECKING

from rich.console import Console

from genkan.cli.invocation import command_name
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
    _tell_links(prepared, console, words)
    for server in prepared.servers:
        found = words(
            f"このコンピューターで{server.title}が動いています。", f"{server.title} runs on this machine."
        )
        console.print(f"  {found}  {command_name()} models connect {server.address}", soft_wrap=True)
    console.print(f"  {words('終了するにはCtrl+Cを押してください。', 'Press Ctrl+C to stop.')}\n")


def _tell_links(prepared: Prepared, console: Console, words: Words) -> None:
    if not prepared.links:
        console.print("  " + _advice(prepared, words), soft_wrap=True)
        return
    console.print(
        "  "
        + words(
            "次の一度だけ使えるリンクから始めてください（72時間有効）。",
            "Begin with these one-time links (72 hours).",
        )
    )
    roles = {STAFF: words("職員", "Staff"), ADMINISTRATOR: words("管理者", "Administrator")}
    for name, address in prepared.links.items():
        console.print(f"    {roles[name]}  {address}", soft_wrap=True)
    list_people, make_link = (f"{command_name()} people {deed}" for deed in ("list", "link"))
    console.print(f"  {words('ほかの利用者の一覧', 'Other people')}: {list_people}", soft_wrap=True)
    console.print(
        f"  {words('ほかの利用者のリンク', 'Their links')}: {make_link} {words('サインイン名', 'NAME')}\n",
        soft_wrap=True,
    )


def _advice(prepared: Prepared, words: Words) -> str:
    if prepared.has_people:
        return words(
            f"サインインできないとき: {command_name()} people link サインイン名",
            f"Cannot sign in? {command_name()} people link NAME",
        )
    return words(
        f"最初の管理者を登録してください: {command_name()} people add-administrator サインイン名",
        f"Add the first administrator: {command_name()} people add-administrator NAME",
    )
