"""How often programs and people read through the doors for programs, as the page for curators shows it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.knowledge.desk.store import list_reads
from genkan.ui import mark as _

DAYS = 30
_DEEDS = {
    "search": _("検索"),
    "article": _("条文の閲覧"),
    "contents": _("目次の閲覧"),
    "versions": _("版の一覧の閲覧"),
    "check": _("引用の確認"),
    "suggestions": _("入力候補の表示"),
    "collections": _("規程集の一覧の閲覧"),
}
_DOORS = ("api", "mcp")


@dataclass(frozen=True, slots=True)
class Reads:
    """How often one thing was done through each door in the last 30 days."""

    deed: str
    by_api: int
    by_mcp: int

    @property
    def total(self) -> int:
        """Through all doors."""
        return self.by_api + self.by_mcp


async def reads_of(connection: AsyncConnection, organisation_id: str, *, today: date) -> tuple[Reads, ...]:
    """What an organisation's people and keys did, in the order of the list; what nobody did is left out."""
    counts: Counter[tuple[str, str]] = Counter()
    for kind, reads in await list_reads(
        connection, since=today - timedelta(days=DAYS - 1), organisation_id=organisation_id
    ):
        counts[kind.deed, kind.door] += reads
    lines = (Reads(label, *(counts[deed, door] for door in _DOORS)) for deed, label in _DEEDS.items())
    return tuple(line for line in lines if line.total)
