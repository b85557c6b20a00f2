"""A trial whose report was shown to vendors, signed by two and published, in the installation of a folder."""

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from genkan.asgi import Parts
from genkan.cli.opening import open_parts
from genkan.governance import Person, find_person
from genkan.settings import Settings
from genkan.trial.protocol import Protocol, Trial, TrialOrganisation, TrialState, add_trial
from genkan.trial.publishing import signed_digest
from genkan.trial.publishing.drafted import TrialReport
from genkan.trial.publishing.store import reports
from tests.trial.evidence.story import ARMS, TRIAL, Deed, protocol, story

OFFICE, OFFICER = "takuya.rei", "keiko.rei"
DRAWS = 50


def publish_report(folder: Path) -> dict[str, tuple[str, str]]:
    """Whose page it is, and its path; in a thread, for Playwright holds this one."""
    made: list[TrialReport] = []
    thread = threading.Thread(target=lambda: made.append(asyncio.run(_publish(folder / "genkan-data"))))
    thread.start()
    thread.join()
    (report,) = made
    return {
        "trial_report": (OFFICE, f"/trials/{TRIAL}/report"),
        "trial_ministry": (OFFICE, f"/trials/{TRIAL}/report/ministry"),
        "trial_result": (OFFICE, f"/trial-results/{TRIAL}"),
        "trial_vendor": (OFFICE, f"/trial-results/{TRIAL}/vendors/kou/{report.token('kou')}"),
    }


async def _publish(folder: Path) -> TrialReport:
    async with open_parts(Settings(data_folder=folder)) as parts:
        office, officer = await _person(parts, OFFICE), await _person(parts, OFFICER)
        await _record(parts, office)
        desk = parts.report_desk
        async with parts.database.write() as connection:
            number = await desk.preparing.begin(connection, TRIAL, actor=office.id)
        await desk.preparing.prepare(TRIAL, number)
        async with parts.database.write() as connection:
            await desk.publishing.disclose(connection, TRIAL, arms=ARMS, actor=office.id)
            report = await reports.newest_report(connection, TRIAL)
            assert report is not None
            for person in (office, officer):
                seen = signed_digest(report, ())
                await desk.publishing.sign(connection, TRIAL, seen=seen, actor=person.id)
    return report


async def _record(parts: Parts, office: Person) -> None:
    """A closed trial of the ministry, with everything that happened in it."""
    ministry = TrialOrganisation(organisation=office.organisation_id, title="例示省", staff=100)
    plan = protocol(organisations=(ministry,), draws=DRAWS)
    async with parts.database.write() as connection:
        await add_trial(connection, _closed(parts, plan, office))
        for deed in _of_one_ministry(plan, office.organisation_id):
            await parts.ledger.record(
                connection,
                deed.kind,
                actor=deed.actor,
                organisation_id=deed.organisation_id,
                object_id=deed.object_id,
                details=deed.details,
            )


def _closed(parts: Parts, plan: Protocol, office: Person) -> Trial:
    return Trial(
        id=TRIAL,
        organisation_id=office.organisation_id,
        state=TrialState.CLOSED,
        draft=plan.document(),
        version=1,
        created_at=parts.clock(),
        created_by=office.id,
    )


def _of_one_ministry(plan: Protocol, organisation_id: str) -> Iterator[Deed]:
    for deed in story(plan=plan):
        yield replace(deed, organisation_id=organisation_id) if deed.organisation_id else deed


async def _person(parts: Parts, name: str) -> Person:
    async with parts.database.read() as connection:
        person = await find_person(connection, sign_in_name=name)
    assert person is not None
    return person
