"""``genkan models verify``: does an endpoint do what its protocol promises? With a table for an application file."""

from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.acting import BY, acting_as
from genkan.cli.deployments import deployment_named
from genkan.cli.errors import OneOfTwo, PersonNotNamed
from genkan.cli.links import COMMAND_LINE
from genkan.cli.terminal import columns, say
from genkan.cli.verification_report import as_json, as_markdown, check_as_json
from genkan.cli.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from genkan.asgi import Parts
    from genkan.catalogue import Check, Deployment, Verification
    from genkan.selection import EndpointCheck


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
            "", help=words("接続先の名称、公開名又は識別子", "Title, public name or id of the deployment")
        ),
        application: str = typer.Option(
            "",
            help=words(
                "公募への応募の識別子。応募に記載された接続先を確かめ、結果を応募に残します。",
                "Id of an application to a call: what it declares is checked, and the result kept with it.",
            ),
        ),
        by: str = typer.Option("", help=words(*BY)),
        key: str = typer.Option(
            "",
            help=words(
                "応募の接続先の鍵の参照（env:GENKAN_SECRET_APPLICATION_応募の識別子。「-」は「_」とします。）",
                "Reference to the key for the application (env:GENKAN_SECRET_APPLICATION_ with its id, “_” for “-”)",
            ),
        ),
        markdown: bool = typer.Option(
            False, "--markdown", help=words("Markdownの表で表示します。", "Print a table in Markdown.")
        ),
        data: bool = typer.Option(False, "--json", help=words("JSONで表示します。", "Print JSON.")),
    ) -> None:
        from genkan.cli.opening import with_parts

        if bool(deployment) == bool(application):
            raise OneOfTwo(first="DEPLOYMENT", second="--application")
        if application and not by:
            raise PersonNotNamed
        if application:
            checked = with_parts(lambda parts: _check(parts, application, by=by, key=key))
            typer.echo(check_as_json(checked)) if data else _tell_check(checked)
            raise typer.Exit(0 if checked.passed else 1)

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


async def _check(parts: "Parts", application_id: str, *, by: str, key: str) -> "EndpointCheck":
    from genkan.governance import Permission

    checking = parts.selection.checking
    async with parts.database.write() as connection:
        viewer = await acting_as(connection, by, Permission.RUN_SELECTION)
        begun = await checking.begin(connection, viewer, application_id, key=key)
    async with parts.gateway.inspecting():
        return await checking.run(begun.id, key=key)


def _tell_check(check: "EndpointCheck") -> None:
    say(escape(f"{check.address}（{check.remote_model}、{check.build or '版の記載なし'}）"))
    if check.problem:
        say(escape(f"✗ {check.problem}"))
        return
    _tell_checks(check.checks, passed=bool(check.passed))


def _tell(deployment: "Deployment", verification: "Verification") -> None:
    """In Japanese for everyone, as the table may be handed on."""
    say(escape(f"{deployment.title}（{deployment.build or 'ビルド不明'}）"))
    _tell_checks(verification.checks, passed=bool(verification.passed))


def _tell_checks(checks: "Sequence[Check]", *, passed: bool) -> None:
    rows = [(check.result.label, check.name.label, check.measured) for check in checks]
    say(escape("\n".join(columns(["結果", "検査", "確かめたこと"], rows))), wrap=False)
    if passed:
        say("[green]✓[/] 全ての検査に合格しました。")
    else:
        say("[red]✗[/] 合格しなかった検査があります。")
