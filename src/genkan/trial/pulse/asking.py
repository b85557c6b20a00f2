"""Asking two questions at random, and writing what is answered, once for each person and day."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import day_in_japan
from genkan.governance import Ledger, Person
from genkan.kit import Clock
from genkan.trial.consent import agreed_to
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import PulsedDetails, details_of
from genkan.trial.protocol import is_vendors_staff, running_trial
from genkan.trial.pulse.answer import PulseAnswer
from genkan.trial.pulse.drawing import is_asked
from genkan.trial.pulse.errors import PulseOver
from genkan.trial.pulse.store import add_pulse, has_pulse


@dataclass(frozen=True)
class Pulse:
    """A survey that awaits a person today."""

    trial_id: str
    day: date


async def pulse_for(connection: AsyncConnection, person: Person, *, clock: Clock) -> Pulse | None:
    """The survey of today.

    ``None`` where the draw falls on another day, for who answered or does not take part, and for vendors' staff.
    """
    running = await running_trial(connection, person.organisation_id)
    if running is None or await is_vendors_staff(connection, running, person):
        return None
    day, protocol = day_in_japan(clock()), running.protocol
    if not is_asked(person.id, day, seed=protocol.seed, share=protocol.pulse_share):
        return None
    if not await agreed_to(connection, running.id, person.id):
        return None
    return None if await has_pulse(connection, running.id, person.id, day) else Pulse(running.id, day)


@dataclass(frozen=True)
class PulseAsking:
    """Each deed in the transaction of the caller."""

    ledger: Ledger
    clock: Clock

    async def answer(self, connection: AsyncConnection, person: Person, answer: PulseAnswer) -> None:
        """Record the answers. Raises ``PulseOver``."""
        pulse = await self._close(connection, person)
        details = PulsedDetails(trial=pulse.trial_id, minutes=answer.minutes, better=answer.better)
        await self.ledger.record(
            connection,
            TrialEvent.PULSED,
            actor=person.id,
            organisation_id=person.organisation_id,
            object_id=pulse.trial_id,
            details=details_of(details),
        )

    async def dismiss(self, connection: AsyncConnection, person: Person) -> None:
        """Ask no more today; nothing of it is recorded as evidence. Raises ``PulseOver``."""
        await self._close(connection, person)

    async def _close(self, connection: AsyncConnection, person: Person) -> Pulse:
        pulse = await pulse_for(connection, person, clock=self.clock)
        if pulse is None or not await add_pulse(
            connection, pulse.trial_id, person.id, pulse.day, at=self.clock()
        ):
            raise PulseOver
        return pulse
