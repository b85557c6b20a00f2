"""``genkan keys``: API keys of organisations and apps."""

from datetime import timedelta
from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.links import COMMAND_LINE, named_person
from genkan.cli.terminal import advise, columns, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.gateway import ApiKey

_OWNER = ("責任者のサインイン名", "Sign-in name of the responsible person")


def keys_commands(words: Words) -> typer.Typer:
    """The subcommands of ``genkan keys``."""
    commands = typer.Typer(
        name="keys", help=words("APIキーを管理します。", "Look after API keys."), no_args_is_help=True
    )
    _add_create(commands, words)
    _add_list(commands, words)
    _add_rotate(commands, words)
    _add_revoke(commands, words)
    return commands


def _add_create(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "APIキーを発行し、一度だけ表示します。責任者の組織のキーになります。",
            "Issue an API key for the organisation of the responsible person, and show it once.",
        )
    )
    def create(
        title: str = typer.Argument(help=words("キーの名称", "Name of the key")),
        owner: str = typer.Option(..., help=words(*_OWNER)),
        app: str = typer.Option("", help=words("アプリの名称", "Name of the app")),
        models: str = typer.Option(
            "",
            help=words("使えるモデル（カンマ区切り、空欄は全て）", "Models, comma-separated; empty: all"),
        ),
        addresses: str = typer.Option(
            "",
            help=words("接続元の範囲（カンマ区切り、空欄は全て）", "Networks, comma-separated; empty: all"),
        ),
        information_class: int = typer.Option(
            1, min=1, max=3, help=words("区分の指定がないときの機密性", "Class of requests that state none")
        ),
        ceiling: int = typer.Option(1, min=1, max=3, help=words("機密性の上限", "Highest class")),
        days: int = typer.Option(365, min=1, help=words("有効日数", "Days until it expires")),
        may_read: bool = typer.Option(
            False,
            "--may-read",
            help=words(
                "組織の全員が読める規程の検索と閲覧も許可する",
                "Also open the regulations that everyone of the organisation may read",
            ),
        ),
    ) -> None:
        from genkan.catalogue import InformationClass
        from genkan.cli.opening import with_parts
        from genkan.gateway import KeyDraft, issue_key

        async def issue(parts: "Parts") -> "tuple[ApiKey, str]":
            async with parts.database.write() as connection:
                person = await named_person(connection, owner)
                draft = KeyDraft(
                    title=title,
                    organisation_id=person.organisation_id,
                    owner_id=person.id,
                    expires_at=parts.clock() + timedelta(days=days),
                    app=app,
                    models=_listed(models),
                    addresses=_listed(addresses),
                    information_class=InformationClass(information_class),
                    ceiling=InformationClass(ceiling),
                    may_read=may_read,
                )
                return await issue_key(
                    connection, draft, ledger=parts.ledger, clock=parts.clock, actor=COMMAND_LINE
                )

        _show(*with_parts(issue), words)


def _add_list(commands: typer.Typer, words: Words) -> None:
    @commands.command("list", help=words("APIキーの一覧を表示します。", "List the API keys."))
    def list_all() -> None:
        from genkan.cli.opening import with_parts
        from genkan.gateway import list_keys
        from genkan.governance import list_organisations

        async def read(parts: "Parts") -> list[tuple[str, ...]]:
            async with parts.database.read() as connection:
                names = {found.id: found.name for found in await list_organisations(connection)}
                keys = await list_keys(connection)
            return [_row(key, names[key.organisation_id], parts, words) for key in keys]

        heads = (("名称", "Name"), ("キー", "Key"), ("組織", "Organisation"), ("アプリ", "App"))
        heads += (("状態", "State"), ("有効期限", "Expires"), ("識別子", "Identifier"))
        rows = with_parts(read)
        if not rows:
            say(words("APIキーはまだありません。", "There are no API keys yet."))
            return
        say(escape("\n".join(columns([words(*head) for head in heads], rows))), wrap=False)


def _add_rotate(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "同じ権限の新しいAPIキーを発行します。古いキーは猶予期間のあいだ使えます。",
            "Issue a new key with the same rights; the old one still works for a while.",
        )
    )
    def rotate(
        identifier: str = typer.Argument(help=words("キーの識別子", "Identifier of the key")),
        overlap_hours: int = typer.Option(24, min=0, help=words("猶予期間（時間）", "Hours of overlap")),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.gateway import rotate_key

        async def deed(parts: "Parts") -> "tuple[ApiKey, str]":
            async with parts.database.write() as connection:
                return await rotate_key(
                    connection,
                    await _found(parts, identifier),
                    overlap=timedelta(hours=overlap_hours),
                    ledger=parts.ledger,
                    clock=parts.clock,
                    actor=COMMAND_LINE,
                )

        _show(*with_parts(deed), words)


def _add_revoke(commands: typer.Typer, words: Words) -> None:
    @commands.command(help=words("APIキーを直ちに失効させます。", "End an API key at once."))
    def revoke(identifier: str = typer.Argument(help=words("キーの識別子", "Identifier of the key"))) -> None:
        from genkan.cli.opening import with_parts
        from genkan.gateway import revoke_key

        async def deed(parts: "Parts") -> "ApiKey":
            key = await _found(parts, identifier)
            async with parts.database.write() as connection:
                await revoke_key(connection, key, ledger=parts.ledger, clock=parts.clock, actor=COMMAND_LINE)
            return key

        title = escape(with_parts(deed).title)
        say(words(f"APIキー「{title}」を失効させました。", f"The key “{title}” has ended."))


async def _found(parts: "Parts", identifier: str) -> "ApiKey":
    from genkan.gateway import KeyUnknown, list_keys

    async with parts.database.read() as connection:
        keys = await list_keys(connection)
    key = next((key for key in keys if identifier in (key.id, key.beginning)), None)
    if key is None:
        raise KeyUnknown
    return key


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _row(key: "ApiKey", organisation: str, parts: "Parts", words: Words) -> tuple[str, ...]:
    state = words("有効", "in force") if key.in_force(parts.clock()) else words("失効", "ended")
    end = f"{key.expires_at.astimezone():%Y-%m-%d}"
    return key.title, f"{key.beginning}…", organisation, key.app or "—", state, end, key.id


def _show(key: "ApiKey", secret: str, words: Words) -> None:
    title = escape(key.title)
    say(words(f"APIキー「{title}」を発行しました。", f"The key “{title}” was issued."))
    say(f"\n    {secret}\n", wrap=False)
    advise(
        words(
            "このキーは二度と表示されません。安全な場所に保存してください。",
            "It is not shown again. Keep it in a safe place.",
        )
    )
