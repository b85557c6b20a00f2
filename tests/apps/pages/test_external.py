"""The pages of external apps, and a run of one from its registration to its output."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator

import pytest
from bs4 import BeautifulSoup
from httpx2 import Response

from genkan.apps import Beginning, Filled, GivenFile, Starter
from genkan.apps.conformance.registrations import registration_of
from genkan.apps.gennai.registration import write_registration
from genkan.apps.run import RunState
from genkan.apps.runs.expiring import ERASE_RUN
from genkan.apps.runs.starting import RUN_ELSEWHERE
from genkan.apps.store import runs
from genkan.catalogue import InformationClass
from genkan.governance import Role, Viewer, permissions_of
from genkan.jobs import Worker
from tests.apps.files import samples
from tests.apps.twin_server import Served, serving
from tests.workspace.conftest import LIMIT, Browser, Workspace, fields_of

HOME = "/administration/external-apps"
FACTS = {
    "place": "JP",
    "vendor_logging": "no",
    "learning": "no",
    "government_cloud": "yes",
    "ismap": "unknown",
    "ceiling": "2",
    "yen_per_run": "3",
}


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as served:
        yield served


@pytest.fixture
async def admin(workspace: Workspace) -> AsyncIterator[Browser]:
    yield await workspace.browser("管理花子", Role.MINISTRY_ADMINISTRATOR)


async def register(admin: Browser, served: Served, name: str = "plain", **changes: str) -> str:
    """Allow this machine, import the twin's registration, and register it; returns the path of its page."""
    await admin.post("/administration/external-hosts", {"host": "localhost", "reason": "見本のアプリ"})
    written = write_registration(registration_of(name, base=served.base))
    page = await admin.post(f"{HOME}/import", {"registration": written}, status=200)
    fields = {**fields_of(page, HOME), **FACTS, "name": name, **changes}
    return (await admin.post(HOME, fields)).partition("?")[0]


async def offer(admin: Browser, served: Served, path: str, name: str = "plain") -> None:
    """Give the app its key and publish it."""
    await admin.post(f"{path}/key", {"key": served.twin.keys[name]})
    assert (await admin.post(f"{path}/publish")).endswith("done=published")


async def test_an_app_is_registered_tried_and_published(admin: Browser, served: Served) -> None:
    assert "まだ登録されていません" in (await admin.get(HOME)).text
    path = await register(admin, served)
    page = await admin.get(f"{path}?done=registered")
    assert "外部アプリを登録しました。" in page.text and "下書き" in page.text
    assert page.select_one("details.disclosure summary").text == "確かめ方"
    await admin.post(f"{path}/key", {"key": served.twin.keys["plain"]})
    tried = await admin.post(f"{path}/try", fields_of(await admin.get(path), f"{path}/try"), status=200)
    assert "入力された内容です。" in tried.select_one(".app-output").text
    assert "アプリの申告による利用量（例示モデル）" in tried.text
    assert (await admin.post(f"{path}/publish")).endswith("done=published")
    assert "公開中" in (await admin.get(HOME)).text
    await admin.post(f"{path}/withdraw")
    assert "公開停止" in (await admin.get(path)).text


async def test_a_key_is_never_shown_again(admin: Browser, served: Served) -> None:
    path = await register(admin, served)
    await admin.post(f"{path}/key", {"key": "example-key-4711"})
    for place in (path, f"{path}/edit", f"{path}/export", HOME):
        assert "4711" not in (await admin.client.get(place)).text
    assert json.loads((await admin.client.get(f"{path}/export")).text)["apiKey"] == ""
    assert "登録済みです" in (await admin.get(path)).text
    await admin.post(f"{path}/key/remove")
    assert "まだ登録されていません。" in (await admin.get(path)).text


async def test_what_is_refused_comes_back_whole(admin: Browser, served: Served) -> None:
    path = await register(admin, served)
    fields = fields_of(await admin.get(f"{path}/edit"), path)
    assert fields["endpoint"] == served.endpoint("plain")
    wrong = {**fields, "form": '{"a": {"type": "signature"}}', "how_to_use": "消えてはならない文章"}
    page = await admin.post(path, wrong, status=422)
    assert "項目「a」の種類「signature」には対応していません。" in page.text
    assert page.select_one("textarea[name=how_to_use]").text.strip() == "消えてはならない文章"
    assert "signature" in page.select_one("textarea[name=form]").text


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("endpoint", "http://app.example.go.jp/", "暗号化されない"),
        ("title", "", "名称がないか"),
        ("config", "[]", "設定（config）を読み取れません"),
        ("yen_per_run", "高い", "「1回当たりの料金」の入力が正しくありません"),
        ("ceiling", "3", "「扱える情報の区分の上限」の入力が正しくありません"),
        ("at_once", "many", "「同時に送信する件数」の入力が正しくありません"),
        ("learning", "maybe", "「入力の学習への利用」の入力が正しくありません"),
    ],
)
async def test_each_field_says_what_is_wrong(
    admin: Browser, served: Served, field: str, value: str, told: str
) -> None:
    path = await register(admin, served)
    fields = fields_of(await admin.get(f"{path}/edit"), path)
    page = await admin.post(path, {**fields, field: value}, status=422)
    assert told in page.text


