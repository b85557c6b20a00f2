"""Looking again after a while, so that a clock on the page goes on where nothing else happens."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress

from genkan.gateway import Progress

SECONDS = 1.0


async def ticking(
    progresses: AsyncGenerator[Progress, None], *, seconds: float = SECONDS
) -> AsyncGenerator[Progress, None]:
    """Each progress, and the last one again whenever ``seconds`` pass without another."""
    last: Progress | None = None
    upcoming = _upcoming(progresses)
    try:
        while True:
            done, _ = await asyncio.wait({upcoming}, timeout=seconds)
            if done:
                last = upcoming.result()
                if last is None:
                    return
                upcoming = _upcoming(progresses)
            if last is not None:
                yield last
    finally:
        upcoming.cancel()
        with suppress(asyncio.CancelledError):
            await upcoming
        await progresses.aclose()


def _upcoming(progresses: AsyncGenerator[Progress, None]) -> "asyncio.Task[Progress | None]":
    async def take() -> Progress | None:
        return await anext(progresses, None)

    return asyncio.create_task(take())
