"""``genkan models connect``: look at an endpoint, choose a model of it, state the facts that policy reads."""

import sys
from typing import TYPE_CHECKING, Literal

import typer
from rich.markup import escape

from genkan.cli.errors import ModelNotOffered, NoModelOffered, OfferingUnknown
from genkan.cli.invocation import command_name
from genkan.cli.links import COMMAND_LINE
from genkan.cli.pairs import read_pairs
from genkan.cli.terminal import advise, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.catalogue import Deployment, DeploymentDraft, Offering


# As the options take them; the enumerations behind them come with the command, for they bring a whole room.
_Protocol = Literal["openai_chat", "azure_openai", "cotomi", "cohere_chat", "bedrock_converse"]
_Answer = Literal["yes", "no", "unknown"]


def add_connect(commands: typer.Typer, words: Words) -> None:
    """Add ``connect`` to ``genkan models``."""

    @commands.command(
        help=words(
            "モデルの接続先を登録します。OpenAI互換のときは、サーバーを調べてモデルを選べます。示さなかった事実は「不明」となり、安全側に判断されます。",
            "Connect a deployment; an OpenAI-compatible server is looked at first. Facts not stated count as the less safe answer.",
        )
    )
    def connect(
        url: str = typer.Argument(
            help=words("サーバーのアドレス（例: http://127.0.0.1:8080/v1）", "Base address")
        ),
        protocol: _Protocol = typer.Option(
            "openai_chat",
            help=words("提供元が公表している通信方式", "Protocol that the maker publishes"),
        ),
        model: str = typer.Option("", help=words("接続するモデルの名前", "Name of the model there")),
        public_name: str = typer.Option(
            "", help=words("プログラムが指定する公開名", "Name by which programs ask for it")
        ),
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
        government_cloud: _Answer = typer.Option(
            "unknown", help=words("ガバメントクラウドか", "On Government Cloud")
        ),
        ismap: _Answer = typer.Option(
            "unknown", help=words("ISMAPに登録されているか", "Registered in ISMAP")
        ),
        vendor_logging: _Answer = typer.Option(
            "unknown", help=words("提供元が入力を記録できるか", "Vendor can log prompts")
        ),
        learning: _Answer = typer.Option("unknown", help=words("学習に使われるか", "Used for learning")),
        ceiling: int = typer.Option(
            1, min=1, max=2, help=words("扱える機密性の上限（1又は2）", "Highest class, 1 or 2")
        ),
        capacity: int = typer.Option(
            8, min=1, help=words("同時に処理できる数", "Requests that it takes at once")
        ),
        tokens: int | None = typer.Option(
            None, min=1, help=words("同時に処理できるトークン数", "Tokens that it takes at once")
        ),
        api_version: str = typer.Option(
            "", help=words("azure_openai：APIのバージョン", "azure_openai: version of the API")
        ),
        client_id: str = typer.Option("", help=words("cotomi：クライアントID", "cotomi: client id")),
        client_id_header: str = typer.Option(
            "", help=words("cotomi：クライアントIDを送るヘッダー", "cotomi: header of the client id")
        ),
        region: str = typer.Option(
            "", help=words("bedrock_converse：リージョン", "bedrock_converse: region")
        ),
        parameter: list[str] = typer.Option(
            [], help=words("毎回送るパラメーター（名前=値）", "Parameter sent each time, name=value")
        ),
        capability: list[str] = typer.Option(
            [],
            help=words("接続先の特性（名前=値。値はJSONも可）", "What the endpoint can, name=value or JSON"),
        ),
        capabilities_of: str = typer.Option(
            "",
            help=words(
                "公表された特性を使う提供サービス（例: plamo）",
                "Service whose published capabilities are taken",
            ),
        ),
    ) -> None:
        from genkan.catalogue import (
            Answer,
            DeploymentDraft,
            InformationClass,
            capabilities_with,
            with_settings,
        )
        from genkan.cli.opening import with_parts

        given = {
            "api_version": api_version,
            "client_id": client_id,
            "client_id_header": client_id_header,
            "region": region,
        }
        published = _published(capabilities_of)
        parameters, capabilities = with_settings(
            protocol,
            given,
            parameters=read_pairs(parameter, option="--parameter"),
            capabilities=capabilities_with(published, read_pairs(capability, option="--capability")),
        )

        async def look_and_connect(parts: "Parts") -> "Deployment":
            chosen = model
            if protocol == "openai_chat":
                offered = await parts.gateway.discover(url, secret)
                chosen = _choose(offered, model, url=url, words=words)
            draft = DeploymentDraft(
                title=title or chosen,
                protocol=protocol,
                address=url,
                remote_model=chosen,
                model_id=catalogue_id or None,
                build=build or chosen,
                place=place,
                operator=operator,
                government_cloud=Answer(government_cloud),
                ismap=Answer(ismap),
                vendor_logging=Answer(vendor_logging),
                learning=Answer(learning),
                ceiling=InformationClass(ceiling),
                capacity=capacity,
                secret_reference=secret,
                public_name=public_name,
                token_capacity=tokens,
                parameters=parameters,
                capabilities=capabilities,
            )
            return await _connect(parts, draft)

        deployment = with_parts(look_and_connect)
        _tell(deployment, words)
        if published is None:
            _offer_published(url, words)