async def test_an_import_that_cannot_be_read_stays_in_its_box(admin: Browser) -> None:
    page = await admin.post(f"{HOME}/import", {"registration": '{"exAppName": 5}'}, status=422)
    assert "アプリの登録情報を読み取れません" in page.text
    assert page.select_one("textarea[name=registration]").text.strip() == '{"exAppName": 5}'


async def test_a_key_stays_behind_when_the_host_changes(admin: Browser, served: Served) -> None:
    path = await register(admin, served)
    await admin.post(f"{path}/key", {"key": "key"})
    fields = fields_of(await admin.get(f"{path}/edit"), path)
    moved = {**fields, "endpoint": "https://elsewhere.example.go.jp/run"}
    assert (await admin.post(path, moved)).endswith("done=moved")


async def test_hosts_are_allowed_with_a_reason_and_forbidden_again(admin: Browser) -> None:
    address = "/administration/external-hosts"
    page = await admin.post(address, {"host": "https://a.example", "reason": "理由"}, status=422)
    assert "ホストの名前として読み取れません" in page.text and "理由" in page.select_one("#reason").text
    await admin.post(address, {"host": "a.example", "reason": "庁内の試験環境"})
    assert "庁内の試験環境" in (await admin.get(address)).text
    await admin.post(f"{address}/forbid", {"host": "a.example"})
    assert "許可したホストはありません。" in (await admin.get(address)).text


async def test_a_trial_that_fails_says_why(admin: Browser, served: Served) -> None:
    path = await register(admin, served, name="failing")
    await admin.post(f"{path}/key", {"key": served.twin.keys["failing"]})
    page = await admin.post(f"{path}/try", {"values": '{"subject": "例示"}'}, status=502)
    assert "処理に失敗しました。" in page.text and '"例示"' in page.select_one("#values").text
    assert (
        "JSONオブジェクトではありません"
        in (await admin.post(f"{path}/try", {"values": "x"}, status=400)).text
    )


async def test_a_trial_that_is_answered_later(admin: Browser, served: Served) -> None:
    path = await register(admin, served, name="later")
    await admin.post(f"{path}/key", {"key": served.twin.keys["later"]})
    page = await admin.post(f"{path}/try", {"values": '{"subject": "例示"}'}, status=200)
    assert "非同期の依頼として受け付けられました。" in page.text and "/apps/later/r-1" in page.text


async def test_others_do_not_find_the_pages(workspace: Workspace, admin: Browser, served: Served) -> None:
    path = await register(admin, served)
    staff = await workspace.browser("職員花子")
    for place in (HOME, path, f"{path}/edit", f"{path}/export", "/administration/external-hosts"):
        await staff.get(place, status=404)
    city = await workspace.browser("市の管理者", Role.MINISTRY_ADMINISTRATOR, of=workspace.city)
    await city.get(path, status=404)
    await city.post(f"{path}/publish", status=404)


async def run_from_page(staff: Browser, path: str) -> str:
    """Fill the form of the app as a person does; returns the id of the run."""
    fields = fields_of(await staff.get(path), path)
    fields.pop("field.source", None)
    sent = {**fields, "field.subject": "2026", "field.kinds": ["notice", "reply"], "information_class": "1"}
    return (await staff.post(path, sent)).removeprefix("/runs/")


async def send_file(staff: Browser, path: str, file: GivenFile) -> Response:
    """Send the form of the app with a file."""
    fields = {"field.subject": "2026", "field.count": "12", "information_class": "1"}
    files = [("field.source", (file.name, file.content))]
    return await staff.client.post(path, data=fields, files=files)


async def begin(workspace: Workspace, staff: Browser, app_id: str) -> str:
    """Begin a run without its page; returns its id."""
    apps, person = workspace.parts.apps, staff.person
    viewer = Viewer(person, workspace.ministry, "session", permissions_of(person.roles))
    async with workspace.parts.database.write() as connection:
        offered = await apps.offers.find_for(connection, viewer, app_id)
        beginning = Beginning(
            app=offered.app, filled=Filled({"subject": "2026"}), information_class=InformationClass.ONE
        )
        return await apps.starting.start(connection, Starter(person), beginning)


async def advance_to_look(workspace: Workspace, number: int) -> None:
    """Move the clock to when the status is asked for the next time, as soon as that is planned."""
    async with asyncio.timeout(LIMIT):
        while True:
            for job in await workspace.rows("job"):
                if job["state"] == "queued" and job["payload"].get("look") == number:
                    workspace.clock.moment = job["run_after"]
                    return
            await asyncio.sleep(0.02)


async def until(workspace: Workspace, run_id: str, *states: RunState) -> RunState:
    async with asyncio.timeout(LIMIT):
        while True:
            async with workspace.parts.database.read() as connection:
                run = await runs.find_run(connection, run_id)
            if run is not None and run.state in states:
                return run.state
            await asyncio.sleep(0.02)


