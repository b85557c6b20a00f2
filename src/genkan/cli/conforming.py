"""``genkan apps conform``: does an app, or a host, keep to the Gennai app protocol?"""

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.errors import PairNotUnderstood
from genkan.cli.terminal import columns, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from genkan.apps import Finding, Target


def add_conform(commands: typer.Typer, words: Words) -> None:
    """Add ``conform`` to ``genkan apps``."""

    @commands.command(
        help=words(
            "アプリ（又は--hostでホスト）が源内アプリのプロトコルに従うかを確かめます。",
            "Check that an app (or with --host a host) keeps to the Gennai app protocol.",
        )
    )
    def conform(
        url: str = typer.Argument(
            help=words(
                "アプリのアドレス。--hostでは、ホストから見本のアプリへのアドレス",
                "Address of the app; with --host, the address at which the host reaches the sample app",
            )
        ),
        key: str = typer.Option("", help=words("アプリのAPIキー", "API key of the app")),
        registration: Path | None = typer.Option(
            None,
            exists=True,
            dir_okay=False,
            help=words("アプリの登録情報（JSON）", "Registration of the app (JSON)"),
        ),
        values: list[str] | None = typer.Option(
            None, "--input", help=words("入力（キー=値）。繰返し可", "An input (key=value); repeatable")
        ),
        host: bool = typer.Option(
            False,
            "--host",
            help=words("見本のアプリを動かし、ホストを確かめます。", "Serve a sample app and check a host."),
        ),
        seconds: int = typer.Option(
            600, min=1, help=words("ホストからの呼出しを待つ秒数", "Seconds to wait for the host")
        ),
        data: bool = typer.Option(False, "--json", help=words("JSONで表示します。", "Print JSON.")),
    ) -> None:
        from genkan.apps import passes

        if host:
            from genkan.cli.hosting import watch_host

            findings = watch_host(url, seconds=seconds, words=words, quiet=data)
        else:
            target = _target(url, key=key, registration=registration, values=values or [])
            findings = asyncio.run(_check(target))
        _tell(url, findings, data=data)
        raise typer.Exit(0 if passes(findings) else 1)


def _target(url: str, *, key: str, registration: Path | None, values: list[str]) -> "Target":
    from genkan.apps import Target, read_registration

    given = dict(_pair(each) for each in values)
    if registration is None:
        return Target(url, key=key, values=given)
    read = read_registration(registration.read_text(encoding="utf-8"))
    return Target(url, key=key, form=read.form, values=given)


def _pair(text: str) -> tuple[str, str]:
    """A key and its text, which stays a text whatever it looks like."""
    key, separator, value = text.partition("=")
    if not separator or not key.strip():
        raise PairNotUnderstood(option="--input", text=text[:80])
    return key.strip(), value


async def _check(target: "Target") -> "Sequence[Finding]":
    """The operator named the address, so http and private networks are as good as any."""
    from genkan.apps import Asking, check_app
    from genkan.fetch import Exchange, Limits

    exchange = Exchange(limits=Limits(megabytes=20, seconds=180.0))
    try:
        asking = Asking(target, exchange, pause=asyncio.sleep, allowed=True)
        return [finding async for finding in check_app(asking)]
    finally:
        await exchange.close()


def _tell(url: str, findings: "Sequence[Finding]", *, data: bool) -> None:
    """In Japanese for everyone, as the table may be handed on."""
    from genkan.apps import passes

    passed = passes(findings)
    if data:
        document = {"url": url, "passed": passed, "checks": [each.as_data() for each in findings]}
        typer.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    rows = [(each.verdict.label, each.title, each.clause, each.told) for each in findings]
    say(
        escape("\n".join(columns(["結果", "検査", "プロトコルの該当部分", "確かめたこと"], rows))), wrap=False
    )
    if passed:
        say("[green]✓[/] 確かめた全ての検査に合格しました。")
    else:
        say("[red]✗[/] 合格しなかった検査があるか、何も確かめられませんでした。")
