"""The side of the process: it reads one question to its end, writes one answer, and is gone."""

import resource
import sys
from collections.abc import Callable

_MOST_MEMORY = 4 * 2**30
_MOST_SECONDS = 600


def answer_once(work: Callable[[bytes], bytes]) -> None:
    """Answer what comes over the standard input, within bounds that the system holds to if the parent dies."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    answer = work(sys.stdin.buffer.read())
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
