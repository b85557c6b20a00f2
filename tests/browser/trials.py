"""A trial that runs with an amendment that awaits its signature, and a draft with faults, in the installation of a folder."""

import asyncio
import threading
from dataclasses import replace
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.asgi import Parts
from genkan.cli.opening import open_parts
from genkan.governance import Person, find_person
from genkan.settings import Settings
from genkan.trial import (
    ProtocolDraft,
    Signer,
    Surroundings,
    TrialOffice,
    find_trial,
    protocol_in_force,
    read_draft,
    read_surroundings,
    sample_draft,
)

OFFICE, OFFICER, STAFF = "takuya.rei", "keiko.rei", "hanako.rei"


def run_trials(folder: Path) -> dict[str, tuple[str, str]]:
    """Whose page it is, and its path; in a thread, for Playwright holds this one."""
    run: list[dict[str, tuple[str, str]]] = []
    thread = threading.Thread(target=lambda: run.append(asyncio.run(_run(folder / "genkan-data"))))
    thread.start()
    thread.join()
    return run[0]


async def _run(folder: Path) -> dict[str, tuple[str, str]]:
    async with open_parts(Settings(data_folder=folder)) as parts:
        running = await _running(parts)
        await parts.report_desk.standings.count(running)
        faulty = await _begun(parts, replace(await _sample(parts), arms=()))
    return {
        "trial_running": (OFFICE, f"/trials/{running}"),
        "trial_live": (OFFICE, f"/trials/{running}/live"),
        "trial_balance": (OFFICE, f"/trials/{running}/balance"),
        "trial_edit": (OFFICE, f"/trials/{faulty}/edit"),
        "trial_draft": (OFFICE, f"/trials/{faulty}"),
        "trial_consent": (STAFF, "/trial/consent"),
    }


async def _running(parts: Parts) -> str:
    """A trial that runs, whose amendment the office has signed."""
    office, draft = TrialOffice(parts.ledger, parts.clock), await _sample(parts)
    trial_id = await _begun(parts, draft)
    await _sign(parts, office, trial_id, second=True)
    async with parts.database.write() as connection:
        known = await _known(parts, connection, draft)
        trial = await office.conduct.open(connection, trial_id, known, actor="command_line")
        signed = await protocol_in_force(connection, trial_id)
        assert signed is not None
        later = read_draft(signed.document)
        later = replace(later, values={**later.values, "closes_on": "2099-12-31"})
        await office.drafting.save(connection, trial_id, later, actor="command_line", seen=trial.version)
    await _sign(parts, office, trial_id, second=False)
    return trial_id


async def _sign(parts: Parts, office: TrialOffice, trial_id: str, *, second: bool) -> None:
    takuya, keiko = await _person(parts, OFFICE), await _person(parts, OFFICER)
    async with parts.database.write() as connection:
        trial = await find_trial(connection, trial_id)
        assert trial is not None
        known = await _known(parts, connection, read_draft(trial.draft))
        proposal = await office.signing.propose(
            connection, trial_id, known, by=Signer(takuya), seen=trial.version, reason="期間を延ばすため。"
        )
        if second:
            await office.signing.sign(connection, trial_id, known, by=Signer(keiko), seen=proposal.digest)


async def _sample(parts: Parts) -> ProtocolDraft:
    takuya = await _person(parts, OFFICE)
    async with parts.database.read() as connection:
        known = await _known(parts, connection, ProtocolDraft())
    return sample_draft(known, organisation_id=takuya.organisation_id)


async def _begun(parts: Parts, draft: ProtocolDraft) -> str:
    takuya, office = await _person(parts, OFFICE), TrialOffice(parts.ledger, parts.clock)
    async with parts.database.write() as connection:
        trial = await office.drafting.begin(
            connection, draft, organisation_id=takuya.organisation_id, actor=takuya.id
        )
    return trial.id


async def _known(parts: Parts, connection: AsyncConnection, draft: ProtocolDraft) -> Surroundings:
    return await read_surroundings(connection, parts.apps.offers, now=parts.clock(), draft=draft)


async def _person(parts: Parts, name: str) -> Person:
    async with parts.database.read() as connection:
        person = await find_person(connection, sign_in_name=name)
    assert person is not None
    return person
