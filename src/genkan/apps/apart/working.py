"""The side of the server: it starts the process, waits within a time, and kills what is not done."""

import asyncio
import logging
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process

logger = logging.getLogger(__name__)
_BARE = "genkan.kit.bare"


class ApartTimedOut(Exception):
    """The process did not come to an end in time and was killed."""


class ApartDied(Exception):
    """The process ended without an answer, such as for want of memory."""


class Apart:
    """As many processes at once as there are processors; further work waits for its turn."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(len(os.sched_getaffinity(0)))

    async def work(self, module: str, question: bytes, *, seconds: float) -> bytes:
        """What the module answers as a program of its own. Raises ``ApartTimedOut`` or ``ApartDied``."""
        async with self._turns:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                _BARE,
                module,
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                start_new_session=True,
            )
            try:
                async with asyncio.timeout(seconds):
                    answer, _ = await process.communicate(question)
            except TimeoutError as error:
                raise ApartTimedOut(module) from error
            finally:
                await _end(process)
        if process.returncode:
            logger.error("A process apart ended without an answer: %s, status %s", module, process.returncode)
            raise ApartDied(module)
        return answer


async def _end(process: Process) -> None:
    """Kill it, and the programs that it started, unless it has ended.

    What it wrote is read to its end, because an end behind unread output is never noticed.
    """
    if process.returncode is None:
        os.killpg(process.pid, signal.SIGKILL)
        await process.communicate()
