"""Which apps are lent to hosts outside, on the page of the administrators."""

from genkan.governance import Role
from tests.apps.conftest import Runner


async def test_an_administrator_lends_and_ends(runner: Runner) -> None:
    administrator = await runner.house.browser("管理者", Role.MINISTRY_ADMINISTRATOR)
    form = {"app_id": "summary", "deployment_id": runner.deployment_id}
    await administrator.post("/administration/lending", form)
    page = await administrator.get("/administration/lending")
    assert "/gennai/apps/summary" in page.select_one("table").text
    await administrator.post("/administration/lending/summary/end")
    assert (await administrator.get("/administration/lending")).select("table") == []
    assert (await runner.house.events("apps:lending"))[::-1] == ["apps:lending:ended", "apps:lending:begun"]


async def test_a_model_that_is_not_there_is_refused(runner: Runner) -> None:
    administrator = await runner.house.browser("管理者", Role.MINISTRY_ADMINISTRATOR)
    form = {"app_id": "summary", "deployment_id": "unknown"}
    page = await administrator.post("/administration/lending", form, status=422)
    assert "選択したモデルは" in page.text
    assert await runner.house.rows("served_app") == []


async def test_for_staff_the_page_does_not_exist(runner: Runner) -> None:
    await runner.browser.get("/administration/lending", status=404)
