"""Reviews: four eyes, one version at a time, and words for what is returned."""

import pytest

from genkan.apps.making.errors import MadeAppUnknown, NothingToSubmit, NotInReview, OwnVersion, WasPublished
from genkan.apps.making.made_app import MadeApp, VersionState
from genkan.apps.teams.team import Member, TeamRole
from genkan.governance import Role
from tests.apps.making.conftest import Studio, drafted
from tests.workspace.conftest import Browser


async def publish(studio: Studio, app: MadeApp, by: Browser, number: int = 1) -> None:
    async with studio.house.parts.database.write() as connection:
        await studio.making.reviewing.publish(connection, studio.viewer(by), app.id, number, everywhere=False)


async def join(studio: Studio, who: Browser) -> None:
    async with studio.house.parts.database.write() as connection:
        await studio.making.teams.set_member(
            connection, studio.viewer(studio.author), studio.team.id, Member(who.person.id, TeamRole.MEMBER)
        )


async def states(studio: Studio, app: MadeApp) -> list[str]:
    return [each.state.value for each in await studio.versions(app)]


async def test_an_author_does_not_decide_on_the_own_version(studio: Studio) -> None:
    await join(studio, studio.administrator)
    second = await studio.house.browser("管理七子", Role.MINISTRY_ADMINISTRATOR)
    app = await studio.begin()
    await studio.save(app, drafted("書き直した名称"), by=studio.administrator)
    await studio.save(app, drafted("また直した名称"))
    await studio.submit(app)
    with pytest.raises(OwnVersion):
        await publish(studio, app, studio.administrator, 3)
    page = await studio.administrator.get(f"/making/{app.id}/versions/3")
    assert "ほかの府省庁管理者が審査します" in page.text
    assert page.select_one("form[action$='/publish']") is None
    await publish(studio, app, second, 3)
    assert await states(studio, app) == ["published", "draft", "draft"]
    assert not (await studio.versions(app))[0].review.alone


async def test_who_submitted_does_not_decide_either(studio: Studio) -> None:
    await join(studio, studio.administrator)
    await studio.house.browser("管理七子", Role.MINISTRY_ADMINISTRATOR)
    app = await studio.begin()
    await studio.submit(app, by=studio.administrator)
    with pytest.raises(OwnVersion):
        await publish(studio, app, studio.administrator)


async def test_alone_in_the_organisation_one_may_decide_and_that_is_recorded(studio: Studio) -> None:
    await join(studio, studio.administrator)
    app = await studio.begin()
    await studio.submit(app, by=studio.administrator)
    page = await studio.administrator.get(f"/making/{app.id}/versions/1")
    assert "そのことを記録に残します" in page.text
    await publish(studio, app, studio.administrator)
    assert (await studio.versions(app))[0].review.alone
    (event,) = [
        each for each in await studio.house.rows("ledger_event") if each["kind"] == "apps:made_app:published"
    ]
    assert '"alone":true' in str(event["details"]).replace(" ", "").replace("'", '"').replace("True", "true")
    assert "作成者が審査しました" in (await studio.author.get(f"/making/{app.id}")).text


async def test_a_version_goes_back_with_words_only(studio: Studio) -> None:
    app = await studio.begin()
    await studio.submit(app)
    path = f"/making/{app.id}/versions/1"
    page = await studio.administrator.post(f"{path}/return", {"reason": "あ" * 2_001}, status=422)
    assert page.select_one("#reason").text.strip() == "あ" * 2_001
    await studio.administrator.post(f"{path}/return", {"reason": "宛先の欄を足してください。"})
    assert await states(studio, app) == ["returned"]
    assert "宛先の欄を足してください。" in (await studio.author.get(f"/making/{app.id}")).text
    with pytest.raises(NotInReview):
        await publish(studio, app, studio.administrator)
    await studio.submit(app)
    assert await states(studio, app) == ["in_review"]


async def test_one_version_is_in_review_and_one_published(studio: Studio) -> None:
    app = await studio.begin()
    await studio.submit(app)
    with pytest.raises(NothingToSubmit):
        await studio.submit(app)
    await studio.save(app, drafted("二"))
    await studio.submit(app)
    assert await states(studio, app) == ["in_review", "draft"]
    await publish(studio, app, studio.administrator, 2)
    await studio.save(app, drafted("三"))
    await studio.publish(app)
    assert await states(studio, app) == ["published", "replaced", "draft"]
    with pytest.raises(NothingToSubmit):
        await studio.submit(app)


async def test_a_recalled_version_waits_no_more(studio: Studio) -> None:
    app = await studio.begin()
    await studio.submit(app)
    await studio.author.post(f"/making/{app.id}/recall")
    assert await states(studio, app) == ["draft"]
    with pytest.raises(MadeAppUnknown):
        await publish(studio, app, studio.administrator)
    assert (await studio.author.client.post(f"/making/{app.id}/recall")).status_code == 409


async def test_only_what_was_never_published_is_deleted(studio: Studio) -> None:
    app = await studio.begin()
    await studio.publish(app)
    with pytest.raises(WasPublished):
        async with studio.house.parts.database.write() as connection:
            await studio.making.authoring.delete(connection, studio.viewer(studio.author), app.id)
    other = await studio.begin()
    assert await studio.author.post(f"/making/{other.id}/delete") == "/making?done=deleted"
    await studio.author.get(f"/making/{other.id}", status=404)


async def test_withdrawn_and_submitted_again(studio: Studio) -> None:
    app = await studio.begin()
    version = await studio.publish(app)
    assert (await studio.member.client.post(f"/making/{app.id}/withdraw")).status_code == 403
    await studio.administrator.post(f"/making/{app.id}/withdraw")
    assert await states(studio, app) == [VersionState.WITHDRAWN]
    await studio.colleague.get(f"/apps/{version.id}", status=404)
    await studio.publish(app)
    await studio.colleague.get(f"/apps/{version.id}")
