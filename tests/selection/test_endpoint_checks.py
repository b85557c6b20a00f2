"""The deployment that an applicant declares is asked live; what was found stays with the application."""

import asyncio
import hashlib
import io
import json
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from genkan.catalogue import SecretProblem
from genkan.gateway import inspector
from genkan.governance import Viewer, permissions_of
from genkan.providers import check_literal
from genkan.selection.call.call import CallState
from genkan.selection.endpoint import declared
from genkan.selection.endpoint.declared import key_of_application
from genkan.selection.endpoint.errors import KeyNotOfApplication
from genkan.selection.endpoint.store.checks import checks_of
from genkan.storage import metadata
from tests.gateway.test_conformance import ModelServer
from tests.openai_api.certificates import Authority
from tests.selection.conftest import Office

LIMIT = 60.0


class Vendor(ModelServer):
    """A model server of an applicant, which remembers the keys that came."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: set[str] = set()
        self.address = ""

    async def chat(self, request: web.Request) -> web.StreamResponse:
        """``POST /v1/chat/completions``."""
        self.keys.add(request.headers.get("authorization", ""))
        return await super().chat(request)


@pytest.fixture
async def vendor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Vendor]:
    """A server that stands in a private network: on this machine, with a certificate that is trusted."""
    authority = Authority.create(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.certificate))
    made, application = Vendor(), web.Application()
    application.router.add_post("/v1/chat/completions", made.chat)
    server = TestServer(application, scheme="https")
    await server.start_server(shutdown_timeout=0, ssl=authority.issue())
    made.address = str(server.make_url("/v1")).replace("127.0.0.1", "localhost")
    yield made
    await server.close()


async def _ended(office: Office, application: str) -> Any:
    """The last check, once it has ended."""
    async with asyncio.timeout(LIMIT):
        while True:
            async with office.workspace.parts.database.read() as connection:
                newest = (await checks_of(connection, [application]))[application][0]
            if not newest.is_open:
                return newest
            await asyncio.sleep(0.05)


def _allow_private(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Private networks are allowed, and this machine stands for one."""
    object.__setattr__(office.workspace.parts.selection.checking, "private", True)
    monkeypatch.setattr(inspector, "check_beyond", check_literal)


ONE, OTHER = "01998f6e-0000-7abc-8def-0123456789ab", "01998f6e-0000-7abc-8def-0123456789ac"
VARIABLE = f"env:GENKAN_SECRET_APPLICATION_{ONE.replace('-', '_')}"


@pytest.mark.parametrize(
    "reference", ["", VARIABLE, f"{VARIABLE}_SECOND", f"file:/run/secrets/applications/{ONE}/key"]
)
def test_a_key_of_the_application_may_be_named(reference: str) -> None:
    assert key_of_application(reference, ONE) == reference


@pytest.mark.parametrize(
    "reference",
    [
        VARIABLE[:-1] + "c",
        f"{VARIABLE}SECOND",
        *("env:GENKAN_SECRET_APPLICATION_KIRIN", "env:GENKAN_SECRET_NEC", "file:/run/secrets/nec"),
        *(f"file:/run/secrets/applications/{other}" for other in ("key", f"{OTHER}/key", ONE, f"{ONE}0/key")),
        f"file:/run/secrets/applications/{ONE}/../{OTHER}/key",
    ],
)
def test_no_other_key_is_sent_to_where_an_application_says(reference: str) -> None:
    with pytest.raises((KeyNotOfApplication, SecretProblem)):
        key_of_application(reference, ONE)