def _published(name: str) -> "Offering | None":
    """The service whose capabilities are wanted; raises ``OfferingUnknown``."""
    from genkan.catalogue import load_offerings, offering_named

    offerings = load_offerings()
    found = offering_named(name, offerings)
    if name and found is None:
        raise OfferingUnknown(name=name[:80], known="、".join(offering.id for offering in offerings))
    return found


def _offer_published(url: str, words: Words) -> None:
    """Say that something is published of the endpoint that was not used."""
    from genkan.catalogue import load_offerings, offering_at

    offering = offering_at(url, load_offerings())
    if offering is not None:
        option = f"--capabilities-of {offering.id}"
        advise(
            words(
                f"「{offering.title}」の公表された特性は、{option} で登録できます。",
                f"Published capabilities of this service: {option}",
            )
        )


def _tell(deployment: "Deployment", words: Words) -> None:
    title, ceiling = deployment.title, deployment.ceiling
    say(
        words(
            f"[green]✓[/] 「{escape(title)}」を登録しました。{ceiling.label}までの情報を送信できます。",
            f"[green]✓[/] Connected {escape(title)}. It takes information up to class {int(ceiling)}.",
        )
    )
    advise(words(f"確認: {command_name()} models list", f"See it: {command_name()} models list"))


async def _connect(parts: "Parts", draft: "DeploymentDraft") -> "Deployment":
    from genkan.catalogue import connect_deployment

    async with parts.database.write() as connection:
        return await connect_deployment(
            connection, draft, ledger=parts.ledger, clock=parts.clock, actor=COMMAND_LINE
        )


def _choose(offered: tuple[str, ...], wanted: str, *, url: str, words: Words) -> str:
    """The wanted model, the only one, or the one that the person at the terminal picks.

    A server that lists nothing may load a model when it is asked for: the person's word is taken.
    """
    if wanted and (not offered or wanted in offered):
        return wanted
    if not offered:
        raise NoModelOffered(url=url)
    if not wanted and len(offered) == 1:
        return offered[0]
    if wanted or not sys.stdin.isatty():
        raise _not_offered(offered, url=url)
    return _pick(offered, url=url, words=words)


def _pick(offered: tuple[str, ...], *, url: str, words: Words) -> str:
    for number, name in enumerate(offered, start=1):
        say(f"{number:>3}  {escape(name)}")
    number: int = typer.prompt(words("接続するモデルの番号", "Number of the model to connect"), type=int)
    if not 1 <= number <= len(offered):
        raise _not_offered(offered, url=url)
    return offered[number - 1]


def _not_offered(offered: tuple[str, ...], *, url: str) -> ModelNotOffered:
    return ModelNotOffered(offered="、".join(offered[:20]), url=url, example=offered[0])
