"""When the garbage collector rests, and how often it works."""

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Generator[None]:
    """Load modules without looking for garbage among them: it takes a sixth of the start and finds none.

    What was loaded stays as long as the process, so the collector is told never to look at it.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def collector_for_a_server() -> None:
    """Look for garbage more rarely: answers leave none in circles, and each look delays every stream."""
    gc.set_threshold(25_000, 25, 25)
