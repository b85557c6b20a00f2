"""``genkan knowledge load``, ``update-laws`` and ``watch``: how regulations and laws come in."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from genkan.cli.errors import FolderNotWatched
from genkan.cli.links import COMMAND_LINE
from genkan.cli.shelves import collection_of, show_report
from genkan.cli.terminal import columns, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.knowledge import LawUpdate, LoadProgress, LoadReport


def add_intake(commands: typer.Typer, words: Words) -> None:
    """Add the commands by which documents come in."""
    _add_load(commands, words)
    _add_update_laws(commands, words)
    _add_watch(commands, words)
    _add_watched(commands, words)
    _add_unwatch(commands, words)


def _add_load(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "フォルダー、ZIP又はファイルを規程集に読み込みます。規程集がなければ作ります。",
            "Load a folder, a ZIP or a file into a collection, which is made where it is missing.",
        )
    )
    def load(
        folder: Path = typer.Argument(
            exists=True, help=words("フォルダー、ZIP又はファイル", "Folder, ZIP or file")
        ),
        collection: str = typer.Option(..., help=words("規程集の名前", "Title of the collection")),
        organisation: str = typer.Option(..., help=words("規程集を持つ組織", "Organisation that owns it")),
    ) -> None:
        from genkan.cli.opening import with_parts

        async def run(parts: "Parts") -> "LoadReport":
            shelf = await collection_of(parts, title=collection, organisation=organisation)
            with _progress(words) as progress:
                report = await parts.loader.load_folder(
                    folder, collection_id=shelf.id, actor=COMMAND_LINE, progress=progress
                )
                await parts.library.build_index()
            return report

        report = with_parts(run)
        show_report(report, words)
        raise typer.Exit(1 if any(file.problem for file in report.files) else 0)


def _add_update_laws(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        "update-laws",
        help=words(
            "e-Govの法令APIから、規程集にない法令と、前回から変わった法令を読み込みます。中断しても、続きから再開します。",
            "Load the laws that a collection has not got, or that changed since, from the e-Gov law API; goes on where it was broken off.",
        ),
    )
    def update(
        collection: str = typer.Option(..., help=words("規程集の名前", "Title of the collection")),
        organisation: str = typer.Option(..., help=words("規程集を持つ組織", "Organisation that owns it")),
        history: bool = typer.Option(
            False, "--history", help=words("過去の版も読み込む", "Load past revisions, too")
        ),
        law: list[str] = typer.Option(
            [], help=words("読み込む法令の法令ID（繰り返せます）", "Law id to load (can be repeated)")
        ),
    ) -> None:
        from genkan.cli.opening import with_parts

        async def run(parts: "Parts") -> "LawUpdate":
            shelf = await collection_of(parts, title=collection, organisation=organisation)
            with _progress(words) as progress:
                return await _update(parts, shelf.id, history=history, only=frozenset(law), progress=progress)

        _show_update(with_parts(run), words)


async def _update(
    parts: "Parts", collection_id: str, *, history: bool, only: frozenset[str], progress: "LoadProgress"
) -> "LawUpdate":
    from genkan.fetch import Fetcher
    from genkan.knowledge import update_laws

    try:
        async with Fetcher(private=parts.settings.fetch_private_addresses) as fetcher:
            return await update_laws(
                parts.database,
                loader=parts.loader,
                fetcher=fetcher,
                address=parts.settings.law_api,
                collection_id=collection_id,
                actor=COMMAND_LINE,
                history=history,
                only=only,
                progress=progress,
            )
    finally:
        await parts.library.build_index()


def _show_update(update: "LawUpdate", words: Words) -> None:
    say(
        words(
            f"一覧の法令 {update.listed}件、うち更新のある法令 {update.changed}件",
            f"{update.listed} laws listed, {update.changed} of them with something new",
        )
    )
    show_report(update.report, words)
    raise typer.Exit(1 if any(file.problem for file in update.report.files) else 0)


def _add_watch(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "フォルダーを見張り、新しいファイルと変わったファイルを規程集に読み込みます。読込みはサーバーが行います。",
            "Watch a folder: the server loads what is new or changed in it into a collection.",
        )
    )
    def watch(
        folder: Path = typer.Argument(exists=True, file_okay=False, help=words("フォルダー", "Folder")),
        collection: str = typer.Option(..., help=words("規程集の名前", "Title of the collection")),
        organisation: str = typer.Option(..., help=words("規程集を持つ組織", "Organisation that owns it")),
    ) -> None:
        from genkan.cli.opening import with_parts

        place = str(folder.resolve())

        async def run(parts: "Parts") -> int:
            from genkan.knowledge import WatchedFolder

            shelf = await collection_of(parts, title=collection, organisation=organisation)
            parts.folders.add(WatchedFolder(place, shelf.id, COMMAND_LINE))
            await parts.folders.begin()
            return parts.settings.watch_seconds

        seconds = with_parts(run)
        say(
            words(
                f"「{folder}」を{seconds}秒ごとに確かめます。",
                f"“{folder}” is looked into every {seconds} seconds.",
            )
        )


def _add_watched(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "見張っているフォルダーと、その中のファイルの状態を表示します。",
            "Show the watched folders and the state of the files in them.",
        )
    )
    def watched() -> None:
        from genkan.cli.opening import with_parts

        async def run(parts: "Parts") -> list[tuple[str, ...]]:
            states = (words("待機", "waiting"), words("済", "done"), words("失敗", "failed"))
            return [
                (
                    one.folder,
                    name,
                    states[2 if file.problem else int(file.loaded)],
                    file.problem or " ".join(file.notes),
                )
                for one in parts.folders.watched()
                for name, file in sorted(parts.folders.seen(one).items())
            ]

        heads = [
            words(*head)
            for head in (
                ("フォルダー", "Folder"),
                ("ファイル", "File"),
                ("状態", "State"),
                ("内容", "Details"),
            )
        ]
        say(escape("\n".join(columns(heads, with_parts(run)))), wrap=False)


def _add_unwatch(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "フォルダーを見張るのをやめます。読み込んだ規程は残ります。",
            "Stop watching a folder; what was loaded stays.",
        )
    )
    def unwatch(folder: Path = typer.Argument(help=words("フォルダー", "Folder"))) -> None:
        from genkan.cli.opening import with_parts

        place = str(folder.resolve())

        async def run(parts: "Parts") -> None:
            if not parts.folders.remove(place):
                raise FolderNotWatched(folder=folder)

        with_parts(run)
        say(words(f"「{folder}」を見張るのをやめました。", f"“{folder}” is not watched any more."))


@contextmanager
def _progress(words: Words) -> "Generator[LoadProgress]":
    """A bar that counts the files as they are done."""
    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), transient=True) as bar:
        step = bar.add_task(words("読み込んでいます", "Loading"), total=None)
        yield lambda _file: bar.advance(step)
