"""``genkan models``: which models can be asked, and which servers on this machine could be connected."""

import asyncio
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.table import Table

from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.catalogue import Deployment, LocalServer
    from genkan.settings import Settings


def models_commands(words: Words) -> typer.Typer:
    """The subcommands of ``genkan models``."""
    from genkan.cli.connecting import add_connect

    commands = typer.Typer(
        name="models",
        help=words("モデルとその接続先を管理します。", "Look after models and their deployments."),
        no_args_is_help=True,
    )
    add_connect(commands, words)
    _add_list(commands, words)
    _add_find(commands, words)
    return commands


def _add_list(commands: typer.Typer, words: Words) -> None:
    @commands.command("list", help=words("接続先の一覧を表示します。", "List the deployments."))
    def list_all() -> None:
        from genkan.cli.opening import with_parts

        heads = (
            ("名前", "Title"),
            ("方式", "Protocol"),
            ("上限", "Ceiling"),
            ("状態", "State"),
            ("アドレス", "Address"),
        )
        table = Table(*(words(*head) for head in heads), box=None)
        for deployment in with_parts(_deployments):
            table.add_row(
                deployment.title,
                str(deployment.protocol),
                deployment.ceiling.label,
                deployment.state.value,
                deployment.address,
            )
        Console(highlight=False).print(table)


def _add_find(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "このコンピューターで動いているモデルサーバーを探します（登録はしません）。",
            "Look for model servers on this machine; adds nothing.",
        )
    )
    def find() -> None:
        from genkan.cli.opening import with_parts

        servers = with_parts(_local_servers)
        console = Console(highlight=False, soft_wrap=True)
        for server in servers:
            console.print(f"{server.title}  {server.address}  {'、'.join(server.models)}")
            console.print(f"    → genkan models connect {server.address}")
        if not servers:
            console.print(words("見つかりませんでした。", "None found."))


async def _deployments(parts: "Parts") -> "tuple[Deployment, ...]":
    from genkan.catalogue import list_deployments

    async with parts.database.read() as connection:
        return await list_deployments(connection)


async def _local_servers(parts: "Parts") -> "tuple[LocalServer, ...]":
    from genkan.catalogue import Discovery, find_local_servers

    return await find_local_servers(Discovery(parts.gateway.discover), own_port=parts.settings.port)


def connected_titles(settings: "Settings") -> tuple[str, ...]:
    """The titles of the active deployments of language models; the database is read as it is."""
    from genkan.catalogue import DeploymentState, list_deployments
    from genkan.storage import Database

    async def read() -> tuple[str, ...]:
        database = Database(settings.database)
        try:
            async with database.read() as connection:
                found = await list_deployments(connection, state=DeploymentState.ACTIVE)
        finally:
            await database.close()
        return tuple(each.title for each in found if each.protocol not in ("extract", "replay"))

    return asyncio.run(read())
