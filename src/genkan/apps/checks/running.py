"""The checks that apps may name."""

import asyncio
from collections.abc import Callable, Mapping, Sequence

from genkan.apps.checks.cited import check_cited
from genkan.apps.checks.headings import check_coverage
from genkan.apps.checks.kept import check_dates_kept, check_numbers_kept, check_references_kept
from genkan.apps.checks.numbers import check_numbers
from genkan.apps.output import Check, CheckOutcome
from genkan.apps.program import Found, Workbench

CITATIONS = "citations"
_PURE: Mapping[str, Callable[[str, str], Check]] = {
    "numbers": check_numbers,
    "coverage": check_coverage,
    "dates-kept": check_dates_kept,
    "numbers-kept": check_numbers_kept,
    "references-kept": check_references_kept,
    "cited": lambda text, _source: check_cited(text),
}
CHECKS = frozenset({CITATIONS, *_PURE})


async def run_checks(
    names: Sequence[str], bench: Workbench, *, text: str, source: str, found: Sequence[Found] = ()
) -> tuple[Check, ...]:
    """Each named check of an output against its source, in the order of the names."""
    return tuple([await _run(name, bench, text=text, source=source, found=found) for name in names])


async def _run(name: str, bench: Workbench, *, text: str, source: str, found: Sequence[Found]) -> Check:
    if name != CITATIONS:
        return await asyncio.to_thread(_PURE[name], text, source)
    faults = await bench.check_citations(text, found)
    return Check("条文の引用の照合", CheckOutcome.NOTICE if faults else CheckOutcome.PASSED, faults)
