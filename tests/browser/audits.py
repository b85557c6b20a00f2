"""A trial with answers that experts audit, in the installation of a folder whose server runs.

It runs in no organisation, so that nobody's chat is changed by it.
"""

import asyncio
import threading
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.asgi import Parts
from genkan.catalogue import list_deployments
from genkan.cli.opening import open_parts
from genkan.gateway import Source
from genkan.governance import Permission, Person, Viewer, find_organisation, find_person
from genkan.kit import digest, new_id
from genkan.settings import Settings
from genkan.storage import metadata
from genkan.trial.audit import AuditCandidate, offer
from genkan.trial.audit.mark import Findings
from genkan.trial.audit.marking import AuditMarking
from genkan.trial.checking.store import TrialAnswer, add_answer
from genkan.trial.evidence import Mode
from genkan.trial.protocol import (
    Protocol,
    Trial,
    TrialArm,
    TrialOrganisation,
    TrialState,
    TrialTask,
    add_trial,
)

ANSWER = "日当は、例示省旅費規程第一条により、一日当たりの定額を支給します[1]。\n" + "例示省" * 40
SOURCE = Source(1, "例示省旅費規程 第一条", "日当は、一日当たりの定額により支給する。", "/regulations/1")
_PEOPLE = ("hanako.rei", "takuya.rei", "makoto.rei", "taro.rei", "misaki.rei")


def audit_something(folder: Path) -> dict[str, tuple[str, str]]:
    """Whose page it is, and its path; in a thread, for Playwright holds this one."""
    held: list[dict[str, tuple[str, str]]] = []
    thread = threading.Thread(target=lambda: held.append(asyncio.run(_audit(folder / "genkan-data"))))
    thread.start()
    thread.join()
    return held[0]


async def _audit(folder: Path) -> dict[str, tuple[str, str]]:
    async with open_parts(Settings(data_folder=folder)) as parts, parts.database.write() as connection:
        asker, office, marker, *others = [await _person(connection, name) for name in _PEOPLE]
        protocol = await _protocol(connection, office)
        trial_id = await _open(parts, connection, protocol, office)
        await _agree(parts, connection, trial_id, protocol, asker)
        audits = [await _offer(parts, connection, trial_id, protocol, asker, side) for side in "ab"]
        for person, correct in zip(others, (True, False), strict=True):
            await _mark(parts, connection, person, audits[1], correct=correct)
        answer_id = await _used(parts, connection, trial_id, asker)
    return {
        "audit": (marker.sign_in_name, f"/audits/{audits[0]}"),
        "audit_decision": (marker.sign_in_name, f"/audits/{audits[1]}"),
        "audit_progress": (office.sign_in_name, f"/audits/office/{trial_id}"),
        "final_text": (asker.sign_in_name, f"/used/{answer_id}/final"),
    }


async def _person(connection: AsyncConnection, name: str) -> Person:
    person = await find_person(connection, sign_in_name=name)
    assert person is not None, name
    return person


async def _protocol(connection: AsyncConnection, office: Person) -> Protocol:
    deployments = (await list_deployments(connection))[:2]
    return Protocol(
        title="例示の試行",
        purpose="比べるため",
        opens_on="2026-11-01",
        closes_on="2026-12-31",
        organisations=(TrialOrganisation(organisation=office.organisation_id, title="例示省", staff=100),),
        arms=tuple(
            TrialArm(name=name, deployment=one.id, title=one.title, build=one.build)
            for name, one in zip("甲乙", deployments, strict=False)
        ),
        tasks=(TrialTask(task="chat", title="チャット", mode=Mode.CONVERSATION),),
        information_classes=(1, 2),
        audit_share=1.0,
    )


async def _open(parts: Parts, connection: AsyncConnection, protocol: Protocol, office: Person) -> str:
    trial = Trial(
        id=new_id(parts.clock),
        organisation_id=office.organisation_id,
        state=TrialState.OPEN,
        draft=protocol.document(),
        version=1,
        created_at=parts.clock(),
        created_by=office.id,
    )
    await add_trial(connection, trial)
    signed = {"trial_id": trial.id, "number": 0, "document": protocol.document(), "reason": ""}
    signature = {"digest": protocol.digest(), "signed_by": office.id, "signed_at": parts.clock()}
    await connection.execute(insert(metadata.tables["trial_protocol"]), {**signed, **signature})
    return trial.id


async def _agree(
    parts: Parts, connection: AsyncConnection, trial_id: str, protocol: Protocol, person: Person
) -> None:
    row = {"trial_id": trial_id, "person_id": person.id, "agreed": 1, "at": parts.clock()}
    row["text_digest"] = digest(protocol.consent)
    await connection.execute(insert(metadata.tables["trial_consent"]), row)


async def _offer(
    parts: Parts, connection: AsyncConnection, trial_id: str, protocol: Protocol, asker: Person, side: str
) -> str:
    candidate = AuditCandidate(
        exposure_id=trial_id,
        side=side,
        trial_id=trial_id,
        arm=protocol.arms[-1].name,
        organisation_id=asker.organisation_id,
        asker_id=asker.id,
        answer_id=new_id(parts.clock),
        information_class=1,
        question="日当は、どのように支給されますか。",
        text=ANSWER,
        sources=(SOURCE,),
    )
    await offer(connection, candidate, protocol=protocol, at=parts.clock())
    table = metadata.tables["trial_audit"]
    found = select(table.c.id).where(table.c.trial_id == trial_id, table.c.side == side)
    return (await connection.execute(found)).scalar_one()


async def _mark(
    parts: Parts, connection: AsyncConnection, person: Person, audit_id: str, *, correct: bool
) -> None:
    organisation = await find_organisation(connection, organisation_id=person.organisation_id)
    assert organisation is not None
    viewer = Viewer(person, organisation, "session", frozenset({Permission.MARK_ANSWERS}))
    findings = Findings(correct, source_right=True, usable=correct, harmful=False)
    marking = AuditMarking(parts.ledger, parts.clock)
    await marking.mark(connection, viewer, audit_id, findings, comment="条文と比べた。", decides=False)


async def _used(parts: Parts, connection: AsyncConnection, trial_id: str, person: Person) -> str:
    """An answer of the person that may be compared with a final text."""
    table = metadata.tables["answer"]
    found = select(table.c.id).where(table.c.person_id == person.id).order_by(table.c.id).limit(1)
    answer_id = (await connection.execute(found)).scalar_one()
    answer = TrialAnswer(
        exposure_id=trial_id,
        side="a",
        answer_id=answer_id,
        trial_id=trial_id,
        person_id=person.id,
        organisation_id=person.organisation_id,
        conversation="",
        characters=1,
        asked_at=parts.clock(),
        ended_at=parts.clock(),
    )
    await add_answer(connection, answer)
    return answer_id
