"""The pages of kill switches and budgets, without JavaScript, on both engines."""

import pytest
from bs4 import BeautifulSoup

from genkan.catalogue import DeploymentDraft, connect_deployment
from genkan.gateway import Account, BudgetScope, Month, introduce_app, introduce_everywhere
from genkan.gateway.budgets.store import add_usage, list_budgets
from genkan.gateway.switches.store import in_force
from genkan.governance import Ledger, Organisation, OrganisationKind, Role
from genkan.governance.store import people
from genkan.kit import new_id
from tests.gateway.pages.conftest import Desk
from tests.gateway.pages.test_rules import soup

SWITCHES, BUDGETS = "/administration/switches", "/administration/budgets"
REASON = "調査のため"


async def connect(desk: Desk) -> None:
    draft = DeploymentDraft(
        title="試験用モデル",
        protocol="openai_chat",
        address="http://127.0.0.1:9/v1",
        remote_model="small",
        public_name="small",
    )
    async with desk.database.write() as connection:
        await connect_deployment(
            connection,
            draft,
            ledger=Ledger(desk.database, desk.clock, None),
            clock=desk.clock,
            actor="command_line",
        )


def offered(page: BeautifulSoup) -> list[str]:
    return [str(option["value"]) for option in page.select("#target option")]


def options(page: BeautifulSoup) -> dict[str, str]:
    return {str(option["value"]): option.text for option in page.select("#target option")}


@pytest.mark.parametrize("path", [SWITCHES, BUDGETS])
async def test_staff_find_no_such_page(desk: Desk, path: str) -> None:
    browser = await desk.browser(Role.STAFF)
    assert (await browser.get(path)).status_code == 404


async def test_stopping_takes_two_steps_and_lifting_one(desk: Desk) -> None:
    await connect(desk)
    operator = await desk.browser(Role.OPERATOR)
    assert "停止中のものはありません" in (await operator.get(SWITCHES)).text
    form = {"target": "model:small", "reason": REASON}
    question = await operator.post(f"{SWITCHES}/confirmation", data=form)
    assert "small" in soup(question).text and REASON in question.text
    async with desk.database.read() as connection:
        assert await in_force(connection) == ()
    done = await operator.post(SWITCHES, data=form, follow_redirects=True)
    assert "停止しました。" in done.text and REASON in soup(done).select("article.card")[0].text
    lift = str(soup(done).select("article.card form")[0]["action"])
    assert "停止を解除しました。" in (await operator.post(lift, follow_redirects=True)).text
    assert (await operator.post(lift)).status_code == 404


async def test_an_administrator_sees_what_is_stopped_but_stops_and_lifts_only_their_own(desk: Desk) -> None:
    await connect(desk)
    operator = await desk.browser(Role.OPERATOR)
    administrator = await desk.browser(Role.MINISTRY_ADMINISTRATOR)
    own = f"organisation:{desk.organisation.id}"
    assert offered(soup(await operator.get(SWITCHES))) == ["", "everything", "model:small", own]
    assert offered(soup(await administrator.get(SWITCHES))) == ["", own]
    refused = await administrator.post(SWITCHES, data={"target": "everything", "reason": REASON})
    assert refused.status_code == 403
    await operator.post(SWITCHES, data={"target": "everything", "reason": REASON})
    page = soup(await administrator.get(SWITCHES))
    assert "運用担当者に依頼してください" in page.text and not page.select("article.card form")


async def test_an_app_that_everybody_has_is_stopped_for_one_organisation_or_for_all(desk: Desk) -> None:
    own = desk.organisation.id
    await introduce_everywhere(desk.database, {"summary": "要約"})
    async with desk.database.write() as connection:
        await introduce_app(connection, own, "summary", title="要約")
    operator = await desk.browser(Role.OPERATOR)
    administrator = await desk.browser(Role.MINISTRY_ADMINISTRATOR)
    city = Organisation(new_id(desk.clock), "例示市", OrganisationKind.CITY, None)
    async with desk.database.write() as connection:
        await people.add_organisation(connection, city, now=desk.clock())
        for organisation_id in (own, city.id):
            await introduce_app(connection, organisation_id, "travel", title="旅費")
        await introduce_app(connection, city.id, "only-here", title="要約")
    choices = options(soup(await operator.get(SWITCHES)))
    assert choices["app::travel"] == "アプリ：旅費（全ての組織）" and "app::only-here" not in choices
    assert choices[f"app:{city.id}:only-here"] == "アプリ：例示市　要約"
    assert choices["app::summary"] == "アプリ：要約（全ての組織）"
    assert choices[f"app:{own}:summary"] == "アプリ：例示省　要約"
    assert options(soup(await administrator.get(SWITCHES)))[f"app:{own}:summary"] == "アプリ：要約"
    form = {"target": "app::summary", "reason": REASON}
    assert (await administrator.post(SWITCHES, data=form)).status_code == 403
    question = await operator.post(f"{SWITCHES}/confirmation", data=form)
    assert "アプリ：要約（全ての組織）" in question.text
    page = await operator.post(SWITCHES, data=form, follow_redirects=True)
    assert soup(page).select("article.card h3")[0].text.split() == ["アプリ", "要約（全ての組織）"]
    page = await administrator.post(
        BUDGETS, data={"target": f"app:{own}:summary", "yen": "10"}, follow_redirects=True
    )
    assert "アプリ：要約" in soup(page).select("table tbody th")[0].text


