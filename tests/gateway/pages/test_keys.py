"""The pages of API keys: who sees them, what is shown once, and what can no longer be used."""

import re
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from bs4 import BeautifulSoup

from genkan.catalogue import InformationClass
from genkan.gateway import ApiKey, list_keys
from genkan.gateway.keys import digest_of
from genkan.gateway.store.calls import call
from genkan.governance import Organisation, OrganisationKind, Role
from genkan.governance.store import people
from genkan.kit import new_id
from tests.gateway.pages.conftest import Desk

PATH = "/administration/keys"
SECRET = re.compile(r"genkan-[\w-]{40,}")


def form_of(response: httpx2.Response, **changes: Any) -> dict[str, Any]:
    """What a browser would send of the new form, with changes."""
    page = BeautifulSoup(response.text, "html.parser")
    controls = page.select("main form input:not([type=radio]):not([type=checkbox]), main form [checked]")
    return {str(each["name"]): str(each.get("value", "")) for each in controls} | {"addresses": "", **changes}


async def issue(client: httpx2.AsyncClient, **changes: Any) -> httpx2.Response:
    form = form_of(await client.get(f"{PATH}/new"), **{"title": "検索連携", **changes})
    return await client.post(PATH, data=form)


async def keys_of(desk: Desk) -> tuple[ApiKey, ...]:
    async with desk.database.read() as connection:
        return await list_keys(connection, organisation_id=desk.organisation.id)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MINISTRY_ADMINISTRATOR])
async def test_nobody_else_finds_the_pages(desk: Desk, role: Role) -> None:
    client = await desk.browser(role)
    for path in (PATH, f"{PATH}/new", f"{PATH}/x"):
        assert (await client.get(path)).status_code == 404
    for path in (PATH, f"{PATH}/x/rotate", f"{PATH}/x/revoke"):
        assert (await client.post(path, data={})).status_code == 404


async def test_a_key_is_shown_once_and_kept_as_a_digest(desk: Desk) -> None:
    client = await desk.browser(Role.MINISTRY_ADMINISTRATOR)
    shown = await issue(
        client, app="文書検索", ceiling="2", information_class="1", addresses="192.0.2.0/24\n\n2001:db8::/32"
    )
    assert shown.status_code == 200 and shown.headers["cache-control"] == "no-store"
    (secret,) = set(SECRET.findall(shown.text))
    (key,) = await keys_of(desk)
    assert key.digest == digest_of(secret) and secret.startswith(key.beginning)
    assert (key.title, key.app, key.models) == ("検索連携", "文書検索", ())
    assert key.addresses == ("192.0.2.0/24", "2001:db8::/32")
    assert (key.information_class, key.ceiling) == (InformationClass.ONE, InformationClass.TWO)
    assert timedelta(days=364) < key.expires_at - desk.clock() < timedelta(days=367)
    for path in (PATH, f"{PATH}/{key.id}"):
        page = await client.get(path)
        assert not SECRET.search(page.text)
        assert all(
            word in page.text for word in (key.beginning, "文書検索", "192.0.2.0/24", "未使用", "有効")
        )


WRONG = [
    ({"title": " "}, "名称がない"),
    ({"owner": "nobody"}, "責任者"),
    ({"expires": ""}, "有効期限"),
    ({"expires": "2001-01-01"}, "有効期限"),
    ({"expires": "9999-12-31"}, "有効期限"),
    ({"information_class": "2", "ceiling": "1"}, "上限の区分を超えて"),
    ({"ceiling": "3"}, "上限の区分を超えて"),
    ({"addresses": "ここ"}, "アドレスの範囲"),
    ({"models": "chosen"}, "モデルが選ばれていません"),
]


@pytest.mark.parametrize(("changes", "words"), WRONG)
async def test_what_cannot_be_is_refused_and_stays_typed(
    desk: Desk, changes: dict[str, str], words: str
) -> None:
    client = await desk.browser(Role.MINISTRY_ADMINISTRATOR)
    refused = await issue(client, app="覚えておくこと", **changes)
    assert refused.status_code == 422 and words in refused.text and "覚えておくこと" in refused.text
    assert await keys_of(desk) == ()


