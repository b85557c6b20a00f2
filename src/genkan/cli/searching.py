"""``genkan search`` and ``genkan citations``: what staff do on the pages, in a terminal or a script."""

import json
import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.deployments import deployment_named
from genkan.cli.reading import read_text
from genkan.cli.shelves import organisation_meant, shelves_of
from genkan.cli.terminal import say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from genkan.asgi import Parts
    from genkan.knowledge import CitationCheck, Collection, Hit, ProvenText, Rewriting, SearchResult

_COLLECTION = (
    "規程集の名前（省略時は読める全て）",
    "Title of the collection (default: all that may be read)",
)
_ORGANISATION = (
    "検索する組織（組織が1つだけのときは省略できます）",
    "Organisation that reads (may be left out where there is only one)",
)
_ON = ("基準日（省略時は今日）", "Day whose law counts (default: today)")
_JSON = ("APIと同じ形のJSONで出力", "Print JSON in the form of the API")
_FORMATS = ["%Y-%m-%d"]
_PATIENCE = 20.0


def add_search(application: typer.Typer, words: Words) -> None:
    """``genkan search``."""

    @application.command(help=words("法令や規程の条文を検索します。", "Search laws and regulations."))
    def search(
        query: str = typer.Argument(help=words("検索の言葉", "What to search for")),
        collection: str = typer.Option("", help=words(*_COLLECTION)),
        organisation: str = typer.Option("", help=words(*_ORGANISATION)),
        on: datetime | None = typer.Option(None, formats=_FORMATS, help=words(*_ON)),
        every_version: bool = typer.Option(
            False, "--every-version", help=words("施行されていない版も含める", "Also what is not in force")
        ),
        rewrite: str = typer.Option(
            "",
            help=words(
                "質問を言い換えるモデルの名称又は公開名",
                "Title or public name of a model that puts the question in other words",
            ),
        ),
        limit: int = typer.Option(10, min=1, max=100, help=words("件数", "Number of hits")),
        as_json: bool = typer.Option(False, "--json", help=words(*_JSON)),
    ) -> None:
        from genkan.cli.opening import asking, with_parts
        from genkan.knowledge import search_shape

        day = on.date() if on else None

        async def find(parts: "Parts") -> "SearchResult":
            async with parts.database.read() as connection:
                owner = await organisation_meant(connection, organisation)
                chosen = await shelves_of(parts, connection, owner, collection=collection)
            await parts.library.build_index()
            wish = await _rewriting(parts, rewrite, owner.id, chosen) if rewrite else None
            async with asking(parts, owner.id, opens=wish is not None) as asker:
                result = await parts.library.search(
                    query,
                    collections=chosen,
                    limit=limit,
                    on=day,
                    every_version=every_version,
                    rewriting=wish,
                    asker=asker,
                )
            return replace(result, on=parts.library.day(day))

        result = with_parts(find)
        if as_json and result.on:
            _print_json(search_shape(result, on=result.on))
        else:
            _show_hits(result, words)


async def _rewriting(
    parts: "Parts", model: str, organisation_id: str, collections: "Sequence[Collection]"
) -> "Rewriting":
    """The wish that this model puts the question in other words; whoever waits at a terminal waits longer."""
    from genkan.knowledge import Rewriting, class_of_question

    return Rewriting(
        deployment_id=(await deployment_named(parts, model)).id,
        organisation_id=organisation_id,
        information_class=class_of_question(collections),
        seconds=_PATIENCE,
    )


def citations_commands(words: Words) -> typer.Typer:
    """The subcommands of ``genkan citations``."""
    commands = typer.Typer(
        name="citations",
        help=words("文章の中の法令や規程の引用を扱います。", "Look into the citations of a text."),
        no_args_is_help=True,
    )
    commands.callback()(lambda: None)
    _add_check(commands, words)
    return commands


def _add_check(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "文章の中の引用が実在し、条文と一致するかを確認します。確認できない引用があれば、状態1で終わります。",
            "Check that what a text cites exists and stands there; ends with status 1 where something does not.",
        )
    )
    def check(
        file: Path = typer.Argument(
            allow_dash=True,
            help=words("文章のファイル（-は標準入力）", "File of the text, or - for standard input"),
        ),
        collection: str = typer.Option("", help=words(*_COLLECTION)),
        organisation: str = typer.Option("", help=words(*_ORGANISATION)),
        on: datetime | None = typer.Option(None, formats=_FORMATS, help=words(*_ON)),
        as_json: bool = typer.Option(False, "--json", help=words(*_JSON)),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.knowledge import check_shape, check_text

        text = read_text(file)

        async def prove(parts: "Parts") -> "ProvenText":
            await parts.library.build_index()
            async with parts.database.read() as connection:
                owner = await organisation_meant(connection, organisation)
                chosen = await shelves_of(parts, connection, owner, collection=collection)
                return await check_text(
                    parts.library, connection, text, collections=chosen, on=on.date() if on else None
                )

        proven = with_parts(prove)
        if as_json:
            _print_json(check_shape(proven))
        else:
            _show_checks(proven, words)
        if proven.examination.failures:
            raise typer.Exit(1)


def _show_hits(result: "SearchResult", words: Words) -> None:
    if not result.hits:
        say(words("条件に合う条文は、見つかりませんでした。", "Nothing found."))
    elif not result.is_confident:
        say(
            words(
                "[yellow]適切な条文が見つかっていないおそれがあります。[/]",
                "[yellow]There may be no good answer among these.[/]",
            )
        )
    for step in result.steps:
        say(f"[dim]{escape(_translated(step.message).format_map(step.details))}[/]")
    for hit in result.hits:
        _show_hit(hit)


def _show_hit(hit: "Hit") -> None:
    from genkan.knowledge import Standing

    caption = f"（{hit.caption}）" if hit.caption else ""
    standing = (
        "" if hit.standing is Standing.IN_FORCE else f" [yellow]［{_translated(hit.standing.label)}］[/]"
    )
    say(f"[bold]{escape(hit.law_title + hit.label + caption)}[/]{standing}")
    snippet = "".join(f"[green]{escape(s.text)}[/]" if s.marked else escape(s.text) for s in hit.snippet)
    say(snippet, indent=2)


def _show_checks(proven: "ProvenText", words: Words) -> None:
    summary = proven.examination.summary
    for check in proven.examination.checks:
        _show_check(check)
    day = proven.on.isoformat()
    say(
        words(
            f"基準日{day}　引用 {summary.total}件、確認できたもの {summary.verified}件、できなかったもの {summary.failed}件、"
            f"項又は号を照合していないもの {summary.not_known}件、収録されていない法令のもの {summary.not_loaded}件",
            f"As of {day}: {summary.total} citations, {summary.verified} verified, {summary.failed} not, "
            f"{summary.not_known} with a paragraph or an item that was not checked, "
            f"{summary.not_loaded} of laws that are not held here",
        )
    )


def _show_check(check: "CitationCheck") -> None:
    if check.verified:
        say(f"[green]✓[/] {escape(check.reference)}")
        return
    sign = "[red]✗[/]" if check.failed else "[yellow]？[/]"
    say(f"{sign} {escape(check.reference)}　[bold]{escape(_translated(check.verdict.label))}[/]")
    say(escape(_translated(check.message).format_map(check.details)), indent=2)


def _translated(message: str) -> str:
    from genkan.cli.explaining import translate

    return translate(message, language=os.environ.get("GENKAN_LANGUAGE", "ja"))


def _print_json(shape: object) -> None:
    typer.echo(json.dumps(shape, ensure_ascii=False, indent=2))