async def test_a_stop_without_a_reason_comes_back(desk: Desk) -> None:
    operator = await desk.browser(Role.OPERATOR)
    for step in (SWITCHES, f"{SWITCHES}/confirmation"):
        answer = await operator.post(step, data={"target": "everything", "reason": " "})
        assert answer.status_code == 422 and "停止の理由がない" in answer.text
        assert soup(answer).select("#target option[selected]")[0]["value"] == "everything"


async def test_a_budget_is_set_drawn_warned_of_and_removed(desk: Desk) -> None:
    administrator = await desk.browser(Role.MINISTRY_ADMINISTRATOR)
    everyone = f"person:{desk.organisation.id}:"
    page = await administrator.post(
        BUDGETS, data={"target": everyone, "yen": "1,000円"}, follow_redirects=True
    )
    assert "上限額を設定しました。" in page.text and "1,000円" in soup(page).select("td.numeric")[0].text
    async with desk.database.write() as connection:
        (person,) = [
            value for value in offered(soup(page)) if value.startswith(everyone) and value != everyone
        ]
        account = Account(BudgetScope.PERSON, desk.organisation.id, person.rpartition(":")[2])
        await add_usage(connection, {(account, Month.of(desk.clock())): 815_000_000})
    page = await administrator.get(BUDGETS)
    assert "81%（815円）" in page.text and "80％以上" in page.text
    page = await administrator.post(f"{BUDGETS}/remove", data={"target": everyone}, follow_redirects=True)
    assert "上限額をなくしました。" in page.text
    async with desk.database.read() as connection:
        assert await list_budgets(connection) == ()


@pytest.mark.parametrize(
    ("yen", "status"), [("", 422), ("-1", 422), ("1.5", 422), ("百", 422), ("9" * 30, 422), ("0", 303)]
)
async def test_an_amount_that_is_no_number_comes_back(desk: Desk, yen: str, status: int) -> None:
    administrator = await desk.browser(Role.MINISTRY_ADMINISTRATOR)
    form = {"target": f"person:{desk.organisation.id}:", "yen": yen}
    answer = await administrator.post(BUDGETS, data=form)
    assert answer.status_code == status


async def test_operators_set_organisations_and_models_only(desk: Desk) -> None:
    await connect(desk)
    operator = await desk.browser(Role.OPERATOR)
    own = desk.organisation.id
    assert offered(soup(await operator.get(BUDGETS))) == ["", f"organisation:{own}:", "model::small"]
    for target, status in ((f"person:{own}:", 403), ("nothing", 422), ("model::small", 303)):
        answer = await operator.post(BUDGETS, data={"target": target, "yen": "5"})
        assert answer.status_code == status
    page = await operator.get(BUDGETS)
    assert "試験用モデル" in page.text, "an endpoint without a price is named"


async def test_a_budget_allows_deployments_without_a_price_only_where_the_box_was_ticked(desk: Desk) -> None:
    administrator = await desk.browser(Role.MINISTRY_ADMINISTRATOR)
    form = {"target": f"person:{desk.organisation.id}:", "yen": "1000"}
    box = soup(await administrator.get(BUDGETS)).select_one("input[name=allows_unpriced]")
    assert box is not None and "checked" not in box.attrs
    for ticked, told in ((True, "認める"), (False, "送信しない")):
        more = {"allows_unpriced": str(box["value"])} if ticked else {}
        page = await administrator.post(BUDGETS, data={**form, **more}, follow_redirects=True)
        assert soup(page).select("table tbody tr td")[1].text == told
        async with desk.database.read() as connection:
            (budget,) = await list_budgets(connection)
        assert budget.allows_unpriced is ticked


async def test_a_ticked_box_comes_back_ticked_with_a_refusal(desk: Desk) -> None:
    administrator = await desk.browser(Role.MINISTRY_ADMINISTRATOR)
    target = f"person:{desk.organisation.id}:"
    answer = await administrator.post(
        BUDGETS, data={"target": target, "yen": "百", "allows_unpriced": "true"}
    )
    box = soup(answer).select_one("input[name=allows_unpriced]")
    assert answer.status_code == 422
    assert box is not None and "checked" in box.attrs


@pytest.mark.parametrize("path", [SWITCHES, BUDGETS])
async def test_english(desk: Desk, path: str) -> None:
    browser = await desk.browser(Role.OPERATOR, Role.MINISTRY_ADMINISTRATOR, language="en")
    page = soup(await browser.get(path))
    assert page.select("h1")[0].text in {"Emergency stop", "Budgets"}
