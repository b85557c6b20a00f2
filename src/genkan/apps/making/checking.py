"""Checking a content against the models of the catalogue, beside the other work of the process."""

import asyncio

from genkan.apps.making.content import Content
from genkan.apps.making.errors import ContentFault, DraftFaulty, MadeAppFaulty
from genkan.apps.making.fitness import check_content
from genkan.catalogue import load_models


async def check(content: Content, unread: tuple[ContentFault, ...] = ()) -> None:
    """Raises ``MadeAppFaulty`` where it cannot be saved; ``unread`` as in ``check_content``."""
    models = frozenset(model.id for model in load_models())
    await asyncio.to_thread(check_content, content, models=models, unread=unread)


async def check_runnable(content: Content) -> None:
    """Raises ``DraftFaulty`` where it is a first draft that nobody could save, such as one from a file of others."""
    try:
        await check(content)
    except MadeAppFaulty as faulty:
        raise DraftFaulty(count=len(faulty.faults)) from faulty
