"""``genkan models verify``: does an endpoint do what its protocol promises? With a table for an application file."""

from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.deployments import deployment_named
from genkan.cli.links import COMMAND_LINE
from genkan.cli.terminal import columns, say
from genkan.cli.verification_report import as_json, as_markdown
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.catalogue import Deployment, Verification


def add_verify(commands: typer.Typer, words: Words) -> None:
    """Add ``verify`` to ``genkan models``."""

    @commands.command(
        help=words(
            "接続先が通信方式のとおりに動くかを、決まった質問を送って確かめます。結果は監査記録に残ります。",
            "Check with fixed questions that an endpoint does what its protocol promises; the result is recorded.",
        )
    )
    def verify(
        deployment: str = typer.Argument(
            help=words("接続先の名称、公開名又は識別子", "Title, public name or id of the deployment")
        ),
        markdown: bool = typer.Option(
            False, "--markdown", help=words("Markdownの表で表示します。", "Print a table in Markdown.")
        ),
        data: bool = typer.Option(False, "--json", help=words("JSONで表示します。", "Print JSON.")),
    ) -> None:
        from genkan.cli.opening import with_parts

        async def find_and_verify(parts: "Parts") -> "tuple[Deployment, Verification]":
            return await _verify(parts, deployment)

        verified, verification = with_parts(find_and_verify)
        if data:
            typer.echo(as_json(verified, verification))
        elif markdown:
            typer.echo(as_markdown(verified, verification))
        else:
            _tell(verified, verification)
        raise typer.Exit(0 if verification.passed else 1)


async def _verify(parts: "Parts", wanted: str) -> "tuple[Deployment, Verification]":
    from genkan.catalogue import begin_verification

    deployment = await deployment_named(parts, wanted)
    async with parts.database.write() as connection:
        begun = await begin_verification(connection, deployment.id, actor=COMMAND_LINE, clock=parts.clock)
    async with parts.gateway.inspecting():
        return deployment, await parts.verifier.run(begun.id)


def _tell(deployment: "Deployment", verification: "Verification") -> None:
    """In Japanese for everyone, as the table may be handed on."""
    rows = [(check.result.label, check.name.label, check.measured) for check in verification.checks]
    say(escape(f"{deployment.title}（{deployment.build or 'ビルド不明'}）"))
    say(escape("\n".join(columns(["結果", "検査", "確かめたこと"], rows))), wrap=False)
    if verification.passed:
        say("[green]✓[/] 全ての検査に合格しました。")
    else:
        say("[red]✗[/] 合格しなかった検査があります。")
