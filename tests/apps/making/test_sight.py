"""Who sees and runs what: readers × states over list, page, run, edit, export."""

from datetime import timedelta

from genkan.apps.making.made_app import MadeApp
from genkan.gateway import day_in_japan
from tests.apps.making.conftest import Studio, drafted
from tests.workspace.conftest import Browser

STATES = ("draft", "in_review", "returned", "published", "everywhere", "withdrawn", "retired")

# For each state the letters of those to whom it answers 200: t team, a administrator, c colleague, s staff of another
# organisation. Administrators of another organisation see what its staff see.
CATALOGUE = {"published": "tac", "everywhere": "tacs"}
RUN = {"draft": "t", "in_review": "ta", "returned": "t", "published": "tac", "everywhere": "tacs"}
PAGE = {state: "t" if state == "draft" else "ta" for state in STATES}
EDIT = dict.fromkeys(STATES, "t")


async def made_in(studio: Studio, state: str) -> MadeApp:
    """An app that stands there."""
    app = await studio.begin(drafted(f"アプリ（{state}）"))
    if state == "in_review":
        await studio.submit(app)
    if state == "returned":
        await studio.send_back(app)
    if state in ("published", "everywhere", "withdrawn", "retired"):
        await studio.publish(app, everywhere=state == "everywhere")
    if state == "withdrawn":
        await studio.withdraw(app)
    if state == "retired":
        async with studio.house.parts.database.write() as connection:
            today = day_in_japan(studio.house.clock())
            await studio.making.keeping.set_last_day(connection, studio.viewer(studio.author), app.id, today)
    return app


async def status(browser: Browser, path: str, *, post: bool = False) -> int:
    """How a page answers."""
    response = await (browser.client.post(path) if post else browser.client.get(path))
    return response.status_code


async def test_what_one_may_not_see_does_not_exist(studio: Studio) -> None:
    apps = {state: await made_in(studio, state) for state in STATES}
    studio.house.clock.advance(days=1)
    readers = {
        "t": (studio.author, studio.member),
        "a": (await studio.house.sign_in(studio.administrator.person),),
        "c": (studio.colleague,),
        "s": (studio.stranger, studio.foreign_administrator),
    }
    for letter, browsers in readers.items():
        for browser in browsers:
            browser = await studio.house.sign_in(browser.person)
            catalogue = (await browser.get("/apps")).text
            for state, app in apps.items():
                version = (await studio.versions(app))[0]
                expected = {
                    f"/apps/{version.id}": RUN.get(state, ""),
                    f"/making/{app.id}": PAGE[state],
                    f"/making/{app.id}/versions/1": PAGE[state],
                    f"/making/{app.id}/edit": EDIT[state],
                    f"/making/{app.id}/versions/1/try": "ta" if state == "in_review" else "t",
                }
                for path, allowed in expected.items():
                    answered = await status(browser, path)
                    assert answered == (200 if letter in allowed else 404), (letter, state, path)
                exported = await status(browser, f"/making/{app.id}/export", post=True)
                assert exported == (200 if letter in PAGE[state] else 404), (letter, state, "export")
                listed = version.content.title in catalogue
                assert listed == (letter in CATALOGUE.get(state, "")), (letter, state, "catalogue")


async def test_deeds_of_others_meet_nothing(studio: Studio) -> None:
    app = await studio.begin()
    for browser in (studio.colleague, studio.stranger, studio.foreign_administrator, studio.administrator):
        for deed in (
            "edit",
            "preview",
            "submit",
            "recall",
            "withdraw",
            "delete",
            "share",
            "transfer",
            "last-day",
        ):
            assert await status(browser, f"/making/{app.id}/{deed}", post=True) == 404, deed
        for deed in ("publish", "return", "try"):
            assert await status(browser, f"/making/{app.id}/versions/1/{deed}", post=True) == 404, deed
    assert [each.number for each in await studio.versions(app)] == [1]


async def test_addresses_that_nobody_made(studio: Studio) -> None:
    app = await studio.begin()
    for path in (
        "/making/%00",
        f"/making/{'長' * 300}",
        f"/making/{app.id}/versions/{10**30}",
        f"/making/{app.id}/versions/-1/try",
        "/making/trials/%00",
        "/making/teams/unknown",
        "/making/teams/%00",
        "/apps/%00",
    ):
        assert await status(studio.author, path) == 404, path
    assert await status(studio.author, f"/making/{app.id}/versions/x") == 422


async def test_a_link_to_an_earlier_version_leads_to_the_published_one(studio: Studio) -> None:
    app = await studio.begin()
    first = await studio.publish(app)
    await studio.save(app, drafted("新しい名称"))
    second = await studio.publish(app)
    for app_id in (first.id, second.id, app.id):
        page = await studio.colleague.get(f"/apps/{app_id}")
        assert page.select_one(f'form[action="/apps/{second.id}"]'), app_id
    async with studio.house.parts.database.read() as connection:
        old = await studio.house.parts.apps.offers.find(connection, first.id)
    assert old is not None
    assert old.app.title == "問合せの回答案"


async def test_a_favourite_stays_one_through_versions(studio: Studio) -> None:
    app = await studio.begin()
    await studio.publish(app)
    card = (await studio.colleague.get("/apps")).select_one(f"form[action='/apps/{app.id}/favourite']")
    await studio.colleague.post(str(card["action"]))
    await studio.save(app, drafted("新しい名称"))
    await studio.publish(app)
    card = (await studio.colleague.get("/apps")).select_one(f"form[action='/apps/{app.id}/favourite/remove']")
    await studio.colleague.post(str(card["action"]))
    assert (await studio.colleague.get("/apps")).select_one("form[action$='/favourite/remove']") is None


async def test_the_last_day_is_told_from_thirty_days_before_and_kept(studio: Studio) -> None:
    app = await studio.begin()
    version = await studio.publish(app)
    last_day = day_in_japan(studio.house.clock()) + timedelta(days=31)
    path = f"/making/{app.id}"
    target = await studio.author.post(f"{path}/last-day", {"last_day": last_day.isoformat()})
    assert target == f"{path}?done=last_day"
    told = "このアプリを利用できるのは"
    for days, status_code, shown in ((0, 200, False), (1, 200, True), (30, 200, True), (1, 404, False)):
        studio.house.clock.advance(days=days)
        colleague = await studio.house.sign_in(studio.colleague.person)
        page = await colleague.get(f"/apps/{version.id}", status=status_code)
        assert (told in page.text) == shown, days


async def test_a_last_day_in_the_past_or_no_day_comes_back(studio: Studio) -> None:
    app = await studio.begin()
    for typed in ("2026-11-01", "令和8年", "2026-02-30"):
        page = await studio.author.post(f"/making/{app.id}/last-day", {"last_day": typed}, status=422)
        assert page.select_one("#last_day")["value"] == typed
        assert "退役日は、今日以降の日付" in page.text
