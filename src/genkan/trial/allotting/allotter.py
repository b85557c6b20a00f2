"""Giving the next place of a stratum: which trial runs, which arms may be given, and what the design says."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import list_deployments
from genkan.gateway import day_in_japan, load_rules
from genkan.kit import Clock
from genkan.trial.allotting.allotment import CHAT, Allotment, GivenArm, Occasion
from genkan.trial.allotting.eligibility import Eligibility, Restriction, Situation, eligibility
from genkan.trial.allotting.store import HeldArm, hold_arm, lock_held_arm, take_number
from genkan.trial.assignment import Sides, Stratum, block_length, falls_in_share, sides_at
from genkan.trial.consent import agreed_to
from genkan.trial.errors import TooFewArms
from genkan.trial.evidence import Mode
from genkan.trial.protocol import Running, TrialTask, hold_running, is_vendors_staff, running_trial


@dataclass(frozen=True)
class Allotter:
    """Gives arms within the transaction of the caller, so that a place is taken if and only if it is recorded.

    Others that want a place of the same stratum wait until that transaction ends.
    """

    clock: Clock

    async def trial_for(
        self, connection: AsyncConnection, occasion: Occasion, *, hold: bool = False
    ) -> Running | None:
        """The trial in which the question takes part; ``None`` without one, for vendors' staff, or without an agreement.

        ``hold`` keeps it from closing and changing until the transaction ends, for an assignment that is then written.
        """
        if hold:
            await hold_running(connection, occasion.person.organisation_id)
        running = await running_trial(connection, occasion.person.organisation_id)
        if running is None or not self._takes_in(running, occasion):
            return None
        if await is_vendors_staff(connection, running, occasion.person):
            return None
        return running if await agreed_to(connection, running.id, occasion.person.id) else None

    async def pair(self, connection: AsyncConnection, running: Running, occasion: Occasion) -> Allotment:
        """Two arms, the sides settled. Raises ``TooFewArms``, and then no place is taken."""
        eligible = await self._eligible(connection, running, occasion)
        if len(eligible.names) < 2:
            raise TooFewArms(information_class=occasion.information_class.label)
        return await self._take(connection, running, occasion, Mode.PAIR, eligible)

    async def one(self, connection: AsyncConnection, running: Running, occasion: Occasion) -> Allotment:
        """The arm of the conversation or person, which keeps it for as long as it may be given.

        The trial is kept from closing until the transaction ends. Raises ``TooFewArms`` where no arm may be given, which
        is so once it has closed.
        """
        if await hold_running(connection, occasion.person.organisation_id) != running.id:
            raise TooFewArms(information_class=occasion.information_class.label)
        task = task_of(running, occasion.task)
        mode = Mode.PERSON if task is not None and task.mode is Mode.PERSON else Mode.CONVERSATION
        eligible = await self._eligible(connection, running, occasion)
        if not eligible.names:
            raise TooFewArms(information_class=occasion.information_class.label)
        holder = _holder(occasion, mode)
        held = await lock_held_arm(connection, running.id, holder)
        if held is not None and held.arm in eligible.deployments:
            sides, where = Sides(held.arm), (held.block, held.place)
            return _allotment(running, occasion, mode, eligible, sides, where)
        allotment = await self._take(connection, running, occasion, mode, eligible)
        [arm] = allotment.arms
        await hold_arm(connection, running.id, holder, HeldArm(arm.name, allotment.block, allotment.place))
        return allotment

    async def restrictions(
        self, connection: AsyncConnection, running: Running, occasion: Occasion
    ) -> Mapping[str, Restriction]:
        """Why each arm that cannot be given cannot, by its name."""
        return (await self._eligible(connection, running, occasion)).restricted

    async def _take(
        self,
        connection: AsyncConnection,
        running: Running,
        occasion: Occasion,
        mode: Mode,
        eligible: Eligibility,
    ) -> Allotment:
        stratum = Stratum(
            trial=running.id,
            organisation=occasion.person.organisation_id,
            task=occasion.task,
            information_class=int(occasion.information_class),
            mode=mode,
            arms=eligible.names,
        )
        number = await take_number(connection, running.id, stratum.key)
        sides = sides_at(stratum, number, seed=running.protocol.seed)
        where = divmod(number, block_length(stratum))
        return _allotment(running, occasion, mode, eligible, sides, where)

    async def _eligible(
        self, connection: AsyncConnection, running: Running, occasion: Occasion
    ) -> Eligibility:
        situation = Situation(
            roles=occasion.person.roles,
            rules=await load_rules(connection, occasion.person.organisation_id),
            information_class=occasion.information_class,
            today=day_in_japan(self.clock()),
            purpose=occasion.purpose,
            models=occasion.models,
        )
        return eligibility(running.protocol.arms, await list_deployments(connection), situation)

    def _takes_in(self, running: Running, occasion: Occasion) -> bool:
        """Whether the protocol names the task and the class, and today lies between its days."""
        protocol, today = running.protocol, day_in_japan(self.clock()).isoformat()
        return (
            protocol.opens_on <= today <= (protocol.closes_on or today)
            and int(occasion.information_class) in protocol.information_classes
            and task_of(running, occasion.task) is not None
        )


def task_of(running: Running, task: str) -> TrialTask | None:
    """The task of that name in the protocol in force."""
    return next((each for each in running.protocol.tasks if each.task == task), None)


def is_pair(running: Running, *, key: str, task: str = CHAT) -> bool:
    """Whether two answers are shown to a turn of the chat or a run of an app: always the same for the same ``key``."""
    protocol = running.protocol
    return falls_in_share(protocol.pair_share, seed=protocol.seed, kind=task, key=key)


def _holder(occasion: Occasion, mode: Mode) -> str:
    if mode is Mode.CONVERSATION:
        return occasion.conversation
    return f"{occasion.person.id}/{int(occasion.information_class)}/{occasion.task}"


def _allotment(
    running: Running,
    occasion: Occasion,
    mode: Mode,
    eligible: Eligibility,
    sides: Sides,
    where: tuple[int, int],
) -> Allotment:
    given = tuple(
        GivenArm(name=name, deployment=eligible.deployments[name], era=running.eras.get(name, 1))
        for name in sides
        if name
    )
    return Allotment(
        trial=running.id,
        protocol=running.digest,
        occasion=occasion,
        mode=mode,
        block=where[0],
        place=where[1],
        arms=given,
        eligible=eligible.deployments,
        restricted=eligible.restricted,
        prompt=running.protocol.prompt,
    )
