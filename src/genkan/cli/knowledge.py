"""``genkan knowledge``: loading regulations and looking into what is there."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from genkan.cli.errors import CollectionNotFound, NoOrganisationYet, NothingToRead, OrganisationNotFound
from genkan.cli.links import COMMAND_LINE
from genkan.cli.terminal import columns, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from genkan.asgi import Parts
    from genkan.governance import Organisation
    from genkan.knowledge import Collection, LoadReport, SearchResult


def knowledge_commands(words: Words) -> typer.Typer:
    """The subcommands of ``genkan knowledge``."""
    commands = typer.Typer(
        name="knowledge",
        help=words("規程などの資料を管理します。", "Look after regulations and other documents."),
        no_args_is_help=True,
    )
    _add_load(commands, words)
    _add_list(commands, words)
    _add_search(commands, words)
    return commands


def _add_load(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "フォルダーの規程（Markdown又はテキスト）を規程集に読み込みます。規程集がなければ作ります。",
            "Load a folder of regulations (Markdown or text) into a collection, which is made where it is missing.",
        )
    )
    def load(
        folder: Path = typer.Argument(exists=True, file_okay=False, help=words("フォルダー", "Folder")),
        collection: str = typer.Option(..., help=words("規程集の名前", "Title of the collection")),
        organisation: str = typer.Option(..., help=words("規程集を持つ組織", "Organisation that owns it")),
    ) -> None:
        from genkan.cli.opening import with_parts

        async def run(parts: "Parts") -> "LoadReport":
            return await _load(parts, folder, collection=collection, organisation=organisation, words=words)

        report = with_parts(run)
        _show_report(report, words)
        raise typer.Exit(1 if any(file.problem for file in report.files) else 0)


async def _load(
    parts: "Parts", folder: Path, *, collection: str, organisation: str, words: Words
) -> "LoadReport":
    shelf = await _shelf(parts, title=collection, organisation=organisation)
    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), transient=True) as bar:
        step = bar.add_task(words("読み込んでいます", "Loading"), total=None)
        report = await parts.loader.load_folder(
            folder, collection_id=shelf.id, actor=COMMAND_LINE, progress=lambda _file: bar.advance(step)
        )
        await parts.library.build_index()
    return report


async def _shelf(parts: "Parts", *, title: str, organisation: str) -> "Collection":
    """The organisation's collection of this title, made where it is missing."""
    async with parts.database.write() as connection:
        owner = await _organisation(connection, organisation)
        return await parts.loader.open_collection(
            connection, organisation_id=owner.id, title=title, actor=COMMAND_LINE
        )


async def _organisation(connection: "AsyncConnection", name: str) -> "Organisation":
    from genkan.governance import find_organisation, list_organisations

    found = await find_organisation(connection, name=name)
    if found is None or found.parent_id is not None:
        known = [each.name for each in await list_organisations(connection) if each.parent_id is None]
        if not known:
            raise NoOrganisationYet
        raise OrganisationNotFound(name=name, known="、".join(known))
    return found


def _show_report(report: "LoadReport", words: Words) -> None:
    from genkan.knowledge import Outcome

    unchanged, skipped = report.count(Outcome.UNCHANGED), report.count(Outcome.SKIPPED)
    loaded = len(report.files) - unchanged - skipped
    say(
        words(
            f"読み込み {loaded}件、変更なし {unchanged}件、読み込めなかったもの {skipped}件",
            f"{loaded} loaded, {unchanged} unchanged, {skipped} skipped",
        )
    )
    for file in report.files:
        if file.problem is not None:
            say(f"[red]✗[/] {escape(file.name)}: {escape(str(file.problem))}", indent=2)


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
                owner = await _organisation(connection, organisation)
                shelves = await _shelves(parts, connection, owner)
                documents = await parts.library.documents(connection, collections=shelves)
            titles = {shelf.id: shelf.title for shelf in shelves}
            return [(titles[each.collection_id], each.title, f"{each.articles:,}") for each in documents]

        heads = (("規程集", "Collection"), ("題名", "Title"), ("条文数", "Articles"))
        say(escape("\n".join(columns([words(*head) for head in heads], with_parts(read)))), wrap=False)


async def _shelves(
    parts: "Parts", connection: "AsyncConnection", owner: "Organisation"
) -> "tuple[Collection, ...]":
    """What the organisation may read; raises :class:`NothingToRead` where that is nothing."""
    shelves = await parts.library.readable_collections(connection, owner.id)
    if not shelves:
        raise NothingToRead(name=owner.name)
    return tuple(shelves)


def _add_search(commands: typer.Typer, words: Words) -> None:
    @commands.command(help=words("規程を検索します。", "Search the regulations."))
    def search(
        query: str = typer.Argument(help=words("検索の言葉", "What to search for")),
        collection: str = typer.Option("", help=words("規程集の名前", "Title of the collection")),
        organisation: str = typer.Option(..., help=words("検索する組織", "Organisation that searches")),
        limit: int = typer.Option(10, min=1, max=100, help=words("件数", "Number of hits")),
    ) -> None:
        from genkan.cli.opening import with_parts

        async def find(parts: "Parts") -> "SearchResult":
            async with parts.database.read() as connection:
                owner = await _organisation(connection, organisation)
                shelves = await _shelves(parts, connection, owner)
            chosen = [shelf for shelf in shelves if collection in ("", shelf.title)]
            if not chosen:
                raise CollectionNotFound(title=collection, known="、".join(each.title for each in shelves))
            await parts.library.build_index()
            return await parts.library.search(query, collections=chosen, limit=limit)

        _show_hits(with_parts(find), words)


def _show_hits(result: "SearchResult", words: Words) -> None:
    for hit in result.hits:
        caption = f"（{hit.caption}）" if hit.caption else ""
        say(f"[bold]{escape(hit.law_title + hit.label + caption)}[/]")
        say(escape("".join(span.text for span in hit.snippet)), indent=2)
    if not result.hits:
        say(words("条件に合う条文は、見つかりませんでした。", "Nothing found."))
