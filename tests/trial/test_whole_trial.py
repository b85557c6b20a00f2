"""One trial from its protocol to the signed report and the pack that anyone rebuilds, through the pages of everybody."""

import asyncio
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2

from genkan.governance import Role
from genkan.trial import verify_pack
from genkan.trial.pack import What, differences
from genkan.trial.pack.zipping import write_zip
from tests.trial.protocol.conftest import Office, install, office, pages, workspace
from tests.trial.protocol.test_consent import say
from tests.workspace.conftest import QUESTION, Browser

__all__ = ["install", "office", "pages", "workspace"]

STAFF = 3
EACH = 2
SOUND = {"correct": "yes", "source_right": "yes", "usable": "yes", "harmful": "no"}


async def test_from_the_protocol_to_the_signed_report(office: Office, tmp_path: Path) -> None:
    path = await sign_and_open(office)
    await office.workspace.add_collection("旅費の規程")
    people = [office.hanako] + [
        await office.workspace.browser(f"例示花子{number}") for number in range(1, STAFF)
    ]
    for person in people:
        await say(person, "yes")
    for turn in range(EACH):
        for number, person in enumerate(people):
            await compare(office, person, choice=("a", "b", "both_good")[(turn + number) % 3])
    await mark_all(office)
    await check_looks(office, path)
    await find_out(office, path, people[-1])
    await office.end(path)

    root = await publish(office, path)
    pack = tmp_path / "pack.zip"
    pack.write_bytes((await office.takuya.client.get(f"{path}/report/pack")).content)
    prove(pack, root, tmp_path)
    altered = alter_a_vote(pack, tmp_path)
    assert [
        (one.what, one.file, one.field) for one in verify_pack(altered, root=root).alterations if one.field
    ] == [(What.CHANGED, "rows/votes.jsonl", "choice")]


async def sign_and_open(office: Office) -> str:
    """The sample, all of whose answers are audited, signed by two and opened."""
    path = await office.sample()
    listed = {"exclusions__without_vendors_staff": "yes", "vendors_staff": "@vendor.example\n"}
    await office.edit(path, audit_share="1", grace_days="0", withdrawal="forget", **listed)
    assert "評価は集計に残す" in (await office.takuya.get(path)).text
    await office.propose(path)
    await office.sign(path)
    await office.takuya.post(f"{path}/open")
    return path


async def find_out(office: Office, path: str, person: Browser) -> None:
    """Somebody of a vendor is never asked; who is found out later counts no more, and nobody is named."""
    vendor = await office.workspace.browser("jiro@labs.vendor.example")
    assert "現在、試行を実施していません。" in (await vendor.get("/trial/consent")).text
    deed = f"{path}/vendors-staff"
    assert (await office.takuya.post(deed, {"people": "@vendor.example", "reason": "x"}, status=422)).text
    told = {"people": person.person.sign_in_name, "reason": "提供会社からの出向者であると申出があったため。"}
    await office.takuya.post(deed, told)
    assert "参加を取りやめる" in (await person.get("/trial/consent")).text, "who agreed may still withdraw"
    page = (await office.takuya.get(path)).text
    assert told["reason"] in page
    assert told["people"] not in page
    await office.keiko.post(deed, told, status=404)


async def compare(office: Office, person: Browser, *, choice: str) -> None:
    """Ask, read both answers in full, vote, and guess."""
    clock = office.workspace.clock
    clock.advance(minutes=1)
    before = len(await office.workspace.events("trial:answer:ended"))
    address = await person.post("/compare", {"question": QUESTION, "information_class": "1"})
    await until(office, lambda: ended(office, before + 2))
    clock.advance(minutes=30)
    page = await person.get(address)
    assert not [arm for arm in office.arms if arm.title in page.text]
    await person.post(f"{address}/vote", {"choice": choice, "reasons": ["correct"]})
    await person.post(f"{address}/guess", {"a": "対象1", "b": "対象2"})


async def ended(office: Office, number: int) -> bool:
    return len(await office.workspace.events("trial:answer:ended")) >= number


async def until(office: Office, happened: Callable[[], Any]) -> None:
    async with asyncio.timeout(30):
        while not await happened():
            await asyncio.sleep(0.05)


async def mark_all(office: Office) -> None:
    """Two experts mark every answer, alike."""
    for name in ("甲野", "乙川"):
        marker = await office.workspace.browser(name, Role.MARKER)
        while link := (await marker.get("/audits")).select_one("main a[href^='/audits/']"):
            await marker.post(str(link["href"]), SOUND)
    audits = await office.workspace.rows("trial_audit")
    assert {row["state"] for row in audits} == {"decided"}
    assert len(audits) == STAFF * EACH * 2


