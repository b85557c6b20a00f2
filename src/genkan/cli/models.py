"""``genkan models``: which models can be asked, and which servers on this machine could be connected."""

import asyncio
from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.invocation import command_name
from genkan.cli.terminal import advise, columns, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.catalogue import Deployment, LocalServer
    from genkan.settings import Settings


def models_commands(words: Words) -> typer.Typer:
    """The subcommands of ``genkan models``."""
    from genkan.cli.connecting import add_connect
    from genkan.cli.protocols import add_protocols
    from genkan.cli.verifying import add_verify

    commands = typer.Typer(
        name="models",
        help=words("モデルとその接続先を管理します。", "Look after models and their deployments."),
        no_args_is_help=True,
    )
    add_connect(commands, words)
    _add_list(commands, words)
    _add_find(commands, words)
    add_verify(commands, words)
    add_protocols(commands, words)
    return commands


def _add_list(commands: typer.Typer, words: Words) -> None:
    @commands.command("list", help=words("接続先の一覧を表示します。", "List the deployments."))
    def list_all() -> None:
        from genkan.cli.opening import with_parts

        heads = (
            ("名前", "Title"),
            ("公開名", "Public name"),
            ("方式", "Protocol"),
            ("上限", "Ceiling"),
            ("状態", "State"),
            ("アドレス", "Address"),
        )
        rows = [_row(deployment, words) for deployment in with_parts(_deployments)]
        if rows:
            say(escape("\n".join(columns([words(*head) for head in heads], rows))), wrap=False)
            return
        say(words("接続先は、まだありません。", "There is no deployment yet."))
        advise(f"{command_name()} models connect {words('アドレス', 'ADDRESS')}")


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
        for server in servers:
            say(f"{server.title}  {server.address}  {escape('、'.join(server.models))}")
            advise(f"{command_name()} models connect {server.address}")
        if not servers:
            say(
                words(
                    "このコンピューターで動いているモデルサーバーは、見つかりませんでした。",
                    "No model server was found on this machine.",
                )
            )
            advise(
                words(
                    f"ほかのサーバーの場合は: {command_name()} models connect アドレス",
                    f"For another server: {command_name()} models connect ADDRESS",
                )
            )


def _row(deployment: "Deployment", words: Words) -> tuple[str, ...]:
    from genkan.catalogue import WireProtocol

    protocol, state = WireProtocol(deployment.protocol), deployment.state
    return (
        deployment.title,
        deployment.public_name or "-",
        words(protocol.label, protocol.value),
        words(deployment.ceiling.label, str(int(deployment.ceiling))),
        words(state.label, state.value),
        deployment.address or "-",
    )


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
