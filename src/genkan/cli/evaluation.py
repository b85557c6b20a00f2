"""``genkan evaluate``: measuring quality with questions whose answers are known."""

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.errors import CollectionNotFound
from genkan.cli.evaluation_benchmarks import add_benchmarks
from genkan.cli.evaluation_runs import add_runs
from genkan.cli.shelves import organisation_named
from genkan.cli.terminal import columns, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.ext.asyncio import AsyncConnection

    from genkan.asgi import Parts
    from genkan.evaluation import SearchEvaluation
    from genkan.knowledge import Collection

_SHOWN, _MOST_NAMED = 40, 5


def evaluate_commands(words: Words) -> typer.Typer:
    """The subcommands of ``genkan evaluate``."""
    commands = typer.Typer(
        name="evaluate",
        help=words("品質を測定します。", "Measure quality."),
        no_args_is_help=True,
    )
    _add_search(commands, words)
    add_benchmarks(commands, words)
    add_runs(commands, words)
    return commands


def _add_search(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "答えの条が分かっている質問（1行に1件のJSON）で、検索の品質を測定します。",
            "Measure the search with questions whose articles are known (one JSON object a line).",
        )
    )
    def search(
        questions: Path = typer.Argument(
            exists=True, dir_okay=False, help=words("質問のファイル", "File of questions")
        ),
        collection: str = typer.Option(..., help=words("規程集の名前", "Title of the collection")),
        organisation: str = typer.Option(
            "", help=words("規程集を持つ組織（省略時は全て）", "Organisation that owns it (default: any)")
        ),
        query_field: str = typer.Option(
            "question",
            help=words("検索に使う項目（「+」でつなぐ）", "Field that is asked, several joined with +"),
        ),
        on: datetime | None = typer.Option(
            None, formats=["%Y-%m-%d"], help=words("基準日", "Day whose law is searched")
        ),
        words_only: bool = typer.Option(
            False,
            "--words-only",
            help=words("ベクトルを使わない", "Use no vectors, also where they are wanted"),
        ),
        as_json: bool = typer.Option(False, "--json", help=words("JSONで出力", "Print JSON")),
    ) -> None:
        from genkan.cli.opening import asking, with_parts
        from genkan.evaluation import evaluate_search, read_questions

        asked = read_questions(questions.read_bytes().splitlines(), query_field=query_field)

        async def measure(parts: "Parts") -> "SearchEvaluation":
            await parts.library.build_index()
            async with parts.database.read() as connection:
                chosen = await _chosen(parts, connection, collection, organisation)
                async with asking(parts, chosen[0].organisation_id) as asker:
                    return await evaluate_search(
                        parts.library,
                        connection,
                        asked,
                        collections=chosen,
                        on=_day(on),
                        asker=None if words_only else asker,
                    )

        _show(with_parts(measure), words, as_json=as_json)


def _day(on: datetime | None) -> "date | None":
    return on.date() if on else None


async def _chosen(
    parts: "Parts", connection: "AsyncConnection", title: str, organisation: str
) -> "list[Collection]":
    """The collections of this title; raises :class:`CollectionNotFound` where there is none."""
    from genkan.governance import list_organisations

    owners = (
        [await organisation_named(connection, organisation)]
        if organisation
        else await list_organisations(connection)
    )
    shelves = [
        shelf for owner in owners for shelf in await parts.library.own_collections(connection, owner.id)
    ]
    chosen = [shelf for shelf in shelves if shelf.title == title]
    if not chosen:
        raise CollectionNotFound(title=title, known="、".join(shelf.title for shelf in shelves))
    return chosen


def _show(evaluation: "SearchEvaluation", words: Words, *, as_json: bool) -> None:
    if as_json:
        misses = [vars(miss) for miss in evaluation.misses]
        say(escape(json.dumps({**evaluation.figures(), "misses": misses}, ensure_ascii=False)), wrap=False)
        return
    say(words(f"質問 {evaluation.questions}件", f"{evaluation.questions} questions"))
    say(
        escape(
            "\n".join(columns(["", words("値 [95%区間]", "value [95 % interval]")], _rows(evaluation, words)))
        ),
        wrap=False,
    )
    if evaluation.unknown_gold:
        _show_unknown(evaluation.unknown_gold, words)
    for miss in evaluation.misses:
        say(f"[red]✗[/] {escape(miss.id)}: {escape(_shortened(miss.query))}", indent=2)
        say(escape(f"{'、'.join(miss.gold)} ← {'、'.join(miss.found)}"), indent=4)


def _show_unknown(articles: "Sequence[str]", words: Words) -> None:
    shown = "、".join(articles[:_MOST_NAMED]) + ("…" if len(articles) > _MOST_NAMED else "")
    counted = words(
        f"正解の条のうち{len(articles)}件は、規程集にありません（検索では見つかりません）：",
        f"{len(articles)} gold articles are not in the collection, so no search can find them: ",
    )
    say(f"[yellow]{escape(counted + shown)}[/]")


def _rows(evaluation: "SearchEvaluation", words: Words) -> "Sequence[tuple[str, str]]":
    shares = (
        ("nDCG@10", evaluation.ndcg),
        ("Recall@10", evaluation.recall),
        ("MRR@10", evaluation.mrr),
        ("hit@1", evaluation.hit_1),
        ("hit@10", evaluation.hit_10),
        (words("答えがないのに自信", "sure without an answer"), evaluation.confident_without_answer),
        (words("答えがあるのに不安", "unsure with an answer"), evaluation.doubted_with_answer),
    )
    times = (("p50", f"{evaluation.p50_ms:.1f} ms"), ("p99", f"{evaluation.p99_ms:.1f} ms"))
    cpu = (words("プロセッサー時間（中央値）", "processor time, median"), f"{evaluation.cpu_p50_ms:.1f} ms")
    vectors = (words("ベクトルを使った検索", "searches that used vectors"), f"{evaluation.by_meaning:.0%}")
    return [*((name, str(share)) for name, share in shares if share is not None), *times, cpu, vectors]


def _shortened(query: str) -> str:
    line = query.replace("\n", " ")
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