async def check_looks(office: Office, path: str) -> None:
    """The trial's page leads its office to everything that tells how it stands, and nobody to who leads."""
    links = [str(link["href"]) for link in (await office.takuya.get(path)).select("nav.buttons a")]
    assert links == [
        f"{path}/live",
        f"{path}/balance",
        f"{path}/drift",
        f"/audits/office/{path.split('/')[2]}",
        f"{path}/report",
    ]

    async def counted() -> bool:
        return (await office.takuya.client.get(f"{path}/live.json")).status_code == 200

    await until(office, counted)
    told = {link: (await office.takuya.get(link)).text for link in links}
    assert [str(link["href"]) for link in (await office.keiko.get(path)).select("nav.buttons a")] == [
        links[-1]
    ]
    counts = (await office.takuya.client.get(f"{path}/live.json")).json()
    assert (counts["exposures"], counts["voted"], counts["counted"]) == (STAFF * EACH,) * 3
    assert "計画どおりでない割付け" not in told[f"{path}/balance"]


async def publish(office: Office, path: str) -> str:
    """Prepared by the worker, disclosed, signed by two, shown to everyone; gives the published root."""
    await office.takuya.post(f"{path}/report/prepare")

    async def prepared() -> bool:
        reports = await office.workspace.rows("trial_report")
        assert not [row["fault"] for row in reports if row["fault"]]
        return all(row["root"] for row in reports)

    await until(office, prepared)
    trial = path.split("/")[2]
    transport = httpx2.ASGITransport(app=office.workspace.application)
    async with httpx2.AsyncClient(transport=transport, base_url="http://genkan.test") as visitor:
        assert (await visitor.get(f"/trial-results/{trial}")).status_code == 404
        await office.takuya.post(f"{path}/report/disclose")
        await office.hanako.get(f"{path}/report", status=404)
        await reply_from_all(office, path, visitor)
        for signer in (office.takuya, office.keiko):
            seen = (await signer.get(f"{path}/report")).select_one("input[name=seen]")
            assert seen is not None
            await signer.post(f"{path}/report/sign", {"seen": str(seen["value"])})
        page = await visitor.get(f"/trial-results/{trial}")
        root = (await visitor.get(f"/trial-results/{trial}/record.json")).json()["root"]
        numbers = (await visitor.get(f"/trial-results/{trial}/export/json")).json()["analysis"]
    assert page.status_code == 200
    assert root in page.text
    counts = numbers["counts"]
    assert (counts["exposures"], counts["counted"]) == (STAFF * EACH, (STAFF - 1) * EACH)
    assert counts["excluded"] == {"without_vendors_staff": EACH}
    for text in (
        "計画書からの逸脱",
        "予定した件数に達したため。",
        "事業者の関係者によるもの",
        "提供会社からの出向者",
    ):
        assert text in page.text, text
    return str(root)


async def reply_from_all(office: Office, path: str, visitor: httpx2.AsyncClient) -> None:
    """Before the time of the vendors is over, the report is signed only when all of them have replied."""
    page = await office.keiko.get(f"{path}/report")
    assert "2026年11月16日まで" in page.text
    assert page.select_one("input[name=seen]") is None
    refused = await office.keiko.post(f"{path}/report/sign", {"seen": "x"}, status=409)
    assert "意見を述べる期間" in refused.text
    for code in (await office.takuya.get(f"{path}/report")).select("code[id^=link-]"):
        assert (
            await visitor.post(
                code.text, data={"text": "異存はありません。"}, headers={"sec-fetch-site": "same-origin"}
            )
        ).status_code == 303


def prove(pack: Path, root: str, tmp_path: Path) -> None:
    """Another machine with nothing but the pack."""
    home, out = tmp_path / "home", tmp_path / "numbers.json"
    home.mkdir()
    nowhere = {
        "HOME": str(home),
        "PATH": os.defpath,
        "GENKAN_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    }
    for arguments in (["verify", str(pack), "--root", root], ["rebuild", str(pack), "--out", str(out)]):
        done = subprocess.run(
            [sys.executable, "-m", "genkan", "trial", *arguments],
            env=nowhere,
            cwd=home,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(pack) as archive:
        assert differences(archive.read("analysis.json"), out.read_bytes()) == ()


def alter_a_vote(pack: Path, tmp_path: Path) -> Path:
    """The pack with one choice turned round."""
    folder, target = tmp_path / "unpacked", tmp_path / "altered.zip"
    with zipfile.ZipFile(pack) as archive:
        archive.extractall(folder)
        names = sorted(archive.namelist())
    votes = folder / "rows" / "votes.jsonl"
    votes.write_text(re.sub('"choice":"a"', '"choice":"b"', votes.read_text(), count=1))
    assert json.loads(votes.read_text().splitlines()[0])
    write_zip(folder, names, target)
    return target
