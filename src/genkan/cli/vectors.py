"""``genkan knowledge vectors``: the model that says what articles mean, and the vectors that it gives."""

from typing import TYPE_CHECKING

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from genkan.cli.links import COMMAND_LINE
from genkan.cli.terminal import columns, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.knowledge import VectorPlan, VectorStanding


def add_vectors(commands: typer.Typer, words: Words) -> None:
    """Add the group of commands."""
    vectors = typer.Typer(
        name="vectors",
        help=words(
            "規程検索で意味の近さを使うためのベクトルを管理します。",
            "Look after the vectors by which the search compares meanings.",
        ),
        no_args_is_help=True,
    )
    _add_choose(vectors, words)
    _add_end(vectors, words)
    _add_build(vectors, words)
    _add_state(vectors, words)
    commands.add_typer(vectors)


def _add_choose(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "条文をベクトルにするモデルを選びます。作成は、サーバー又は build が行います。",
            "Choose the model that gives vectors; the server, or build, makes them.",
        )
    )
    def choose(
        model: str = typer.Argument(help=words("モデルの公開名", "Public name of the model")),
        dimensions: int | None = typer.Option(
            None,
            help=words("次元数（選べるモデルだけ）", "Length of vectors, where the model offers several"),
        ),
        question_class: int = typer.Option(
            2, help=words("検索の質問の情報の区分（1又は2）", "Information class of questions (1 or 2)")
        ),
        characters: int = typer.Option(
            1_000, help=words("1条について送信する文字数", "Characters of an article that are sent")
        ),
        text_prefix: str = typer.Option("", help=words("条文の前に付ける言葉", "Words before an article")),
        question_prefix: str = typer.Option(
            "", help=words("質問の前に付ける言葉", "Words before a question")
        ),
    ) -> None:
        from genkan.knowledge import VectorPlan

        _keep(
            VectorPlan(
                model=model,
                dimensions=dimensions,
                question_class=question_class,
                characters=characters,
                text_prefix=text_prefix,
                question_prefix=question_prefix,
            )
        )
        say(words("モデルを設定しました。", "The model was chosen."))


def _add_end(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "ベクトルの利用を終了し、作成したベクトルを削除します。",
            "Use no vectors any more, and delete them.",
        )
    )
    def end() -> None:
        from genkan.cli.opening import with_parts

        async def deed(parts: "Parts") -> None:
            from genkan.knowledge import end_vectors

            async with parts.database.write() as connection:
                await end_vectors(
                    connection,
                    schedule=parts.vector_schedule,
                    ledger=parts.ledger,
                    clock=parts.clock,
                    actor=COMMAND_LINE,
                )
            await parts.library.vectors.build()

        with_parts(deed)
        say(words("ベクトルの利用を終了しました。", "No vectors are used any more."))


def _add_build(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "足りないベクトルを今作成します。途中で止めても、次はその続きから作成します。",
            "Make the vectors that are missing now; what is broken off is gone on with the next time.",
        )
    )
    def build(
        anew: bool = typer.Option(
            False, "--anew", help=words("あるものも全て作り直す", "Make those that are there once more, too")
        ),
    ) -> None:
        from genkan.cli.opening import open_door, with_parts

        async def deed(parts: "Parts") -> "VectorStanding | None":
            await parts.library.build_index()
            async with open_door(parts):
                await _build(parts, words, anew=anew)
            return await _standing(parts)

        _show(with_parts(deed), words)


def _add_state(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "選ばれているモデルと、作成の進み具合を表示します。", "Show what is chosen and how far it is."
        )
    )
    def state() -> None:
        from genkan.cli.opening import with_parts

        _show(with_parts(_standing), words)


def _keep(plan: "VectorPlan") -> None:
    from genkan.cli.opening import with_parts

    async def deed(parts: "Parts") -> None:
        from genkan.knowledge import choose_vectors

        async with parts.database.write() as connection:
            await choose_vectors(
                connection,
                plan,
                schedule=parts.vector_schedule,
                ledger=parts.ledger,
                clock=parts.clock,
                actor=COMMAND_LINE,
            )

    with_parts(deed)


async def _build(parts: "Parts", words: Words, *, anew: bool) -> None:
    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), transient=True) as bar:
        step = bar.add_task(words("ベクトルを作成しています", "Making vectors"), total=None)
        await parts.library.vectors.build(
            progress=lambda done, total: bar.update(step, completed=done, total=total), again=True, anew=anew
        )


async def _standing(parts: "Parts") -> "VectorStanding | None":
    async with parts.database.read() as connection:
        return await parts.library.vectors.standing(connection)


def _show(standing: "VectorStanding | None", words: Words) -> None:
    if standing is None:
        say(
            words(
                "モデルは選ばれていません。言葉だけで検索します。",
                "No model is chosen; words alone are searched.",
            )
        )
        return
    lines = [
        (words("モデル", "Model"), standing.plan.model),
        (
            words("ベクトルのある条文", "Articles with a vector"),
            f"{standing.covered:,} / {standing.articles:,}",
        ),
        (words("次元数", "Dimensions"), f"{standing.dimensions:,}"),
        (words("大きさ", "Size"), f"{standing.size / 1_000_000:,.1f} MB"),
    ]
    say(escape("\n".join(columns([words("項目", "Item"), words("内容", "Value")], lines))), wrap=False)
    _show_what_is_missing(standing, words)


def _show_what_is_missing(standing: "VectorStanding", words: Words) -> None:
    if standing.kept_back:
        say(
            words(
                f"[yellow]![/] {standing.kept_back:,}条は、送信できない情報が本文に含まれるなどの理由で、ベクトルを作成できませんでした。言葉だけで検索します。",
                f"[yellow]![/] {standing.kept_back:,} articles have no vector: something in them may not be sent, or says nothing to the model. Words alone find them.",
            )
        )
    whole = all(each.is_whole for each in standing.collections.values())
    for each in standing.collections.values():
        if each.refusal is not None and not whole:
            told = each.refusal
            say(f"[yellow]![/] {escape(told.sentence.format_map(told.details))}")
            say(escape(told.next_step.format_map(told.details)), indent=2)
