"""A call that fails on its way is written down, whatever went wrong."""

from collections.abc import Generator
from contextlib import contextmanager

from genkan.gateway.entrance.passage import Passage
from genkan.gateway.outcomes import is_fault_of_endpoint, outcome_of_error, outcome_of_problem
from genkan.kit import Clock
from genkan.providers import ProviderProblem


@contextmanager
def written_down(passage: Passage, *, clock: Clock) -> Generator[None]:
    """Leave the passage where what stands inside fails, and raise that again.

    A cancellation by a kill switch is raised as its ``Stopped``.
    """
    try:
        yield
    except ProviderProblem as problem:
        passage.see_failure(problem)
        passage.leave(outcome_of_problem(problem), at=clock(), failed=is_fault_of_endpoint(problem))
        raise
    except BaseException as error:  # the caller is told: it is raised again
        passage.see_failure(error)
        passage.leave(outcome_of_error(error), at=clock(), failed=None)
        if stopped := passage.why_cut():
            raise stopped from None
        raise
