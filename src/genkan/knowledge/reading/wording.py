"""What articles say on a day, for work that shows no text of theirs: is what was taken from them still so?"""

from collections.abc import Collection as AnyOf
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.knowledge import store
from genkan.knowledge.dating.versions import Version
from genkan.knowledge.parse.deleted import DELETED


@dataclass(frozen=True)
class Wording:
    """An article as its document has it on a day; ``version`` is the one in force, None where none is.

    ``text`` is empty where there is no such article.
    """

    version: Version | None
    text: str

    @property
    def is_there(self) -> bool:
        """Whether the article is in force with words of its own."""
        return bool(self.text) and self.text.strip() != DELETED


async def wordings_on(
    connection: AsyncConnection, articles: AnyOf[tuple[str, str]], *, day: date
) -> dict[tuple[str, str], Wording]:
    """The wording of each article, by id of its document and anchor; documents off the shelves are missing.

    It asks nobody's permission: what is read may be compared, and not shown.
    """
    ids = sorted({document_id for document_id, _ in articles})
    documents = {each.id: each for each in await store.documents_with_ids(connection, ids)}
    found: dict[tuple[str, str], Wording] = {}
    for document_id, anchor in articles:
        if document_id in documents:
            version = documents[document_id].on(day)
            found[document_id, anchor] = Wording(version, await _text(connection, version, anchor))
    return found


async def _text(connection: AsyncConnection, version: Version | None, anchor: str) -> str:
    if version is None:
        return ""
    article = await store.find_article(
        connection, document_id=version.document_id, version_id=version.id, anchor=anchor
    )
    return article.text if article else ""
