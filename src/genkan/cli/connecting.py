"""``genkan models connect``: look at an endpoint, choose a model of it, state the facts that policy reads."""

import sys
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from genkan.catalogue import Answer, DeploymentDraft, InformationClass, connect_deployment
from genkan.cli.errors import ModelNotOffered, NoModelOffered
from genkan.cli.people import COMMAND_LINE
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.catalogue import Deployment


def add_connect(commands: typer.Typer, words: Words) -> None:
    """Add ``connect`` to ``genkan models``."""

    @commands.command(
        help=words(
            "OpenAI互換サーバーを調べ、そのモデルを接続先として登録します。示さなかった事実は「不明」となり、安全側に判断されます。",
            "Look at an OpenAI-compatible server and connect a model of it. Facts not stated count as the less safe answer.",
        )
    )
    def connect(
        url: str = typer.Argument(
            help=words("サーバーのアドレス（例: http://127.0.0.1:8080/v1）", "Base address")
        ),
        model: str = typer.Option("", help=words("接続するモデルの名前", "Name of the model there")),
        title: str = typer.Option("", help=words("画面に表示する名前", "Name that staff see")),
        secret: str = typer.Option(
            "",
            help=words(
                "APIキーの参照先（env:GENKAN_SECRET_名前 又は file:/run/secrets/ファイル名）",
                "env:GENKAN_SECRET_NAME or file:/run/secrets/name",
            ),
        ),
        catalogue_id: str = typer.Option(
            "", "--catalogue", help=words("カタログのモデルID", "Model of the catalogue")
        ),
        build: str = typer.Option("", help=words("正確な版", "Exact build")),
        place: str = typer.Option(
            "", help=words("処理する国（例: JP）", "Country of processing, such as JP")
        ),
        operator: str = typer.Option("", help=words("運用者", "Operator")),
        government_cloud: Answer = typer.Option(
            Answer.UNKNOWN, help=words("ガバメントクラウドか", "On Government Cloud")
        ),
        ismap: Answer = typer.Option(
            Answer.UNKNOWN, help=words("ISMAPに登録されているか", "Registered in ISMAP")
        ),
        vendor_logging: Answer = typer.Option(
            Answer.UNKNOWN, help=words("提供元が入力を記録できるか", "Vendor can log prompts")
        ),
        learning: Answer = typer.Option(Answer.UNKNOWN, help=words("学習に使われるか", "Used for learning")),
        ceiling: int = typer.Option(
            1, min=1, max=2, help=words("扱える機密性の上限（1又は2）", "Highest class, 1 or 2")
        ),
    ) -> None:
        from genkan.cli.opening import with_parts

        async def look_and_connect(parts: "Parts") -> "Deployment":
            offered = await parts.gateway.discover(url, secret)
            chosen = _choose(offered, model, url=url, words=words)
            draft = DeploymentDraft(
                title=title or chosen,
                protocol="openai_chat",
                address=url,
                remote_model=chosen,
                model_id=catalogue_id or None,
                build=build or chosen,
                place=place,
                operator=operator,
                government_cloud=government_cloud,
                ismap=ismap,
                vendor_logging=vendor_logging,
                learning=learning,
                ceiling=InformationClass(ceiling),
                secret_reference=secret,
            )
            return await _connect(parts, draft)

        deployment = with_parts(look_and_connect)
        told = words(f"「{deployment.title}」を登録しました。", f"Connected {deployment.title}.")
        Console(highlight=False).print(told)


async def _connect(parts: "Parts", draft: DeploymentDraft) -> "Deployment":
    async with parts.database.write() as connection:
        return await connect_deployment(
            connection, draft, ledger=parts.ledger, clock=parts.clock, actor=COMMAND_LINE
        )


def _choose(offered: tuple[str, ...], wanted: str, *, url: str, words: Words) -> str:
    """The wanted model, the only one, or the one that the person at the terminal picks."""
    if not offered:
        raise NoModelOffered(url=url)
    if wanted in offered:
        return wanted
    if not wanted and len(offered) == 1:
        return offered[0]
    if wanted or not sys.stdin.isatty():
        raise ModelNotOffered(offered="、".join(offered[:20]))
    return _pick(offered, words)


def _pick(offered: tuple[str, ...], words: Words) -> str:
    console = Console(highlight=False)
    for number, name in enumerate(offered, start=1):
        console.print(f"{number:>3}  {name}")
    number: int = typer.prompt(words("接続するモデルの番号", "Number of the model to connect"), type=int)
    if not 1 <= number <= len(offered):
        raise ModelNotOffered(offered="、".join(offered[:20]))
    return offered[number - 1]
