"""A trial whose builds have been looked at for some days, one of which was exchanged."""

import asyncio
import threading
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert

from genkan.asgi.parts import Parts
from genkan.catalogue import list_deployments
from genkan.cli.opening import open_parts
from genkan.governance import find_person
from genkan.kit import new_id
from genkan.settings import Settings
from genkan.trial.drift.look import Agreement, Heard, Look
from genkan.trial.drift.store import EraNews, add_look, begin_era
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
from genkan.trial.protocol.store.tables import trial_protocol_table

DAYS = 16


def look_at_builds(folder: Path) -> dict[str, tuple[str, str]]:
    """Whose page it is, and its path; in a thread, for Playwright holds this one."""
    made: list[str] = []
    thread = threading.Thread(target=lambda: made.append(asyncio.run(_make(folder / "genkan-data"))))
    thread.start()
    thread.join()
    return {"drift": ("takuya.rei", f"/trials/{made[0]}/drift")}


async def _make(folder: Path) -> str:
    async with open_parts(Settings(data_folder=folder)) as parts, parts.database.write() as connection:
        office = await find_person(connection, sign_in_name="takuya.rei")
        assert office is not None
        deployments = (await list_deployments(connection))[:2]
        arms = tuple(
            TrialArm(name=f"arm-{number}", deployment=one.id, title=one.title, build=one.build)
            for number, one in enumerate(deployments, start=1)
        )
        protocol = Protocol(
            title="令和8年度モデル試行",
            purpose="試験",
            opens_on="2026-11-01",
            closes_on="2027-01-31",
            organisations=(
                TrialOrganisation(organisation=office.organisation_id, title="例示省", staff=1000),
            ),
            arms=arms,
            tasks=(TrialTask(task="compare", title="比較", mode=Mode.PAIR),),
            information_classes=(1, 2),
        )
        trial = Trial(
            id=new_id(parts.clock),
            organisation_id=office.organisation_id,
            state=TrialState.CLOSED,
            draft=protocol.document(),
            version=1,
            created_at=parts.clock(),
            created_by=office.id,
        )
        await add_trial(connection, trial)
        signed = {
            "trial_id": trial.id,
            "number": 0,
            "document": protocol.document(),
            "digest": protocol.digest(),
            "reason": "",
            "signed_by": office.id,
            "signed_at": parts.clock(),
        }
        await connection.execute(insert(trial_protocol_table), signed)
        for arm in arms:
            await _look(parts, connection, trial.id, arm.name)
    return trial.id


async def _look(parts: Parts, connection, trial_id: str, arm: str) -> None:
    """A look a day; the build of the first arm is exchanged on the tenth, and one day brings failures."""
    for number in range(DAYS):
        at, exchanged = parts.clock() - timedelta(days=DAYS - number), arm == "arm-1" and number >= DAYS - 6
        failed, alarm = 3 * (number == 4), "agreement" if arm == "arm-1" and number == DAYS - 7 else ""
        agreed = 0 if alarm else 12 - failed - number % 2
        heard = Heard(
            build="b2" if exchanged or alarm else "b1",
            fingerprint="例示モデル fp-1",
            answers=("",) * failed + tuple(f"{place}" for place in range(12 - failed)),
            lengths=(0,) * failed
            + tuple((60 if exchanged else 90) + 3 * place for place in range(12 - failed)),
        )
        look = Look(
            trial_id=trial_id,
            arm=arm,
            era=2 if exchanged else 1,
            day=str(at.date()),
            at=at,
            heard=heard,
            agreement=Agreement(agreed, 12 - failed),
            alarm=alarm,
        )
        await add_look(connection, look)
        if alarm:
            await begin_era(connection, EraNews(trial_id, arm, 2, "b2", alarm, at))
