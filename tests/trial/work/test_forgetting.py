"""After the time of keeping nothing of a trial leads to a person, and its numbers are what they were."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx2
import msgspec
from sqlalchemy import insert

from genkan.governance import Person, Role
from genkan.storage import metadata
from genkan.trial import rebuild_pack
from genkan.trial.forgetting import Forgetting
from genkan.trial.pack import write_pack
from genkan.trial.protocol import TrialState, Withdrawal, protocol_in_force
from genkan.trial.protocol.store import add_vendors_staff
from tests.trial.conftest import TrialRoom
from tests.trial.running import agree, arm_of, close, run_trial, sign, task_named, turn
from tests.trial.test_compare_flow import start
from tests.trial.work.test_use import night

COMMENT = "山側の窓口の例示太郎が言った。"
KEY = b"k" * 32
SOUND = {"correct": "yes", "source_right": "yes", "usable": "yes", "harmful": "no", "comment": COMMENT}
TABLES = ("comparison", "comparison_side", "vote", "vote_revision", "guess", "reveal")


class Story:
    """A trial whose answers are all audited, and the people of it."""

    def __init__(self, room: TrialRoom, trial: str) -> None:
        self.room, self.trial = room, trial
        self.forgetting = night(room).forgetting

    async def takes_part(self, name: str) -> tuple[Person, httpx2.AsyncClient]:
        person = await self.room.person(name)
        await agree(self.room.database, self.room.clock, self.trial, person)
        browser = await self.room.browser(person)
        ended = len(await self.room.events("trial:answer:ended"))
        address = await start(browser, question=f"{name}の旅費は。{COMMENT}")
        await self.room.until_ended(ended + 2)
        self.room.see_all()
        for seen, choice in enumerate(("a", "b")):
            form = {"choice": choice, "reasons": ["correct"], "comment": COMMENT, "seen": str(seen)}
            assert (await browser.post(f"{address}/vote", data=form)).status_code == 303
        assert (await browser.post(f"{address}/guess", data={"a": "一", "b": "二"})).status_code == 303
        assert (await browser.post("/pulse", data={"minutes": "5", "better": "4"})).status_code == 303
        async with self.room.database.write() as connection:
            held = {"trial_id": self.trial, "arm": "一", "block": 0, "place": 0}
            table = metadata.tables["trial_held_arm"]
            await connection.execute(insert(table), {**held, "holder": f"{person.id}/1/chat"})
        return person, browser

    async def mark_all(self, *markers: Person) -> None:
        for marker in markers:
            browser = await self.room.browser(marker)
            for audit in await self.room.rows("trial_audit"):
                assert (await browser.post(f"/audits/{audit['id']}", data=SOUND)).status_code == 303

    async def of(self, *words: str) -> set[str]:
        """The tables of the trial in which any of the words stands."""
        names = [name for name in metadata.tables if name.startswith("trial")] + list(TABLES)
        office = {"trial", "trial_protocol", "trial_report_signature", "trial_report"}
        rows = {
            name: json.dumps(await self.room.rows(name), default=str, ensure_ascii=False) for name in names
        }
        return {
            name for name, text in rows.items() if name not in office and any(word in text for word in words)
        }

    async def pack(self, file: Path, *, until: datetime) -> bytes:
        await write_pack(self.room.database, self.trial, file, key=KEY, until=until)
        return file.read_bytes()

    async def told(self) -> list[dict[str, Any]]:
        events = await self.room.events("trial:person:forgotten")
        return [json.loads(event["details"]) for event in events]


async def test_nothing_leads_to_a_person_and_the_numbers_stay(room: TrialRoom, tmp_path: Path) -> None:
    deployments = await room.connect_extracts()
    arms = [arm_of(one, name) for one, name in zip(deployments, "一二", strict=True)]
    trial = await run_trial(
        *(room.database, room.ledger, room.clock),
        organisation_id=room.organisation.id,
        arms=arms,
        tasks=[task_named("compare")],
        audit_share=1.0,
        pulse_share=1.0,
        retention_days=30,
        withdrawal=Withdrawal.FORGET,
    )
    story = Story(room, trial)
    hanako, browser = await story.takes_part("試験花子")
    jiro, quitting = await story.takes_part("試験次郎")
    saburo, erased = await story.takes_part("試験三郎")
    markers = [await room.person(name, Role.MARKER) for name in ("甲野", "乙川")]
    office = await room.browser(await room.person("事務局", Role.TRIAL_OFFICE))

    # The text changes: whoever agreed to the old one is shown to no marker until the new one is agreed to.
    waiting = await room.browser(markers[0])
    assert "/audits/0" in (await waiting.get("/audits")).text
    async with room.database.read() as connection:
        signed = await protocol_in_force(connection, trial)
    assert signed is not None
    renewed = msgspec.structs.replace(signed.protocol, consent="説明を改めた。")
    await sign(room.database, room.ledger, room.clock, trial, renewed, number=1)
    assert "/audits/0" not in (await waiting.get("/audits")).text
    await night(room).run({})
    assert {row["state"] for row in await room.rows("trial_audit")} == {"open"}
    for person in (hanako, jiro, saburo):
        await agree(room.database, room.clock, trial, person)
    # In the days of grace, too, the experts go on.
    await turn(room.database, trial, TrialState.ENDED)
    assert "/audits/0" in (await waiting.get("/audits")).text
    await story.mark_all(*markers)

    # Before the closing, who withdrew and who is erased; the others stay.
    assert (await quitting.post("/trial/consent", data={"says": "no"})).status_code == 303
    await night(room).run({})
    assert await story.of(jiro.id) == {"trial_consent"}
    assert await story.forgetting.forget_person(saburo.id, organisation_id=room.organisation.id) > 5
    assert await story.of(saburo.id) == set()
    assert {"comparison", "vote", "trial_answer", "trial_consent"} <= await story.of(hanako.id)
    assert {told["reason"] for told in await story.told()} == {"withdrawn", "erased"}
    shown = [COMMENT in (await each.get("/compare")).text for each in (browser, erased)]
    assert shown == [True, False]

    async with room.database.write() as connection:
        await add_vendors_staff(connection, trial, ["taro@vendor.example"])
    await close(room.database, trial)
    await room.ledger.seal()
    await room.ledger.anchor()
    closed = room.clock()
    before = await story.pack(tmp_path / "before.zip", until=closed)
    room.clock.advance(days=29)
    await night(room).run({})
    assert hanako.id in json.dumps(await room.rows("vote"), default=str)
    room.clock.advance(days=2)
    small = Forgetting(
        database=room.database, ledger=room.ledger, gateway=room.gateway, clock=room.clock, batch=1
    )
    await small.forget_old()
    people = (hanako, jiro, saburo, *markers)
    found = await story.of(*(person.id for person in people), COMMENT, "試験花子", "vendor.example")
    assert found == set()
    assert len(await room.rows("vote")) == 3
    assert {row["choice"] for row in await room.rows("vote")} == {"b"}
    assert len(await room.rows("trial_mark")) == 12
    assert len(await room.rows("vote_revision")) == 3
    assert await story.of("旅費は") == set()
    for page in (await browser.get("/compare"), await office.get(f"/audits/office/{trial}")):
        assert page.status_code == 200
        hidden = (COMMENT, "旅費は", *(one.id for one in (hanako, jiro, saburo)))
        assert not [word for word in hidden if word in page.text]
    assert not {person.id for person in people} & set(json.dumps(await story.told()).split('"'))
    assert sum(told["records"].get("marks", 0) for told in await story.told()) == 12
    assert await story.pack(tmp_path / "again.zip", until=closed) == before
    assert rebuild_pack(tmp_path / "again.zip").differences == ()
