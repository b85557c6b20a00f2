"""The ``genkan`` command: its subcommands, and how it ends when something goes wrong."""

import os
import sys

import typer
from rich.markup import escape

from genkan.cli.apps import apps_commands
from genkan.cli.budgets import budgets_commands
from genkan.cli.collector import collector_at_rest
from genkan.cli.database import database_commands
from genkan.cli.doctor import add_doctor
from genkan.cli.evaluation import evaluate_commands
from genkan.cli.exams import exam_commands
from genkan.cli.inquiries import inquiries_commands
from genkan.cli.items import items_commands
from genkan.cli.keys import keys_commands
from genkan.cli.knowledge import knowledge_commands
from genkan.cli.ledger import ledger_commands
from genkan.cli.marking import marking_commands
from genkan.cli.models import models_commands
from genkan.cli.people import people_commands
from genkan.cli.searching import add_search, citations_commands
from genkan.cli.selection import selection_commands
from genkan.cli.serve import add_serve
from genkan.cli.switches import switches_commands
from genkan.cli.terminal import advise, say
from genkan.cli.trial import trial_commands
from genkan.cli.usage import add_usage
from genkan.cli.words import Words, words_of
from genkan.cli.writing import add_check_writing
from genkan.kit import Problem

_GROUPS = (
    people_commands,
    models_commands,
    keys_commands,
    budgets_commands,
    switches_commands,
    knowledge_commands,
    apps_commands,
    inquiries_commands,
    selection_commands,
    citations_commands,
    evaluate_commands,
    items_commands,
    exam_commands,
    marking_commands,
    ledger_commands,
    trial_commands,
    database_commands,
)


def build(words: Words) -> typer.Typer:
    """The command tree with its help in one language."""
    application = typer.Typer(
        help=words(
            "玄関（Genkan）: 府省庁の職員が、検証された出典つきで生成AIを使うための環境です。",
            "Genkan (玄関): an environment in which government staff use generative AI with verified citations.",
        ),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    for add in (add_serve, add_doctor, add_usage, add_search, add_check_writing):
        add(application, words)
    for commands in _GROUPS:
        application.add_typer(commands(words))
    return application


def main() -> None:
    """Run the command; a problem is told in two sentences and ends with status 1."""
    words = words_of(os.environ.get("GENKAN_LANGUAGE", "ja"))
    try:
        with collector_at_rest():
            commands = build(words)
        commands()
    except Problem as problem:
        _tell(problem)
        sys.exit(1)


def _tell(problem: Problem) -> None:
    from genkan.cli.explaining import explain

    sentence, next_step = explain(problem, language=os.environ.get("GENKAN_LANGUAGE", "ja"))
    say(f"[bold red]✗[/] {escape(sentence)}", error=True)
    advise(next_step, error=True)
