"""``genkan switches``: stopping a model, an organisation, an app or everything, and letting it pass again."""

from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.app_names import named_with_title
from genkan.cli.links import COMMAND_LINE
from genkan.cli.one_target import check_one
from genkan.cli.terminal import columns, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.gateway import Switch, SwitchDraft


def switches_commands(words: Words) -> typer.Typer:
    """The subcommands of ``genkan switches``."""
    commands = typer.Typer(
        name="switches",
        help=words("緊急停止を操作します。", "Stop something at once, or let it pass again."),
        no_args_is_help=True,
    )
    _add_throw(commands, words)
    _add_lift(commands, words)
    _add_list(commands, words)
    return commands


def _add_throw(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "直ちに停止します。対象を指定しないと、全ての利用を停止します。作成中の回答も打ち切られます。",
            "Stop at once; everything where nothing is named. Answers that are being written are cut.",
        )
    )
    def throw(
        reason: str = typer.Option(
            ..., help=words("利用者にも表示される理由", "Reason, which users see too")
        ),
        model: str = typer.Option("", help=words("モデルの公開名", "Public name of a model")),
        organisation: str = typer.Option("", help=words("組織の名称", "Name of an organisation")),
        app: str = typer.Option(
            "",
            help=words(
                "アプリの名称（組織を併せて指定しないと、全ての組織の同じ名称のアプリ）",
                "Name of an app; in all organisations where none is named",
            ),
        ),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.gateway import throw_switch

        async def deed(parts: "Parts") -> "Switch":
            draft = await _draft(parts, reason=reason, model=model, organisation=organisation, app=app)
            async with parts.database.write() as connection:
                return await throw_switch(
                    connection,
                    draft,
                    within=None,
                    ledger=parts.ledger,
                    clock=parts.clock,
                    actor=COMMAND_LINE,
                )

        switch = with_parts(deed)
        say(words(f"停止しました。識別子: {switch.id}", f"Stopped. Identifier: {switch.id}"))


def _add_lift(commands: typer.Typer, words: Words) -> None:
    @commands.command(help=words("停止を解除します。", "Lift a stop."))
    def lift(
        identifier: str = typer.Argument(help=words("停止の識別子", "Identifier of the stop")),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.gateway import lift_switch

        async def deed(parts: "Parts") -> None:
            async with parts.database.write() as connection:
                await lift_switch(
                    connection,
                    identifier,
                    within=None,
                    ledger=parts.ledger,
                    clock=parts.clock,
                    actor=COMMAND_LINE,
                )

        with_parts(deed)
        say(words("停止を解除しました。", "The stop was lifted."))


def _add_list(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        "list",
        help=words("停止の一覧を、解除したものも含めて表示します。", "List the stops, lifted ones included."),
    )
    def list_all() -> None:
        from genkan.cli.opening import with_parts
        from genkan.gateway import app_titles, list_switches
        from genkan.governance import list_organisations

        async def read(parts: "Parts") -> list[tuple[str, ...]]:
            async with parts.database.read() as connection:
                names = {found.id: found.name for found in await list_organisations(connection)}
                titles = await app_titles(connection, organisation_id=None)
                return [_row(each, names, titles, words) for each in await list_switches(connection)]

        rows = with_parts(read)
        if not rows:
            say(words("停止したものはありません。", "Nothing was ever stopped."))
            return
        heads = (("状態", "State"), ("対象", "What"), ("組織", "Organisation"), ("理由", "Reason"))
        heads += (("停止", "Since"), ("識別子", "Identifier"))
        say(escape("\n".join(columns([words(*head) for head in heads], rows))), wrap=False)


async def _draft(parts: "Parts", *, reason: str, model: str, organisation: str, app: str) -> "SwitchDraft":
    from genkan.cli.organisations import named_organisation
    from genkan.gateway import Scope, SwitchDraft

    check_one(model=model, app=app)
    check_one(model=model, organisation=organisation)
    if not organisation:
        scope = Scope.MODEL if model else Scope.APP if app else Scope.EVERYTHING
        return SwitchDraft(scope=scope, subject=model or app, reason=reason)
    async with parts.database.read() as connection:
        owner = await named_organisation(connection, organisation)
    scope = Scope.APP if app else Scope.ORGANISATION
    return SwitchDraft(scope=scope, subject=app, organisation_id=owner.id, reason=reason)


def _row(switch: "Switch", names: dict[str, str], titles: dict[str, str], words: Words) -> tuple[str, ...]:
    state = words("停止中", "stopped") if switch.in_force else words("解除", "lifted")
    known = titles if switch.scope == "app" else {}
    what = named_with_title(switch.subject, known) or words(switch.scope.label, switch.scope.value)
    since = f"{switch.thrown_at.astimezone():%Y-%m-%d %H:%M}"
    return state, what, names.get(switch.organisation_id or "", "—"), switch.reason, since, switch.id