async def test_staff_run_an_app_of_another_house(
    workspace: Workspace, admin: Browser, served: Served
) -> None:
    path = await register(admin, served)
    await offer(admin, served, path)
    staff = await workspace.browser("職員花子")
    own = f"/apps/{path.rsplit('/', 1)[1]}"
    assert own in {link["href"] for link in (await staff.get("/apps")).select(".app-cards h3 a")}
    run_id = await run_from_page(staff, own)
    assert await until(workspace, run_id, *[each for each in RunState if each.ended]) is RunState.COMPLETED
    # A server that keeps silent takes the places of other servers' runs only.
    jobs = {job["task"] for job in await workspace.rows("job") if job["payload"].get("run_id") == run_id}
    assert jobs == {RUN_ELSEWHERE, ERASE_RUN}
    page = await staff.get(f"/runs/{run_id}")
    assert "kinds: notice,reply" in page.select_one("#output").text
    assert "アプリの申告による利用量" in page.text


async def test_a_file_with_a_password_leaves_nowhere_and_the_form_comes_back(
    workspace: Workspace, admin: Browser, served: Served
) -> None:
    path = await register(admin, served, name="files", takes_unread_files="yes")
    await offer(admin, served, path, name="files")
    staff = await workspace.browser("職員花子")
    own = f"/apps/{path.rsplit('/', 1)[1]}"
    response = await send_file(staff, own, GivenFile("名簿.pdf", samples.pdf(password="secret")))
    assert response.status_code == 422
    assert "「名簿.pdf」にはパスワードが設定されています。解除して保存し直してください。" in response.text
    kept = fields_of(BeautifulSoup(response.text, "html.parser"), own)
    assert (kept["field.subject"], kept["field.count"]) == ("2026", "12")
    assert served.twin.heard == [] and await workspace.rows("app_run") == []


@pytest.mark.parametrize(("allowed", "state"), [("", RunState.FAILED), ("yes", RunState.COMPLETED)])
async def test_a_file_that_nobody_can_read_here_leaves_where_that_is_allowed(
    workspace: Workspace, admin: Browser, served: Served, allowed: str, state: RunState
) -> None:
    path = await register(admin, served, name="files", takes_unread_files=allowed)
    await offer(admin, served, path, name="files")
    staff = await workspace.browser("職員花子")
    own = f"/apps/{path.rsplit('/', 1)[1]}"
    response = await send_file(staff, own, GivenFile("旧式.doc", samples.compound("WordDocument")))
    run_id = response.headers["location"].removeprefix("/runs/")
    assert await until(workspace, run_id, *[each for each in RunState if each.ended]) is state
    page = await staff.get(f"/runs/{run_id}")
    assert len(served.twin.heard) == (state is RunState.COMPLETED)
    told = (
        "旧式.doc（"
        if allowed
        else "ファイル「旧式.doc」の内容の全部又は一部を確認できないため、送信しませんでした。"
    )
    assert told in page.text
    assert page.select_one(f"a[href^='/runs/{run_id}/files/']").text == "旧式.doc"


async def test_the_form_says_who_gets_what_is_entered_whatever_models_there_are(
    workspace: Workspace, admin: Browser, served: Served
) -> None:
    await workspace.connect(
        "国産モデル", protocol="openai_chat", address="http://127.0.0.1:9/v1", remote_model="m"
    )
    path = await register(admin, served, operator="例示提供者")
    await offer(admin, served, path)
    staff = await workspace.browser("職員花子")
    assert (await staff.get("/apps/summary")).select("[name=deployment_id]")
    page = await staff.get(f"/apps/{path.rsplit('/', 1)[1]}")
    assert "外部の提供者（例示提供者）のサーバーが行います。" in page.text
    assert page.select("[name=deployment_id]") == []


async def test_a_run_survives_the_end_of_its_worker(
    workspace: Workspace, admin: Browser, served: Served
) -> None:
    """The worker that sent the request is gone for good; another one asks for the status and has the answer."""
    path = await register(admin, served, name="later")
    await offer(admin, served, path, name="later")
    staff = await workspace.browser("職員花子")
    run_id = await begin(workspace, staff, path.rsplit("/", 1)[1])
    await until(workspace, run_id, RunState.AWAITED)
    parts = workspace.parts
    await parts.worker.stop(grace_seconds=0)
    other = Worker(parts.database, queue=parts.queue, clock=workspace.clock, tasks=parts.apps.tasks())
    await other.start()
    for look in (1, 2, 3):
        await advance_to_look(workspace, look)
    assert await until(workspace, run_id, *[each for each in RunState if each.ended]) is RunState.COMPLETED
    await other.stop(grace_seconds=0)
    assert [each.method for each in served.twin.heard] == ["POST", "GET", "GET", "GET"]
    page = await staff.get(f"/runs/{run_id}")
    assert "処理が終わりました。" in page.select_one("#output").text and "例示.txt" in page.text
