"""What is left of a connection on which a cancelled task had begun to write many rows at once."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection


@asynccontextmanager
async def thrown_away_if_cancelled(connection: AsyncConnection) -> AsyncGenerator[None]:
    """Throw the connection away, and go on with the cancellation, where psycopg fails an assertion in its place.

    Many rows are written in a pipeline of psycopg. A task that is cancelled while it enters one, which a busy loop makes
    likely, ends with ``AssertionError``, and its connection would go back to the pool within the pipeline.
    """
    try:
        yield
    except AssertionError as error:
        task = asyncio.current_task()
        if task is None or not task.cancelling():
            raise
        await connection.invalidate()
        raise asyncio.CancelledError from error
