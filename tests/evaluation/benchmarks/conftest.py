"""The office of the runs, for benchmarks."""

from tests.evaluation.running.conftest import office, twin
from tests.workspace.conftest import install, pages, workspace

__all__ = ["install", "office", "pages", "twin", "workspace"]
