"""How a person stands to the trial that runs in the organisation."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Person
from genkan.kit import digest
from genkan.trial.consent.store import Consent, find_consent
from genkan.trial.protocol import Running, is_vendors_staff, protocol_in_force, running_trial


class Standing(StrEnum):
    """What a person said to the text that is in force."""

    ASKED = "asked"
    ASKED_ANEW = "asked_anew"
    AGREED = "agreed"
    DECLINED = "declined"

    @property
    def label(self) -> str:
        """In Japanese."""
        return _LABELS[self]


_LABELS = {
    Standing.ASKED: "返事をお願いします",
    Standing.ASKED_ANEW: "説明が変わりました",
    Standing.AGREED: "参加しています",
    Standing.DECLINED: "参加していません",
}


@dataclass(frozen=True, slots=True)
class Invitation:
    """The trial that runs where a person works, and how the person stands to it; ``at`` is when the person last said."""

    running: Running
    standing: Standing
    text_digest: str
    at: datetime | None

    @property
    def waits(self) -> bool:
        """Whether the person has not yet said anything to the present text."""
        return self.running.assigns and self.standing in (Standing.ASKED, Standing.ASKED_ANEW)


async def invitation_for(connection: AsyncConnection, person: Person) -> Invitation | None:
    """The invitation of a person; ``None`` where no trial runs, and for vendors' staff, who are left out.

    A trial that assigns no more asks nobody; who agreed may still withdraw, and so may who was found to be of a vendor.
    """
    running = await running_trial(connection, person.organisation_id, winding_up=True)
    if running is None:
        return None
    said = await find_consent(connection, running.id, person_id=person.id)
    text_digest = digest(running.protocol.consent)
    is_asked = running.assigns and not await is_vendors_staff(connection, running, person)
    if not is_asked and (said is None or not said.agreed):
        return None
    return Invitation(running, _standing(said, text_digest), text_digest, said.at if said else None)


async def agreed_to(connection: AsyncConnection, trial_id: str, person_id: str) -> bool:
    """Whether the person agrees to the consent text that is in force; an agreement to an earlier text does not count."""
    said = await find_consent(connection, trial_id, person_id=person_id)
    if said is None or not said.agreed:
        return False
    signed = await protocol_in_force(connection, trial_id)
    return signed is not None and digest(signed.protocol.consent) == said.text_digest


def _standing(said: Consent | None, text_digest: str) -> Standing:
    """Who declined is not asked again because the text changed; who agreed is."""
    if said is None:
        return Standing.ASKED
    if not said.agreed:
        return Standing.DECLINED
    return Standing.AGREED if said.text_digest == text_digest else Standing.ASKED_ANEW
