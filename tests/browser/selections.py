"""A call that was decided beside the one of the sample, and a vendor who is signed in."""

import asyncio
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.asgi import Parts
from genkan.cli.opening import open_parts
from genkan.governance import Viewer, find_organisation, find_person, permissions_of
from genkan.selection.application.store.applications import list_applications
from genkan.selection.application.writing import Writing
from genkan.selection.call.call import Call
from genkan.selection.call.keeping import CallKeeping
from genkan.selection.call.packaged import packaged_call
from genkan.selection.call.store.calls import list_calls
from genkan.selection.decision.decision import DecisionDraft, Line, Outcome
from genkan.selection.vendor.store.vendors import find_vendor
from genkan.settings import Settings
from tests.browser.installation import PASSWORD

OFFICE, REVIEWER, VENDOR = "takuya.rei", "naomi.rei", "oubo01@example.jp"
_LONG_AGO = timedelta(days=90)


def decide_calls(folder: Path) -> dict[str, tuple[str, str]]:
    """Whose page it is, and its path; in a thread, for Playwright holds this one."""
    put: list[dict[str, tuple[str, str]]] = []
    thread = threading.Thread(target=lambda: put.append(asyncio.run(_decide(folder / "genkan-data"))))
    thread.start()
    thread.join()
    return put[0]


def vendor_comes_in(office: Page, address: str) -> None:
    """Let the first vendor of the sample in, in the same browser: its cookie is another one."""
    office.goto(f"{address}/selection/vendors")
    row = office.locator("main li", has_text=VENDOR)
    row.locator("form[action$='/link'] button").click()
    link = office.locator("#invitation-link").inner_text()
    office.goto(address + link[link.index("/apply") :])
    for field in office.locator("input[type=password]").all():
        field.fill(PASSWORD)
    office.locator("main form button").first.click()
    office.wait_for_url("**/apply")


async def _decide(folder: Path) -> dict[str, tuple[str, str]]:
    async with open_parts(Settings(data_folder=folder)) as parts, parts.database.write() as connection:
        takuya, keiko = [await _viewer(connection, name) for name in (OFFICE, "keiko.rei")]
        (sample, *_) = await list_calls(connection, takuya.organisation.id)
        first, second, *_ = await list_applications(connection, call_id=sample.id)
        naomi = await _viewer(connection, REVIEWER)
        await parts.selection.reviewing.declare(connection, naomi, first.id, conflicted=False, reason="")
        call, application = await _decided(parts, connection, takuya, keiko)
    return {
        "selection_call": (OFFICE, f"/selection/calls/{sample.id}"),
        "selection_edit": (OFFICE, f"/selection/calls/{sample.id}/edit"),
        "selection_decision": (OFFICE, f"/selection/calls/{sample.id}/decision"),
        "selection_application": (OFFICE, f"/selection/applications/{first.id}"),
        "review": (REVIEWER, f"/reviews/{first.id}"),
        "declaration": (REVIEWER, f"/reviews/{second.id}"),
        "public_call": (OFFICE, f"/calls/{sample.id}"),
        "register": (OFFICE, f"/calls/{sample.id}/register"),
        "exam_results": (OFFICE, f"/selection/calls/{sample.id}/exam-results"),
        "public_decision": (OFFICE, f"/calls/{call}/decision"),
        "vendor_application": (OFFICE, f"/apply/applications/{first.id}"),
        "vendor_receipt": (OFFICE, f"/apply/applications/{first.id}/receipt"),
        "vendor_result": (OFFICE, f"/apply/applications/{application}/result"),
    }


async def _decided(
    parts: Parts, connection: AsyncConnection, takuya: Viewer, keiko: Viewer
) -> tuple[str, str]:
    """A call with one application that came late and was not reviewed; ids of both."""
    called = parts.clock() - _LONG_AGO
    content = replace(packaged_call(called), title="決定した公募（例）")
    keeping, actor = CallKeeping(parts.ledger, lambda: called), takuya.person.id
    draft = await keeping.begin(connection, takuya.organisation.id, content, actor=actor)
    call = await keeping.publish(connection, takuya.organisation, draft.id, actor=actor, seen=draft.version)
    vendor = await find_vendor(connection, sign_in_name=VENDOR)
    assert vendor is not None
    writing = Writing(parts.ledger, parts.clock)
    application = await writing.begin(connection, vendor, call.id)
    await writing.hand_in(connection, vendor, application.id, seen=application.version)
    lines = {application.id: Line(Outcome.NOT_REVIEWED, "期限後に提出されたため。")}
    await _sign(parts, connection, call, DecisionDraft(call.id, lines=lines), (takuya, keiko))
    return call.id, application.id


async def _sign(
    parts: Parts,
    connection: AsyncConnection,
    call: Call,
    draft: DecisionDraft,
    signers: tuple[Viewer, Viewer],
) -> None:
    deciding = parts.selection.deciding
    await deciding.keep(connection, signers[0], call.id, draft, seen=0)
    decision = await deciding.propose(connection, signers[0], call.id)
    for place, signer in enumerate(signers):
        await deciding.sign(connection, signer, call.id, seen=decision.digest, signed=place)


async def _viewer(connection: AsyncConnection, name: str) -> Viewer:
    person = await find_person(connection, sign_in_name=name)
    assert person is not None
    organisation = await find_organisation(connection, organisation_id=person.organisation_id)
    assert organisation is not None
    return Viewer(person, organisation, "session", permissions_of(person.roles))
