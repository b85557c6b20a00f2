"""What happens once a transaction has been committed."""

from collections.abc import Callable
from typing import cast

from sqlalchemy.ext.asyncio import AsyncConnection

_KEY = "genkan_after_commit"
Callback = Callable[[], None]


def after_commit(connection: AsyncConnection, callback: Callback) -> None:
    """Call ``callback`` when the present transaction of ``connection`` is committed, and never if it is not."""
    cast("list[Callback]", connection.info.setdefault(_KEY, [])).append(callback)


def forget_callbacks(connection: AsyncConnection) -> list[Callback]:
    """Take the callbacks of the present transaction off the connection."""
    return cast("list[Callback]", connection.info.pop(_KEY, []))
