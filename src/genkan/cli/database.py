"""``genkan database``: the records themselves."""

import typer

from genkan.cli.terminal import say
from genkan.cli.words import Words


def database_commands(words: Words) -> typer.Typer:
    """The subcommands of ``genkan database``."""
    commands = typer.Typer(
        name="database",
        help=words("記録用データベースを管理します。", "Look after the database of records."),
        no_args_is_help=True,
    )

    @commands.command(
        help=words("データベースを最新の形に更新します。", "Bring the database to its newest form.")
    )
    def migrate() -> None:
        from genkan.cli.opening import prepare_storage
        from genkan.settings import load_settings

        done = prepare_storage(load_settings())
        told = (
            words("データベースを更新しました: ", "Migrated: ") + ", ".join(done)
            if done
            else words("データベースは最新の形です。", "Up to date.")
        )
        say(told)

    return commands