async def test_a_declared_deployment_is_checked_and_the_result_kept(
    office: Office, vendor: Vendor, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setattr(declared, "SECRETS_FOLDER", tmp_path)
    monkeypatch.setenv("GENKAN_SECRET_NEC", "key-of-another")
    call = await office.publish()
    kirin = await office.vendor("キリン架空社", "kirin@example.jp")
    said = {"endpoint.address": vendor.address.replace("https", "http"), "endpoint.build": "2026-11"}
    path = await office.apply(kirin, call, **said)
    application = path.rsplit("/", 1)[1]
    page, form = (
        f"/selection/applications/{application}",
        f"/selection/applications/{application}/endpoint-checks",
    )
    variable = f"GENKAN_SECRET_APPLICATION_{application.replace('-', '_')}"
    key = f"env:{variable}"
    monkeypatch.setenv(variable, "key-of-kirin")
    shown = (await office.takuya.get(page)).text
    assert "まだ検証していません" in shown and key in shown
    assert "https" in (await office.takuya.post(form, status=422)).text
    _allow_private(office, monkeypatch)
    assert "https" in (await office.takuya.post(form, {"key": key}, status=422)).text, "never a key in clear"
    secure = {"endpoint.address": vendor.address, "step": "hand_in"}
    await kirin.post(path, {**await kirin.fill(path), **secure})
    refused = await office.takuya.post(form, {"key": "env:GENKAN_SECRET_NEC"}, status=422)
    assert refused.select_one("input[name=key]")["value"] == "env:GENKAN_SECRET_NEC" and key in refused.text
    clear = await office.takuya.post(form, {"key": "sk-proj-a1B2c3D4e5F6g7H8i9J0k1L2"}, status=422)
    assert "a1B2c3D4" not in str(clear) and vendor.asked == []

    await office.takuya.post(form, {"key": key})
    found = await _ended(office, application)
    assert found.passed and found.build == "2026-11" and vendor.keys == {"Bearer key-of-kirin"}
    shown = (await office.takuya.get(page)).select_one("#endpoint").text
    for told in ("合格", "最初の文字が届くまでの時間", "中央値", "2026-11", vendor.address):
        assert told in shown
    await kirin.post(path, {**await kirin.fill(path), "remarks": "補足", "step": "hand_in"})
    assert "審査の対象より前の提出" in (await office.takuya.get(page)).text

    vendor.faults.add("away")
    office.workspace.clock.advance(minutes=1)
    await office.takuya.post(form)
    failed = await _ended(office, application)
    assert failed.passed is False and "不合格" in (await office.takuya.get(page)).text
    kept = str(
        [await office.workspace.rows(table) for table in ("selection_endpoint_check", "ledger_event", "job")]
    )
    asked = [row for row in await office.workspace.rows("ledger_event") if "endpoint_asked" in row["kind"]]
    digests = [hashlib.sha256(key.encode()).hexdigest() in str(row["details"]) for row in asked]
    assert sorted(digests) == [False, True], "which key was sent can be told, and no key"
    assert "key-of-kirin" not in kept and vendor.address not in str(
        await office.workspace.rows("ledger_event")
    )
    await _send_other_keys(office, application, tmp_path)
    assert "key-of-another" not in str(vendor.keys)
    await office.workspace.parts.gateway.settle()
    calls = [row for row in await office.workspace.rows("call") if row["deployment_id"] == application]
    assert {row["purpose"] for row in calls} == {"verification"} and len(calls) > 5

    table = metadata.tables["selection_call"]
    async with office.workspace.parts.database.write() as connection:
        await connection.execute(table.update().where(table.c.id == call).values(state=CallState.DECIDED))
    assert "検証できません" in (await office.takuya.post(form, status=409)).text
    archive = (await office.takuya.client.get(f"/selection/calls/{call}/archive/export")).content
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        checks = json.loads(file.read("applications/01/endpoint_checks.json"))
    assert [each["passed"] for each in checks] == [None, None, False, True]
    assert checks[-1]["checks"][0]["name"] == "chat" and "key-of" not in str(checks)


async def _send_other_keys(office: Office, application: str, secrets: Path) -> None:
    """Keys of others, by a job that was altered and by a link that leads out of the folder of the application."""
    checking, own = office.workspace.parts.selection.checking, secrets / "applications" / application
    person = office.takuya.person
    viewer = Viewer(person, office.workspace.ministry, "", permissions_of(person.roles))
    own.mkdir(parents=True)
    (secrets / "nec").write_text("key-of-another")
    (own / "key").symlink_to(secrets / "nec")
    link = f"file:{own}/key"
    for first, second, told in (("", "env:GENKAN_SECRET_NEC", "鍵"), (link, link, "参照先の形式")):
        office.workspace.clock.advance(seconds=1)
        async with office.workspace.parts.database.write() as connection:
            begun = await checking.begin(connection, viewer, application, key=first)
        ended = await checking.run(begun.id, key=second)
        assert ended.passed is None and told in ended.problem, ended.problem


async def test_a_declared_address_within_the_house_is_asked_nothing(office: Office, vendor: Vendor) -> None:
    """Neither where it is written as a number nor where a name leads to it at the moment of the connection."""
    call = await office.publish()
    kirin = await office.vendor("キリン架空社", "kirin@example.jp")
    port = vendor.address.rpartition(":")[2].removesuffix("/v1")
    for host, told in (("127.0.0.1", None), ("localhost", False)):
        path = await office.apply(kirin, call, **{"endpoint.address": f"https://{host}:{port}/v1"})
        application = path.rsplit("/", 1)[1]
        await office.takuya.post(f"/selection/applications/{application}/endpoint-checks")
        found = await _ended(office, application)
        said = found.problem or found.checks[0].measured
        assert found.passed is told and "禁止している範囲" in said, said
    assert vendor.asked == [] and vendor.keys == set()
