"""A trial in progress with people who agree to take part, and answers that were assigned in it."""

from dataclasses import dataclass
from typing import Protocol as Shape

import msgspec
from sqlalchemy import insert, update

from genkan.catalogue import Deployment, InformationClass
from genkan.gateway import Ask, Purpose, Source
from genkan.governance import Ledger, Organisation, Person
from genkan.kit import digest, new_id
from genkan.knowledge import build_messages
from genkan.storage import Database, metadata
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import Arm, AssignedDetails, Mode, details_of
from genkan.trial.exposing import RECORD_END
from genkan.trial.protocol import (
    Protocol,
    Trial,
    TrialArm,
    TrialOrganisation,
    TrialState,
    TrialTask,
    add_trial,
)
from tests.conftest import StillClock

from .conftest import TrialRoom

SEED = "0123456789abcdef0123456789abcdef"


class Host(Shape):
    """An installation of which a trial needs little; ``TrialRoom`` is one."""

    @property
    def database(self) -> Database: ...
    @property
    def ledger(self) -> Ledger: ...
    @property
    def clock(self) -> StillClock: ...
    @property
    def organisation(self) -> Organisation: ...


@dataclass(frozen=True)
class RunningTrial:
    """An open trial of the ministry."""

    host: Host
    id: str
    protocol: Protocol

    async def agree(self, *people: Person, agreed: bool = True) -> None:
        """These people agree to take part, or withdraw."""
        table = metadata.tables["trial_consent"]
        async with self.host.database.write() as connection:
            for person in people:
                own = (table.c.trial_id == self.id, table.c.person_id == person.id)
                await connection.execute(table.delete().where(*own))
                row = {"trial_id": self.id, "person_id": person.id, "agreed": int(agreed)}
                await connection.execute(
                    insert(table),
                    {**row, "text_digest": digest(self.protocol.consent), "at": self.host.clock()},
                )

    async def close(self) -> None:
        """End the trial."""
        table = metadata.tables["trial"]
        async with self.host.database.write() as connection:
            await connection.execute(update(table).where(table.c.id == self.id).values(state="closed"))

    async def assign(
        self,
        person: Person,
        *arms: str,
        conversation: str = "",
        information_class: int = 1,
        task: str = "chat",
    ) -> str:
        """Write an assignment of one arm, or of a pair, into the ledger."""
        exposure = new_id(self.host.clock)
        by_name = {arm.name: arm for arm in self.protocol.arms}
        details = AssignedDetails(
            arms=tuple(arm.deployment for arm in self.protocol.arms),
            seed=SEED,
            information_class=information_class,
            sides={
                side: Arm(by_name[name].deployment, by_name[name].title, by_name[name].build, {}, name=name)
                for side, name in zip("ab", arms, strict=False)
            },
            question_digest=digest(""),
            question_length=0,
            trial=self.id,
            protocol=self.protocol.digest(),
            task=task,
            mode=Mode.PAIR if len(arms) > 1 else Mode.CONVERSATION,
            conversation=conversation,
        )
        async with self.host.database.write() as connection:
            await self.host.ledger.record(
                connection,
                TrialEvent.ASSIGNED,
                actor=person.id,
                organisation_id=person.organisation_id,
                object_id=exposure,
                details=details_of(details),
            )
        return exposure


async def ask(
    room: TrialRoom,
    trial: RunningTrial,
    person: Person,
    arm: str,
    *,
    question: str,
    conversation: str = "",
    information_class: int = 1,
    sources: tuple[Source, ...] = (),
) -> tuple[str, str]:
    """Let one arm answer in a conversation; the ids of the assignment and of the answer."""
    exposure = await trial.assign(person, arm, conversation=conversation, information_class=information_class)
    chosen = next(one for one in trial.protocol.arms if one.name == arm)
    ask = Ask(
        person_id=person.id,
        organisation_id=person.organisation_id,
        purpose=Purpose.CHAT,
        information_class=InformationClass(information_class),
        deployment_id=chosen.deployment,
        messages=build_messages(question, sources=sources or None),
        sources=sources,
        then=(RECORD_END, {"comparison_id": exposure, "side": "a"}),
    )
    ended = len(await room.events("trial:answer:ended"))
    async with room.database.write() as connection:
        answer_id = await room.gateway.ask(connection, ask)
    await room.until_ended(ended + 1)
    return exposure, answer_id


async def open_trial(
    host: Host,
    *deployments: Deployment,
    shadow_prices: tuple[float | None, float | None] = (None, None),
    **changes: object,
) -> RunningTrial:
    """Open a trial with these deployments as arms 「甲」, 「乙」 …; all of its shares are 1 unless said otherwise."""
    arms = tuple(
        TrialArm(
            name=name,
            deployment=one.id,
            title=one.title,
            build=one.build,
            shadow_price_in=shadow_prices[0],
            shadow_price_out=shadow_prices[1],
        )
        for name, one in zip("甲乙丙", deployments, strict=False)
    )
    ministry = host.organisation
    protocol = Protocol(
        title="例示の試行",
        purpose="比べるため",
        opens_on="2026-11-01",
        closes_on="2026-12-31",
        organisations=(TrialOrganisation(organisation=ministry.id, title=ministry.name, staff=100),),
        arms=arms,
        tasks=(TrialTask(task="chat", title="チャット", mode=Mode.CONVERSATION),),
        information_classes=(1, 2),
        seed=SEED,
        audit_share=1.0,
        pulse_share=1.0,
    )
    protocol = msgspec.structs.replace(protocol, **changes)
    trial = Trial(
        id=new_id(host.clock),
        organisation_id=ministry.id,
        state=TrialState.OPEN,
        draft=protocol.document(),
        version=1,
        created_at=host.clock(),
        created_by="test",
    )
    async with host.database.write() as connection:
        await add_trial(connection, trial)
        await connection.execute(
            insert(metadata.tables["trial_organisation"]),
            {"organisation_id": ministry.id, "trial_id": trial.id},
        )
        await connection.execute(
            insert(metadata.tables["trial_protocol"]),
            {
                "trial_id": trial.id,
                "number": 0,
                "document": protocol.document(),
                "digest": protocol.digest(),
                "reason": "",
                "signed_by": "test",
                "signed_at": host.clock(),
            },
        )
    return RunningTrial(host, trial.id, protocol)
