"""Every night: the build behind each arm of a trial in progress is asked the fixed questions; an alarm begins a new era."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import Gateway, day_in_japan, introduce_everywhere
from genkan.governance import Ledger
from genkan.jobs import Payload, Queue, Task
from genkan.kit import Clock
from genkan.storage import Database
from genkan.trial.drift.asking import APP_TITLE, DRIFT_APP, hear
from genkan.trial.drift.look import Agreement, Heard, Look, agreement_of
from genkan.trial.drift.probes import load_probes
from genkan.trial.drift.rule import Alarm, alarm_of
from genkan.trial.drift.store import (
    EraNews,
    OpenTrial,
    add_look,
    begin_era,
    current_era,
    looks_of,
    open_trials,
    was_looked_at,
)
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import EraDetails, ProbedDetails, details_of
from genkan.trial.protocol import TrialArm

WATCH_TRIALS = "trial:watch_builds"
LOOK_AT_ARM = "trial:look_at_build"
_ACTOR = "system"
_EVERY = timedelta(days=1)
# Half past four in the morning in Japan, in UTC.
_HOUR, _MINUTE = 19, 30
_ATTEMPTS = 3
_AT_ONCE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftWatch:
    """Looks at every arm once a day, whichever process does it, and leaves the job for the next night."""

    database: Database
    ledger: Ledger
    queue: Queue
    gateway: Gateway
    clock: Clock

    async def begin(self) -> None:
        """Leave the job for the next night, unless it is there; rules, budgets and switches can name the looks."""
        await introduce_everywhere(self.database, {DRIFT_APP: APP_TITLE})
        due = self.clock().replace(hour=_HOUR, minute=_MINUTE, second=0, microsecond=0)
        due += _EVERY if due <= self.clock() else timedelta()
        key = f"{WATCH_TRIALS}:{due.isoformat()}"
        async with self.database.write() as connection:
            await self.queue.enqueue(connection, WATCH_TRIALS, payload={}, key=key, run_after=due)

    async def run(self, _payload: Payload) -> None:
        """Leave a job for each arm that takes part today."""
        await self.begin()
        day = day_in_japan(self.clock())
        async with self.database.write() as connection:
            for trial in await open_trials(connection):
                for arm in _arms_on(trial, day):
                    key = f"{LOOK_AT_ARM}:{trial.id}:{arm.name}:{day}"
                    payload = {"trial_id": trial.id, "arm": arm.name}
                    await self.queue.enqueue(connection, LOOK_AT_ARM, payload=payload, key=key)

    async def look(self, payload: Payload) -> None:
        """Look at one arm, unless that was done today; where an era begins, take the first look of it at once."""
        async with self.database.read() as connection:
            found = [one for one in await open_trials(connection) if one.id == payload["trial_id"]]
        day = day_in_japan(self.clock())
        for trial in found:
            for arm in _arms_on(trial, day):
                if arm.name == payload["arm"] and await self._look_at(trial, arm, day):
                    await self._look_at(trial, arm, day)

    def tasks(self) -> Mapping[str, Task]:
        """The work in the background; a look that is there is not taken again."""
        return {
            WATCH_TRIALS: Task(run=self.run, attempts=5),
            LOOK_AT_ARM: Task(run=self.look, attempts=_ATTEMPTS, at_once=_AT_ONCE),
        }

    async def _look_at(self, trial: OpenTrial, arm: TrialArm, day: date) -> bool:
        """Take the look of the day and write it down; whether it began another era. Nothing is open while it asks."""
        async with self.database.read() as connection:
            era = await current_era(connection, trial.id, arm.name)
            if await was_looked_at(connection, trial.id, arm=arm.name, era=era, day=str(day)):
                return False
            earlier = await looks_of(connection, trial.id, arm=arm.name, era=era)
        said = [look for look in earlier if look.heard.says_something]
        heard = await self._hear(trial, arm)
        alarm = alarm_of(said, heard)
        look = Look(
            trial_id=trial.id,
            arm=arm.name,
            era=era,
            day=str(day),
            at=self.clock(),
            heard=heard,
            agreement=await self._agreement(trial, arm, said, heard),
            alarm=alarm or "",
        )
        async with self.database.write() as connection:
            return await self._write(connection, trial, look, alarm)

    async def _hear(self, trial: OpenTrial, arm: TrialArm) -> Heard:
        return await hear(self.gateway.examiner, arm, load_probes(), organisation_id=trial.organisation_id)

    async def _agreement(
        self, trial: OpenTrial, arm: TrialArm, earlier: list[Look], heard: Heard
    ) -> Agreement:
        """With the first look of the era; the first one asks again, to know how often this build repeats itself."""
        first = earlier[0].heard if earlier else await self._hear(trial, arm)
        return agreement_of(first.answers, heard.answers)

    async def _write(
        self, connection: AsyncConnection, trial: OpenTrial, look: Look, alarm: Alarm | None
    ) -> bool:
        """Write the look and, with an alarm, the era that it begins; False where another process was quicker."""
        if not await add_look(connection, look):
            return False
        await self._record(connection, TrialEvent.PROBED, trial, details_of(_probed(look)))
        if alarm is None:
            return False
        news = EraNews(look.trial_id, look.arm, look.era + 1, look.heard.build, alarm.value, look.at)
        if await begin_era(connection, news):
            began = EraDetails(news.trial_id, news.arm, news.era, reason=news.reason, build=news.build)
            await self._record(connection, TrialEvent.ERA_BEGAN, trial, details_of(began))
        return True

    async def _record(
        self,
        connection: AsyncConnection,
        kind: TrialEvent,
        trial: OpenTrial,
        details: Mapping[str, object],
    ) -> None:
        await self.ledger.record(
            connection,
            kind,
            actor=_ACTOR,
            organisation_id=trial.organisation_id,
            object_id=trial.id,
            details=details,
        )


def _arms_on(trial: OpenTrial, day: date) -> list[TrialArm]:
    """The arms that take part on a day."""
    arms = trial.protocol.arms if trial.protocol else ()
    return [arm for arm in arms if arm.joins_on <= str(day) <= (arm.leaves_on or str(day))]


def _probed(look: Look) -> ProbedDetails:
    return ProbedDetails(
        trial=look.trial_id,
        arm=look.arm,
        era=look.era,
        day=look.day,
        fingerprint=look.heard.fingerprint,
        answers=look.heard.answers,
        lengths=look.heard.lengths,
        agreement=look.agreement.share,
        failures=look.heard.failures,
    )
