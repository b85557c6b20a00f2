"""``genkan apps``: checking apps and hosts against the Gennai app protocol."""

import typer

from genkan.cli.conforming import add_conform
from genkan.cli.words import Words


def apps_commands(words: Words) -> typer.Typer:
    """The subcommands of ``genkan apps``."""
    commands = typer.Typer(
        name="apps",
        help=words("行政アプリを扱います。", "Work with administrative apps."),
        no_args_is_help=True,
    )
    commands.callback()(lambda: None)
    add_conform(commands, words)
    return commands
