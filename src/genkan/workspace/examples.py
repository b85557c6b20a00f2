"""Example questions for those who may read the regulations that answer them."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.knowledge import Collection, Library, SampleQuestion, sample_questions


async def example_questions(
    connection: AsyncConnection, library: Library, readable: Sequence[Collection]
) -> tuple[str, ...]:
    """The example questions whose regulation is in one of the collections."""
    documents = await library.documents(connection, collections=readable)
    titles = {document.title for document in documents}
    return tuple(example.question for example in _examples() if example.regulation in titles)


@cache
def _examples() -> tuple[SampleQuestion, ...]:
    """Read once, for the home page is asked for often."""
    return sample_questions()
