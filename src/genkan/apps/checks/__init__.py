"""Checks of outputs: pure looks at a text and its source, and citations against the law."""

from genkan.apps.checks.figures import Figure, FigureKind, figures_in
from genkan.apps.checks.headings import covers, heading_in
from genkan.apps.checks.judging import bounded, failed_by, noticed_by
from genkan.apps.checks.running import CHECKS, run_checks

__all__ = [
    "CHECKS",
    "Figure",
    "FigureKind",
    "bounded",
    "covers",
    "failed_by",
    "figures_in",
    "heading_in",
    "noticed_by",
    "run_checks",
]
