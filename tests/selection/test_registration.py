"""Applicants register themselves, are told the same whoever they are, and wait for the office."""

import asyncio
import json
import re
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from genkan.governance import Role
from genkan.selection.vendor import registering
from genkan.selection.vendor.accounts import VendorDraft
from genkan.selection.vendor.errors import RegistrationsFull
from genkan.selection.vendor.expiry import FORGET_REGISTRATIONS
from genkan.storage import metadata
from tests.selection.conftest import PASSWORD, Office, VendorBrowser
from tests.workspace.conftest import fields_of

KIRIN = {"company": "キリン架空社", "name": "応募 担当", "email": "kirin@example.jp"}


async def _register(browser: VendorBrowser, call: str, *, status: int = 303, **changed: str) -> Any:
    return await browser.post(f"/calls/{call}/register", {**KIRIN, **changed}, status=status)


async def _waiting(office: Office) -> dict[str, str]:
    """The ids of the registrations that wait, by address."""
    rows = await office.workspace.rows("selection_registration")
    return {row["sign_in_name"]: row["id"] for row in rows}


async def test_an_applicant_registers_and_the_office_decides(office: Office) -> None:
    call, visitor = await office.publish(), await office.visitor()
    assert (await visitor.get(f"/calls/{call}")).select_one(f"a[href='/calls/{call}/register']")
    wrong = await _register(visitor, call, status=422, email="kirin")
    assert wrong.select_one("input[name=company]")["value"] == KIRIN["company"]
    assert wrong.select_one("#email-error") and not wrong.select("input[type=password]")
    assert "接続元のアドレス" in wrong.text, "who sends is told what is kept"
    where = await _register(visitor, call, password=PASSWORD, again=PASSWORD)
    assert "受け付けました" in (await visitor.get(where)).text
    signing = {"email": KIRIN["email"], "password": PASSWORD}
    await visitor.post("/apply/sign-in", signing, status=401)

    await office.vendor("タヌキ架空社", "tanuki@example.jp")
    known = await _register(visitor, call, email="tanuki@example.jp")
    assert known == where, "nobody hears of an account"
    waiting = await _waiting(office)
    first, second = waiting[KIRIN["email"]], waiting["tanuki@example.jp"]
    listed = await office.takuya.get("/selection/vendors")
    assert "同じアドレスのアカウントあり" in listed.text and "申込みがほかにもあり" not in listed.text
    assert not listed.select(f"form[action$='{second}/approve']")
    taken = await office.takuya.post(f"/selection/vendors/registrations/{second}/approve", status=422)
    assert "既に登録されています" in taken.text
    for browser in (
        await office.workspace.browser("監査", Role.AUDITOR),
        await office.workspace.browser("他所", Role.TRIAL_OFFICE, of=office.workspace.city),
    ):
        await browser.post(f"/selection/vendors/registrations/{first}/approve", status=404)
    await office.takuya.post(f"/selection/vendors/registrations/{first}/unheard-of", status=404)
    await _register(await office.visitor(), call, company="キリン架空社 東京")
    twins = [each for each in await office.workspace.rows("selection_registration") if each["id"] != second]
    assert {each["sign_in_name"] for each in twins} == {KIRIN["email"]} and len(twins) == 2
    listed = await office.takuya.get("/selection/vendors")
    assert listed.text.count("同じアドレスの申込みがほかにもあり") == 2
    page = await office.takuya.post(f"/selection/vendors/registrations/{first}/approve", status=200)
    await visitor.post("/apply/sign-in", signing, status=401)
    link = re.search(r"/apply/link/\S+", page.select_one("#invitation-link").text)
    contact, other = await office.visitor(), {"password": f"{PASSWORD}-2", "again": f"{PASSWORD}-2"}
    assert link and await contact.post(link[0], other) == "/apply"
    await visitor.post("/apply/sign-in", signing, status=401)
    assert KIRIN["company"] in (await contact.get("/apply")).text
    assert (await contact.client.get("/selection")).headers["location"].startswith("/sign-in")
    await office.takuya.post(f"/selection/vendors/registrations/{first}/approve", status=404)
    for each in (second, *(twin["id"] for twin in twins if twin["id"] != first)):
        await office.takuya.post(f"/selection/vendors/registrations/{each}/refuse")
    assert await _waiting(office) == {}
    events = await office.workspace.events("selection:vendor:regist")
    kinds = ("registered",) * 3 + ("registration_approved",) + ("registration_refused",) * 2
    assert sorted(events) == sorted(f"selection:vendor:{kind}" for kind in kinds)
    rows = [row for row in await office.workspace.rows("ledger_event") if "regist" in row["kind"]]
    assert all("example.jp" not in str(row["details"]) for row in rows)


