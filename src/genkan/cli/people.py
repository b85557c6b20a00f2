"""``genkan people``: the first administrator, sign-in links, who is there."""

from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.errors import NobodyYet
from genkan.cli.links import (
    COMMAND_LINE,
    SignInLink,
    link_of,
    make_sign_in_link,
    named_person,
    show_link,
)
from genkan.cli.terminal import columns, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.governance import Person, Role


def people_commands(words: Words) -> typer.Typer:
    """The subcommands of ``genkan people``."""
    commands = typer.Typer(
        name="people", help=words("利用者を管理します。", "Look after people."), no_args_is_help=True
    )
    _add_first_administrator(commands, words)
    _add_link(commands, words)
    _add_list(commands, words)
    _add_grant(commands, words)
    return commands


def _add_first_administrator(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        "add-administrator",
        help=words(
            "組織の最初の管理者を登録し、一度だけ使えるサインイン用リンクを表示します。",
            "Add an organisation's first administrator and print a one-time link.",
        ),
    )
    def add_administrator(
        sign_in_name: str = typer.Argument(
            help=words("サインイン名（例: taro.rei）", "Sign-in name, such as taro.rei")
        ),
        name: str = typer.Option(..., prompt=words("氏名", "Name"), help=words("氏名", "Name")),
        organisation: str = typer.Option(
            ...,
            prompt=words("組織名", "Organisation"),
            help=words("府省又は自治体の名称", "Ministry or city"),
        ),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.governance import first_administrator

        async def add(parts: "Parts") -> SignInLink:
            async with parts.database.write() as connection:
                path = await first_administrator(
                    connection,
                    parts.ledger,
                    parts.clock,
                    organisation_name=organisation,
                    name=name,
                    sign_in_name=sign_in_name,
                )
                person = await named_person(connection, sign_in_name)
                return await link_of(parts, connection, person, path=path)

        show_link(with_parts(add), words)


def _add_link(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "一度だけ使えるサインイン用リンクを表示します（72時間有効）。",
            "Print a one-time sign-in link (72 hours).",
        )
    )
    def link(sign_in_name: str = typer.Argument(help=words("サインイン名", "Sign-in name"))) -> None:
        from genkan.cli.opening import with_parts

        async def make(parts: "Parts") -> SignInLink:
            return await make_sign_in_link(parts, sign_in_name)

        show_link(with_parts(make), words)


def _add_list(commands: typer.Typer, words: Words) -> None:
    @commands.command("list", help=words("利用者の一覧を表示します。", "List the people."))
    def list_all() -> None:
        from genkan.cli.opening import with_parts
        from genkan.governance import list_organisations, list_people

        async def read(parts: "Parts") -> list[tuple[str, ...]]:
            async with parts.database.read() as connection:
                organisations = {found.id: found.name for found in await list_organisations(connection)}
                people = await list_people(connection)
            return [_row(person, organisations[person.organisation_id], words) for person in people]

        heads = (
            ("サインイン名", "Sign-in name"),
            ("氏名", "Name"),
            ("組織", "Organisation"),
            ("役割", "Roles"),
        )
        rows = with_parts(read)
        if not rows:
            raise NobodyYet
        say(escape("\n".join(columns([words(*head) for head in heads], rows))), wrap=False)


def _row(person: "Person", organisation: str, words: Words) -> tuple[str, ...]:
    roles = "、".join(sorted(words(role.label, role.value) for role in person.roles))
    state = "" if person.active else words("（停止中）", " (inactive)")
    return person.sign_in_name, person.name + state, organisation, roles


def _add_grant(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "利用者に役割を割り当てます。複数の組織にまたがる役割は、ここでだけ割り当てられます。",
            "Grant a role. Roles that reach over the whole installation are granted only here.",
        )
    )
    def grant(
        sign_in_name: str = typer.Argument(help=words("サインイン名", "Sign-in name")),
        role: str = typer.Argument(
            help=words("役割（auditorなど。誤っているときは一覧を示します）", "Role, such as auditor")
        ),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.governance import grant_roles

        given = _role_named(role)

        async def give(parts: "Parts") -> "Person":
            async with parts.database.write() as connection:
                person = await named_person(connection, sign_in_name)
                await grant_roles(
                    connection,
                    person.id,
                    roles=frozenset({given}),
                    ledger=parts.ledger,
                    clock=parts.clock,
                    actor=COMMAND_LINE,
                )
                return person

        name = escape(with_parts(give).name)
        say(
            words(
                f"[green]✓[/] {name}さんに「{given.label}」を割り当てました。",
                f"[green]✓[/] {name} is now {given.value}.",
            )
        )


def _role_named(name: str) -> "Role":
    """The role of that name; raises ``typer.BadParameter`` with all names for another."""
    from genkan.governance import Role

    if name not in set(Role):
        raise typer.BadParameter(f"{name!r}: {', '.join(Role)}", param_hint="ROLE")
    return Role(name)
