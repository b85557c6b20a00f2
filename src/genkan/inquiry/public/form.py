"""The public form of an organisation, and what may be said about it."""

import re
from dataclasses import dataclass

from genkan.inquiry.entry import clean
from genkan.inquiry.public.errors import AddressNameUnfit, NoticeTooLong, TitleMissing

LONGEST_TITLE = 100
LONGEST_NOTICE = 2_000
LONGEST_ADDRESS_NAME = 40
_ADDRESS_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_TAKEN = frozenset({"status"})
# The id of an organisation opens its form too: no other form may have the address of one.
_ID = re.compile(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}")


@dataclass(frozen=True)
class PublicForm:
    """A form as citizens find it under ``/ask/{address_name}``, or under the id of the organisation where it has none."""

    organisation_id: str
    is_open: bool
    address_name: str
    title: str
    notice: str
    topic_ids: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where the form is."""
        return f"/ask/{self.address_name or self.organisation_id}"


@dataclass(frozen=True)
class FormDraft:
    """A form as it was typed."""

    is_open: bool = False
    address_name: str = ""
    title: str = ""
    notice: str = ""
    topic_ids: tuple[str, ...] = ()

    def form_of(self, organisation_id: str, *, topics: frozenset[str]) -> PublicForm:
        """The form, with those of the topics that there are.

        Raises ``TitleMissing``, ``AddressNameUnfit`` and ``NoticeTooLong``.
        """
        title, name, notice = clean(self.title), self.address_name.strip(), clean(self.notice)
        if not 1 <= len(title) <= LONGEST_TITLE or "\n" in title:
            raise TitleMissing(limit=LONGEST_TITLE)
        if name and not _fits(name):
            raise AddressNameUnfit(limit=LONGEST_ADDRESS_NAME)
        if len(notice) > LONGEST_NOTICE:
            raise NoticeTooLong(limit=f"{LONGEST_NOTICE:,}", count=f"{len(notice):,}")
        offered = tuple(topic for topic in dict.fromkeys(self.topic_ids) if topic in topics)
        return PublicForm(organisation_id, self.is_open, name, title, notice, offered)


def _fits(name: str) -> bool:
    is_name = _ADDRESS_NAME.fullmatch(name) and len(name) <= LONGEST_ADDRESS_NAME
    return bool(is_name) and name not in _TAKEN and not _ID.fullmatch(name)