async def test_registrations_are_bounded_by_line_and_office_and_end_with_the_call(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    call, visitor = await office.publish(), await office.visitor()
    for number in range(5):
        await _register(visitor, call, email=f"a{number}@example.jp")
    office.workspace.clock.advance(days=1)
    refused = await _register(visitor, call, status=429)
    assert "5件" in refused.text and refused.select_one("input[name=company]")["value"] == KIRIN["company"]
    room, draft_of = office.workspace.parts.selection.registering, partial(VendorDraft, "架空社", "応募 担当")
    for last in "89":
        await room.register(call, draft_of(f"b{last}@example.jp"), address=f"2001:db8:1:{last}::7")
    lines = [row["line"] for row in await office.workspace.rows("selection_registration")]
    assert lines.count("2001:db8:1::/48") == 2 and len(lines) == 7
    monkeypatch.setattr(registering, "MOST_WAITING", 7)
    with pytest.raises(RegistrationsFull):
        await room.register(call, draft_of("c@example.jp"), address="192.0.2.9")
    gone = (await _waiting(office))["a0@example.jp"]
    await office.takuya.post(f"/selection/vendors/registrations/{gone}/refuse")
    await _register(visitor, call, email="a7@example.jp")

    draft = (await office.takuya.post("/selection/calls")).removesuffix("/edit").rsplit("/", 1)[1]
    await visitor.get(f"/calls/{draft}/register", status=404)
    await _register(visitor, draft, status=404)

    expiry = office.workspace.parts.selection.expiry
    office.workspace.clock.advance(days=29, minutes=-1)
    await expiry.run({})
    assert len(await _waiting(office)) == 7
    office.workspace.clock.advance(minutes=2)
    await expiry.run({})
    assert set(await _waiting(office)) == {"a7@example.jp", "b8@example.jp", "b9@example.jp"}
    assert len(await office.workspace.events("selection:vendor:registration_expired")) == 4
    assert FORGET_REGISTRATIONS in str(await office.workspace.rows("job"))
    table = metadata.tables["selection_call"]
    async with office.workspace.parts.database.write() as connection:
        await connection.execute(table.update().where(table.c.id == call).values(state="decided"))
    closed = await _register(visitor, call, status=409)
    assert "受け付けていません" in closed.text and not closed.select("input[name=company]")
    await expiry.run({})
    assert await _waiting(office) == {}, "those of a call that is over are forgotten"


async def test_all_registrations_of_a_line_are_refused_with_one_reason(office: Office) -> None:
    call, room = await office.publish(), office.workspace.parts.selection.registering
    draft_of = partial(VendorDraft, "架空社", "応募 担当")
    for number in range(3):
        await room.register(call, draft_of(f"a{number}@example.jp"), address="192.0.2.1")
    await room.register(call, draft_of("b@example.jp"), address="192.0.2.2")
    page, action = await office.takuya.get("/selection/vendors"), "/selection/vendors/lines/refuse"
    assert len(page.select(f"form[action='{action}']")) == 1
    seen = fields_of(page, action)
    await room.register(call, draft_of("late@example.jp"), address="192.0.2.1")
    refused = await office.takuya.post(action, {**seen, "reason": " "}, status=422)
    assert refused.select_one("[id^='reason-'][id$='-error']") and len(await _waiting(office)) == 5
    elsewhere = await office.workspace.browser("他所", Role.TRIAL_OFFICE, of=office.workspace.city)
    await elsewhere.post(action, {**seen, "reason": "他所"})
    assert len(await _waiting(office)) == 5
    await office.takuya.post(action, {**seen, "reason": "同じ内容が続くため。"})
    assert set(await _waiting(office)) == {"b@example.jp", "late@example.jp"}, "what came since waits on"
    rows = [row for row in await office.workspace.rows("ledger_event") if "refused" in row["kind"]]
    told = [json.loads(row["details"]) for row in rows]
    assert [(each["reason"], each["together"]) for each in told] == [("同じ内容が続くため。", 3)] * 3


async def test_registrations_at_once_do_not_pass_the_bound_together(office: Office) -> None:
    """Each is judged again where it is written, and others of the line, to whatever call, wait for that."""
    calls = [await office.publish(), await office.publish()]
    room = office.workspace.parts.selection.registering
    draft = VendorDraft(KIRIN["company"], KIRIN["name"], KIRIN["email"])
    tries = [
        room.register(
            calls[number % 2],
            replace(draft, email=f"b{number}@example.jp"),
            address="192.0.2.1",
        )
        for number in range(9)
    ]
    async with asyncio.timeout(60):
        told = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(each is None for each in told) == 5
    assert {type(each).__name__ for each in told if each} == {"RegistrationTooOften"}
    assert len(await _waiting(office)) == 5
