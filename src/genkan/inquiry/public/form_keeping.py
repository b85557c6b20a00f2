"""Who supervises inquiries opens, closes and words the public form, and says from which address letters go."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger, Viewer
from genkan.inquiry.entry import clean
from genkan.inquiry.post import Sender, keep_sender, mail_address
from genkan.inquiry.post.errors import SenderUnfit
from genkan.inquiry.public.errors import AddressNameTaken
from genkan.inquiry.public.events import FormEvent
from genkan.inquiry.public.form import FormDraft, PublicForm
from genkan.inquiry.public.store import forms
from genkan.inquiry.store.topics import list_topics

_LONGEST_SENDER_NAME = 100


@dataclass(frozen=True, slots=True)
class FormKeeping:
    """Works in the transaction of the caller."""

    ledger: Ledger

    async def keep(
        self, connection: AsyncConnection, viewer: Viewer, draft: FormDraft, *, sender: Sender
    ) -> PublicForm:
        """The form and the sender as they are from now on.

        Raises what ``FormDraft.form_of`` raises, ``SenderUnfit`` and ``AddressNameTaken``.
        """
        own = viewer.organisation.id
        topics = frozenset(topic.id for topic in await list_topics(connection, own))
        form = draft.form_of(own, topics=topics)
        before = await forms.form_of(connection, own)
        await keep_sender(connection, own, _sender(sender))
        if not await forms.keep_form(connection, form):
            raise AddressNameTaken
        await self.ledger.record(
            connection,
            _event(before, form),
            actor=viewer.person.id,
            organisation_id=own,
            object_id=own,
            details={"open": form.is_open, "topics": len(form.topic_ids)},
        )
        return form


def _sender(typed: Sender) -> Sender:
    address = mail_address(typed.address) if typed.address.strip() else ""
    if address is None:
        raise SenderUnfit
    return Sender(" ".join(clean(typed.name).split())[:_LONGEST_SENDER_NAME], address)


def _event(before: PublicForm | None, form: PublicForm) -> FormEvent:
    was_open = before is not None and before.is_open
    if was_open == form.is_open:
        return FormEvent.EDITED
    return FormEvent.OPENED if form.is_open else FormEvent.CLOSED
