"""An output as a Markdown file."""

from collections.abc import Iterator
from datetime import date

from genkan.apps.export.appendix import TITLE, check_rows
from genkan.apps.output import Output
from genkan.kit import normalise_newlines, storable


def as_markdown(output: Output, *, title: str, day: date) -> bytes:
    """The text as it is, under its title where it begins with no heading; checks and notices behind it."""
    text = normalise_newlines(storable(output.text)).strip("\n")
    parts = [] if text.startswith("# ") else [f"# {_in_one_line(title)}", day.isoformat()]
    return ("\n\n".join([*parts, text, *_checks(output)]) + "\n").encode()


def _checks(output: Output) -> Iterator[str]:
    if output.checks or output.notices:
        yield f"## {TITLE}"
        lines = [*output.notices, *map(_check, check_rows(output))]
        yield "\n".join(f"- {_in_one_line(line)}" for line in lines)


def _check(row: tuple[str, str, str]) -> str:
    label, outcome, details = row
    return f"{label}: {outcome}" + (f"（{details}）" if details else "")


def _in_one_line(text: str) -> str:
    return " ".join(storable(text).split())
