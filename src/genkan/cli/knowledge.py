"""``genkan knowledge``: loading regulations and looking into what is there."""

from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.intake import add_intake
from genkan.cli.publishing import add_publish
from genkan.cli.shelves import organisation_named, shelves_of
from genkan.cli.terminal import columns, say
from genkan.cli.vectors import add_vectors
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts


def knowledge_commands(words: Words) -> typer.Typer:
    """The subcommands of ``genkan knowledge``."""
    commands = typer.Typer(
        name="knowledge",
        help=words("規程などの資料を管理します。", "Look after regulations and other documents."),
        no_args_is_help=True,
    )
    add_intake(commands, words)
    add_publish(commands, words)
    add_vectors(commands, words)
    _add_list(commands, words)
    return commands


def _add_list(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        "list", help=words("組織が読める資料の一覧を表示します。", "List what an organisation may read.")
    )
    def list_all(
        organisation: str = typer.Option(..., help=words("組織の名前", "Name of the organisation")),
    ) -> None:
        from genkan.cli.opening import with_parts

        async def read(parts: "Parts") -> list[tuple[str, ...]]:
            async with parts.database.read() as connection:
                owner = await organisation_named(connection, organisation)
                shelves = await shelves_of(parts, connection, owner)
                documents = await parts.library.documents(connection, collections=shelves)
            titles = {shelf.id: shelf.title for shelf in shelves}
            return [
                (titles[each.collection_id], each.title, f"{each.newest.articles:,}") for each in documents
            ]

        heads = (("規程集", "Collection"), ("題名", "Title"), ("条文数", "Articles"))
        say(escape("\n".join(columns([words(*head) for head in heads], with_parts(read)))), wrap=False)
