"""``genkan people``: the first administrator, sign-in links, who is there."""

from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.table import Table

from genkan.cli.errors import PersonNotFound
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.governance import Person

COMMAND_LINE = "command_line"


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
        from genkan.cli.opening import known_address, with_parts
        from genkan.governance import first_administrator

        async def add(parts: "Parts") -> str:
            async with parts.database.write() as connection:
                path = await first_administrator(
                    connection,
                    parts.ledger,
                    parts.clock,
                    organisation_name=organisation,
                    name=name,
                    sign_in_name=sign_in_name,
                )
            return known_address(parts.settings) + path

        Console(highlight=False, soft_wrap=True).print(with_parts(add))


def _add_link(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "一度だけ使えるサインイン用リンクを表示します（72時間有効）。",
            "Print a one-time sign-in link (72 hours).",
        )
    )
    def link(sign_in_name: str = typer.Argument(help=words("サインイン名", "Sign-in name"))) -> None:
        from genkan.cli.opening import known_address, with_parts

        async def make(parts: "Parts") -> str:
            return known_address(parts.settings) + await link_path(parts, sign_in_name)

        Console(highlight=False, soft_wrap=True).print(with_parts(make))


async def link_path(parts: "Parts", sign_in_name: str) -> str:
    """The path of a new one-time link for a person; raises :class:`PersonNotFound`."""
    from genkan.governance import find_person, make_link

    async with parts.database.write() as connection:
        person = await find_person(connection, sign_in_name=sign_in_name)
        if person is None:
            raise PersonNotFound(name=sign_in_name)
        return await make_link(
            connection, person.id, ledger=parts.ledger, clock=parts.clock, actor=COMMAND_LINE
        )


def _add_list(commands: typer.Typer, words: Words) -> None:
    @commands.command("list", help=words("利用者の一覧を表示します。", "List the people."))
    def list_all() -> None:
        from genkan.cli.opening import with_parts
        from genkan.governance import list_people

        async def read(parts: "Parts") -> "tuple[Person, ...]":
            async with parts.database.read() as connection:
                return await list_people(connection)

        table = Table(
            words("サインイン名", "Sign-in name"), words("氏名", "Name"), words("役割", "Roles"), box=None
        )
        for person in with_parts(read):
            roles = "、".join(sorted(role.label for role in person.roles))
            state = "" if person.active else words("（停止中）", " (inactive)")
            table.add_row(person.sign_in_name, person.name + state, roles)
        Console(highlight=False).print(table)


def _add_grant(commands: typer.Typer, words: Words) -> None:
    from genkan.governance import Role

    @commands.command(
        help=words(
            "利用者に役割を割り当てます。複数の組織にまたがる役割は、ここでだけ割り当てられます。",
            "Grant a role. Roles that reach over the whole installation are granted only here.",
        )
    )
    def grant(
        sign_in_name: str = typer.Argument(help=words("サインイン名", "Sign-in name")),
        role: Role = typer.Argument(help=words("役割", "Role")),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.governance import find_person, grant_roles

        async def give(parts: "Parts") -> None:
            async with parts.database.write() as connection:
                person = await find_person(connection, sign_in_name=sign_in_name)
                if person is None:
                    raise PersonNotFound(name=sign_in_name)
                await grant_roles(
                    connection,
                    person.id,
                    roles=frozenset({role}),
                    ledger=parts.ledger,
                    clock=parts.clock,
                    actor=COMMAND_LINE,
                )

        with_parts(give)
        Console(highlight=False).print(words(f"「{role.label}」を割り当てました。", f"Granted {role.value}."))