async def test_reading_regulations_is_a_box_that_nobody_ticked(desk: Desk) -> None:
    """A key opens models alone unless the box is ticked; what is ticked is shown, kept and recorded."""
    client = await desk.browser(Role.MINISTRY_ADMINISTRATOR)
    page = BeautifulSoup((await client.get(f"{PATH}/new")).text, "html.parser")
    (box,) = page.select("input[name=may_read]")
    assert (box["type"], box.has_attr("checked")) == ("checkbox", False)
    await issue(client, title="モデルだけ")
    await issue(client, title="規程も", may_read=str(box["value"]))
    await issue(client, title="違う値", may_read="on")
    keys = {key.title: key for key in await keys_of(desk)}
    assert {title: key.may_read for title, key in keys.items()} == {
        "モデルだけ": False,
        "規程も": True,
        "違う値": False,
    }
    for title, shown in (("モデルだけ", "許可しない"), ("規程も", "許可する")):
        details = BeautifulSoup((await client.get(f"{PATH}/{keys[title].id}")).text, "html.parser")
        term = next(each for each in details.select("dt") if each.get_text() == "規程の閲覧")
        assert term.find_next("dd").get_text() == shown
    refused = await issue(client, title="", may_read=str(box["value"]))
    back = BeautifulSoup(refused.text, "html.parser")
    assert refused.status_code == 422
    assert back.select("input[name=may_read][checked]"), "what was ticked comes back"


async def test_a_new_key_takes_over_and_the_old_one_ends_after_the_overlap(desk: Desk) -> None:
    client = await desk.browser(Role.MINISTRY_ADMINISTRATOR)
    await issue(client, app="文書検索")
    (old,) = await keys_of(desk)
    shown = await client.post(f"{PATH}/{old.id}/rotate", data={"overlap": "168"})
    assert shown.status_code == 200 and len(set(SECRET.findall(shown.text))) == 1
    old, new = sorted(await keys_of(desk), key=lambda key: key.replaces is not None)
    assert (new.replaces, new.app) == (old.id, "文書検索")
    assert old.revoked_at is not None and old.revoked_at - desk.clock() == timedelta(days=7)
    page = await client.get(f"{PATH}/{old.id}")
    assert "猶予期間中" in page.text and new.beginning in page.text and "/rotate" not in page.text


async def test_an_ended_key_opens_nothing_and_is_still_listed(desk: Desk) -> None:
    client = await desk.browser(Role.MINISTRY_ADMINISTRATOR)
    await issue(client)
    (key,) = await keys_of(desk)
    done = await client.post(f"{PATH}/{key.id}/revoke", follow_redirects=True)
    assert "APIキーを失効させました" in done.text and "/revoke" not in done.text
    (key,) = await keys_of(desk)
    assert not key.in_force(desk.clock())
    listed = await client.get(PATH)
    assert "失効したAPIキー" in listed.text and key.beginning in listed.text
    for deed in ("revoke", "rotate"):
        again = await client.post(f"{PATH}/{key.id}/{deed}")
        assert again.status_code == 409 and "既に失効しています" in again.text


async def test_the_keys_of_others_are_not_there(desk: Desk) -> None:
    client = await desk.browser(Role.MINISTRY_ADMINISTRATOR)
    await issue(client)
    (key,) = await keys_of(desk)
    desk.organisation = Organisation(new_id(desk.clock), "他省", OrganisationKind.MINISTRY, None)
    async with desk.database.write() as connection:
        await people.add_organisation(connection, desk.organisation, now=desk.clock())
    stranger = await desk.browser(Role.MINISTRY_ADMINISTRATOR)
    assert key.beginning not in (await stranger.get(PATH)).text
    assert (await stranger.get(f"{PATH}/{key.id}")).status_code == 404
    assert (await stranger.post(f"{PATH}/{key.id}/revoke")).status_code == 404


async def test_the_last_use_comes_from_the_calls(desk: Desk) -> None:
    client = await desk.browser(Role.MINISTRY_ADMINISTRATOR)
    await issue(client)
    (key,) = await keys_of(desk)
    used = desk.clock() - timedelta(days=3)
    row = {"person_id": key.owner_id, "organisation_id": key.organisation_id, "purpose": "program"}
    row |= {
        "information_class": 1,
        "deployment_id": "d",
        "build": "",
        "decision": "allowed",
        "model_name": "m",
    }
    async with desk.database.write() as connection:
        for days in (0, 1):
            moment = {
                "id": new_id(desk.clock),
                "at": used - timedelta(days=days),
                "app": "",
                "api_key_id": key.id,
            }
            await connection.execute(call.insert(), row | moment)
    page = BeautifulSoup((await client.get(f"{PATH}/{key.id}")).text, "html.parser")
    told = {str(term.get_text()): term.find_next("dd") for term in page.select("main dt")}
    last = told["最終利用"]
    assert last is not None
    japan = used + timedelta(hours=9)
    assert f"{japan.month}月{japan.day}日" in last.get_text()


async def test_the_pages_speak_english(desk: Desk) -> None:
    client = await desk.browser(Role.MINISTRY_ADMINISTRATOR, language="en")
    shown = await issue(client, title="search")
    (key,) = await keys_of(desk)
    pages = [
        shown,
        await client.get(PATH),
        await client.get(f"{PATH}/new"),
        await client.get(f"{PATH}/{key.id}"),
    ]
    for page in pages:
        main = BeautifulSoup(page.text, "html.parser").select_one("main")
        assert main is not None and not re.search(r"[ぁ-んァ-ヶ]", main.get_text())
