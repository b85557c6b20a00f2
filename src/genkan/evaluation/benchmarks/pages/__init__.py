"""The pages of benchmarks: beginning one, and its results."""

from fastapi import APIRouter

from genkan.evaluation.benchmarks.pages import beginning, showing

# What has a name of its own stands before the pages of one benchmark.
router = APIRouter(routes=[*beginning.router.routes, *showing.router.routes])

__all__ = ["router"]
