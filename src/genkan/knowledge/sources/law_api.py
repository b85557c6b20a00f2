"""The e-Gov law API, version 2: the list of laws, the revisions of one, and the text of a revision."""

from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import TypeVar
from urllib.parse import quote

import msgspec

from genkan.fetch import Fetcher
from genkan.knowledge.errors import LawApiUnclear

_FAR = "2099-12-31"
_PAGE = 1000
_PREVIOUS = "PreviousEnforced"
_Answer = TypeVar("_Answer")


class LawRevision(msgspec.Struct, frozen=True, kw_only=True):
    """A revision of a law: what ``revision_info`` says, as far as it is needed here."""

    law_revision_id: str
    updated: datetime
    law_title: str = ""
    amendment_enforcement_date: date | None = None
    current_revision_status: str = ""

    @property
    def is_past(self) -> bool:
        """Whether a later revision is in force today."""
        return self.current_revision_status == _PREVIOUS


class _LawInfo(msgspec.Struct, frozen=True):
    law_id: str


class ListedLaw(msgspec.Struct, frozen=True, kw_only=True):
    """A law in the list: its latest revision, also if it is not in force yet, and the one in force today."""

    law_info: _LawInfo
    revision_info: LawRevision
    current_revision_info: LawRevision | None = None

    @property
    def revisions(self) -> tuple[LawRevision, ...]:
        """Both, or the one."""
        return tuple(filter(None, (self.revision_info, self.current_revision_info)))


class UnclearLaw(msgspec.Struct, frozen=True):
    """A law in the list of which only the id can be read."""

    law_info: _LawInfo


class _Laws(msgspec.Struct, frozen=True):
    laws: tuple[msgspec.Raw, ...]
    total_count: int = 0
    next_offset: int | None = None


class _Revisions(msgspec.Struct, frozen=True):
    revisions: tuple[LawRevision, ...]


class LawApi:
    """Asks the API at one address, such as ``https://laws.e-gov.go.jp/api/2``."""

    def __init__(self, fetcher: Fetcher, address: str) -> None:
        self._fetcher = fetcher
        self._address = address.rstrip("/")

    async def laws(self) -> AsyncIterator[ListedLaw | UnclearLaw]:
        """Every law, page by page; one that is not of the published form does not hide the others.

        Raises ``FetchProblem`` or ``LawApiUnclear``, also where a page leads back to one before it.

        The list is asked for as of a far day, because only then it names revisions that are not in force yet.
        """
        offset: int | None = 0
        while offset is not None:
            query = {"asof": _FAR, "limit": str(_PAGE), "offset": str(offset), "response_format": "json"}
            page = await self._ask("laws", _Laws, query)
            for law in page.laws:
                yield _listed(law)
            if page.next_offset is not None and page.next_offset <= offset:
                raise LawApiUnclear(path="laws")
            offset = page.next_offset if page.laws else None

    async def revisions(self, law_id: str) -> tuple[LawRevision, ...]:
        """The revisions of a law, newest first. Raises ``FetchProblem`` or ``LawApiUnclear``."""
        answer = await self._ask(
            f"law_revisions/{quote(law_id, safe='')}", _Revisions, {"response_format": "json"}
        )
        return answer.revisions

    async def text(self, revision_id: str) -> bytes:
        """The XML of a revision with what is known of it. Raises ``FetchProblem``."""
        answer = await self._fetcher.get(
            f"{self._address}/law_data/{quote(revision_id, safe='')}",
            query={"law_full_text_format": "xml", "response_format": "xml"},
            accept="application/xml",
        )
        return answer.content

    async def _ask(self, path: str, form: type[_Answer], query: dict[str, str]) -> _Answer:
        answer = await self._fetcher.get(f"{self._address}/{path}", query=query, accept="application/json")
        try:
            return msgspec.json.decode(answer.content, type=form)
        except msgspec.DecodeError as error:
            raise LawApiUnclear(path=path) from error


def _listed(law: msgspec.Raw) -> ListedLaw | UnclearLaw:
    """A law of the list as far as it can be read. Raises ``LawApiUnclear``."""
    try:
        return msgspec.json.decode(law, type=ListedLaw)
    except msgspec.DecodeError:
        pass
    try:
        return msgspec.json.decode(law, type=UnclearLaw)
    except msgspec.DecodeError as error:
        raise LawApiUnclear(path="laws") from error
