"""Problems as a form shows them: at the top, and below the field."""

from collections.abc import Iterable

from fastapi import Request

from genkan.governance.errors import FieldProblem
from genkan.ui import Pages


def field_errors(request: Request, pages: Pages, problems: Iterable[FieldProblem]) -> dict[str, str]:
    """The first sentence for each field, in the reader's language."""
    space = "" if pages.language(request) == "ja" else " "
    errors: dict[str, str] = {}
    for problem in problems:
        sentence, next_step = pages.explain(request, problem)
        errors.setdefault(problem.field, f"{sentence}{space}{next_step}")
    return errors
