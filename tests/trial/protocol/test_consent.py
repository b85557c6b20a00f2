"""A member of staff is told of a trial, agrees or not, withdraws, and is asked anew where the text changes."""

from genkan.governance import Role
from genkan.kit import digest
from genkan.trial import agreed_to
from tests.trial.protocol.conftest import Office
from tests.workspace.conftest import Browser


async def agrees(office: Office, path: str, browser: Browser) -> bool:
    async with office.workspace.parts.database.read() as connection:
        return await agreed_to(connection, path.split("/")[2], browser.person.id)


async def say(browser: Browser, answer: str, *, status: int = 303) -> object:
    """Send the form that is on the page."""
    page = await browser.get("/trial/consent")
    text = page.select_one("input[name=digest]")["value"]
    return await browser.post("/trial/consent", {"says": answer, "digest": text}, status=status)


async def test_consent_from_the_invitation_to_a_new_text(office: Office) -> None:
    hanako = office.hanako
    assert "現在、試行を実施していません。" in (await hanako.get("/trial/consent")).text
    await hanako.post("/trial/consent", {"says": "yes"}, status=409)
    path = await office.running()
    for where in ("/", "/compare"):
        assert "を実施しています。" in (await hanako.get(where)).select_one(".banner").text
    page = await hanako.get("/trial/consent")
    assert all(
        text in page.text
        for text in ("記録するもの", "1,825日", "そのまま残す", "2026年11月2日から2026年12月31日まで")
    )
    assert not await agrees(office, path, hanako)

    await say(hanako, "yes")
    await say(hanako, "yes")
    assert await agrees(office, path, hanako)
    assert "参加しています" in (await hanako.get("/")).text
    await say(hanako, "no")
    assert not await agrees(office, path, hanako)
    assert "参加していません" in (await hanako.get("/trial/consent")).text
    await say(hanako, "yes")

    read = digest((await office.row(path))["draft"])
    await office.edit(path, consent="記録するものを増やしました。")
    await office.propose(path, "記録するものを増やすため。")
    assert await agrees(office, path, hanako)
    await office.sign(path)
    assert not await agrees(office, path, hanako)
    assert "説明が変わりました" in (await hanako.get("/trial/consent")).text
    refused = await hanako.post("/trial/consent", {"says": "yes", "digest": read}, status=409)
    assert "画面を開いた後に、説明の内容が変わりました。" in refused.text
    await say(hanako, "yes")
    assert await agrees(office, path, hanako)
    kinds = [kind for kind in await office.kinds() if kind.startswith("trial:consent:")]
    assert sorted(kinds) == ["trial:consent:given"] * 3 + ["trial:consent:withdrawn"]


async def test_a_refusal_is_the_persons_own_and_others_are_not_asked(office: Office) -> None:
    path = await office.running()
    await say(office.hanako, "no")
    assert not await agrees(office, path, office.hanako)
    assert "を実施しています。" not in (await office.hanako.get("/")).text
    assert not [kind for kind in await office.kinds() if kind.startswith("trial:consent:")]
    far = await office.workspace.browser("市の職員", of=office.workspace.city)
    assert "現在、試行を実施していません。" in (await far.get("/trial/consent")).text
    auditor = await office.workspace.browser("監査担当", Role.AUDITOR)
    await auditor.get("/trial/consent", status=404)
    assert (await auditor.get(path)).select_one("#history") is not None
    await office.end(path)
    assert "現在、試行を実施していません。" in (await office.hanako.get("/trial/consent")).text
