"""The checks and notices of an output, as a document carries them at its end."""

from collections.abc import Iterator

from genkan.apps.export.pieces import Piece, Printed
from genkan.apps.output import Check, Output
from genkan.markdown import Line, Span, Table

HEADS = ("確認した点", "結果", "内容")
TITLE = "出力の確認"


def appendix(output: Output) -> tuple[Piece, ...]:
    """A heading, the notices, and a table of the checks; nothing where there is neither."""
    if not output.checks and not output.notices:
        return ()
    notices = tuple(Printed((Span(f"・{notice}"),), indent=1, first=-1) for notice in output.notices)
    table = Table(_line(*HEADS), tuple(_rows(output.checks)), (False, False, False))
    return (Printed((Span(TITLE),), rank=2), *notices, *((table,) if output.checks else ()))


def check_rows(output: Output) -> Iterator[tuple[str, str, str]]:
    """What was checked, how it ended, and the details; a row for each check."""
    for check in output.checks:
        yield check.label, check.outcome.label, "\n".join(check.details)


def _rows(checks: tuple[Check, ...]) -> Iterator[tuple[Line, ...]]:
    for check in checks:
        details = "　".join(check.details) or "―"
        yield _line(check.label, check.outcome.label, details)


def _line(*cells: str) -> tuple[Line, ...]:
    return tuple((Span(cell),) for cell in cells)
