"""The form of an API key: texts as typed, and their meaning."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import InformationClass
from genkan.gateway.errors import KeyCeilingTooHigh, KeyExpiryInvalid, KeyOwnerUnfit
from genkan.gateway.keys import KeyDraft
from genkan.gateway.keys.issuing import LONGEST_LIFE
from genkan.governance import Viewer, find_person

ALL, CHOSEN = "all", "chosen"
MAY_READ = "may_read"
CLASSES = (InformationClass.ONE, InformationClass.TWO)
USUAL_LIFE = timedelta(days=365)
_JAPAN = ZoneInfo("Asia/Tokyo")


def _no_texts() -> list[str]:
    return []


class KeyForm(BaseModel):
    """What was typed."""

    title: str = Field(default="", max_length=200)
    app: str = Field(default="", max_length=80)
    owner: str = Field(default="", max_length=200)
    models: str = Field(default=ALL, max_length=10)
    allowed_models: list[str] = Field(default_factory=_no_texts, max_length=200)
    information_class: str = Field(default="1", max_length=2)
    ceiling: str = Field(default="1", max_length=2)
    may_read: str = Field(default="", max_length=10)
    addresses: str = Field(default="", max_length=10_000)
    expires: str = Field(default="", max_length=20)


def fresh_form(viewer: Viewer, *, now: datetime) -> KeyForm:
    """The form of a new key: the viewer answers for it, for a year."""
    last = (now + USUAL_LIFE).astimezone(_JAPAN).date()
    return KeyForm(owner=viewer.person.sign_in_name, expires=last.isoformat())


async def read_draft(connection: AsyncConnection, form: KeyForm, *, viewer: Viewer) -> KeyDraft:
    """What the form means. Raises the errors under ``KeyRefused``."""
    owner = await find_person(connection, sign_in_name=form.owner.strip())
    if owner is None:
        raise KeyOwnerUnfit
    return KeyDraft(
        title=form.title,
        organisation_id=viewer.organisation.id,
        owner_id=owner.id,
        expires_at=_end_of(form.expires),
        app=form.app.strip(),
        models=() if form.models == ALL else tuple(sorted(form.allowed_models)),
        addresses=tuple(line.strip() for line in form.addresses.splitlines() if line.strip()),
        information_class=_class(form.information_class),
        ceiling=_class(form.ceiling),
        may_read=form.may_read == MAY_READ,
    )


def _end_of(day: str) -> datetime:
    """The last moment of a day in Japan."""
    try:
        begins = datetime.fromisoformat(day.strip()[:10]).replace(tzinfo=_JAPAN)
        return begins + timedelta(days=1, seconds=-1)
    except (ValueError, OverflowError) as error:
        raise KeyExpiryInvalid(days=LONGEST_LIFE.days) from error


def _class(text: str) -> InformationClass:
    offered = {str(int(each)): each for each in CLASSES}
    if text not in offered:
        raise KeyCeilingTooHigh
    return offered[text]
