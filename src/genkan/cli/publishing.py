"""``genkan knowledge publish``: the search index brought up to date, for this machine and those that share with it."""

from typing import TYPE_CHECKING

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from genkan.cli.terminal import say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts


def add_publish(commands: typer.Typer, words: Words) -> None:
    """Add the command."""

    @commands.command(
        help=words(
            "検索の索引を最新にします。共有フォルダーの設定があれば、ほかのサーバーのために公開します。",
            "Bring the search index up to date, and publish it for other machines where a shared folder is set.",
        )
    )
    def publish() -> None:
        from genkan.cli.opening import with_parts

        async def run(parts: "Parts") -> bool:
            return await _build(parts, words)

        if with_parts(run):
            say(words("検索の索引を更新しました。", "The search index was updated."))
        else:
            say(words("検索の索引は最新です。", "The search index is up to date."))


async def _build(parts: "Parts", words: Words) -> bool:
    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), transient=True) as bar:
        step = bar.add_task(words("索引を作成しています", "Building the index"), total=None)
        return await parts.library.build_index(
            progress=lambda done, total: bar.update(step, completed=done, total=total)
        )
