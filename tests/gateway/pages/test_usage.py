"""The page of the usage: who sees whose numbers, that they are right, and the same as CSV."""

import csv
import io
from typing import Any

import httpx2
import pytest
from bs4 import BeautifulSoup

from genkan.gateway import introduce_app
from genkan.governance import Organisation, OrganisationKind, Role
from genkan.governance.store import people
from genkan.kit import new_id
from tests.gateway.pages.conftest import Desk
from tests.gateway.usage.conftest import Record, ended, record

__all__ = ["record"]

PATH = "/usage"
READERS = {Role.MINISTRY_ADMINISTRATOR, Role.CAIO, Role.OPERATOR, Role.AUDITOR}
OF_ALL = {Role.OPERATOR, Role.AUDITOR}


@pytest.fixture
async def used(desk: Desk, record: Record) -> Desk:
    """A ministry and a city that used two models."""
    city = Organisation(new_id(desk.clock), "例示市", OrganisationKind.CITY, None)
    async with desk.database.write() as connection:
        await people.add_organisation(connection, city, now=desk.clock())
    own: dict[str, Any] = {"organisation_id": desk.organisation.id}
    await record(
        *(ended(first_token_ms=200, app="文書検索", **own) for _ in range(3)),
        ended(outcome="broken", tokens_reported=False, purpose="chat", model_name="large", **own),
        ended(outcome="refused_by_policy", input_tokens=0, output_tokens=0, **own),
        ended(purpose="comparison", model_name="secret-model", input_tokens=900, **own),
        ended(organisation_id=city.id, model_name="large", price_micro_yen=2_000_000),
    )
    return desk


def page_of(response: httpx2.Response) -> BeautifulSoup:
    assert response.status_code == 200
    page = BeautifulSoup(response.text, "html.parser")
    assert len(page.find_all("h1")) == 1
    return page


def numbers(page: BeautifulSoup, caption: str) -> dict[str, list[str]]:
    """The rows of a table by their heads."""
    table = next(each for each in page.find_all("table") if each.caption.get_text() == caption)
    return {
        row.th.get_text(): [cell.get_text() for cell in row.find_all("td")]
        for row in table.tbody.find_all("tr")
    }


def rows_of(response: httpx2.Response) -> list[dict[str, str]]:
    assert response.status_code == 200
    assert response.text.startswith("\ufeff")
    assert "attachment" in response.headers["content-disposition"]
    return list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("role", Role)
async def test_who_sees_the_page(used: Desk, role: Role) -> None:
    browser = await used.browser(role)
    for path in (PATH, f"{PATH}.csv"):
        assert (await browser.get(path)).status_code == (200 if role in READERS else 404)


@pytest.mark.parametrize("role", sorted(READERS))
async def test_whose_numbers_are_seen(used: Desk, role: Role) -> None:
    browser = await used.browser(role)
    for asked in ("", "&organisation=" + "x" * 36):
        text = (await browser.get(f"{PATH}?period=30")).text
        seen = {row["組織"] for row in rows_of(await browser.get(f"{PATH}.csv?period=30{asked}"))}
        if role in OF_ALL:
            assert "例示市" in text
            assert seen == ({"例示省", "例示市"} if not asked else set())
        else:
            assert "例示市" not in text
            assert seen == {"例示省"}


async def test_an_operator_can_choose_one_organisation(used: Desk) -> None:
    browser = await used.browser(Role.OPERATOR)
    rows = rows_of(await browser.get(f"{PATH}.csv?organisation={used.organisation.id}"))
    assert {row["組織"] for row in rows} == {"例示省"}
    page = page_of(await browser.get(f"{PATH}?organisation={used.organisation.id}"))
    assert "例示省の2026年10月4日から2026年11月2日まで" in page.get_text()
    assert "組織別の利用" not in page.get_text()


async def test_the_numbers_are_those_of_the_calls(used: Desk) -> None:
    page = page_of(await (await used.browser(Role.AUDITOR)).get(PATH))
    text = page.get_text()
    assert "7回（回答5、拒否1、失敗1、中止0）" in text
    assert "10（0.6%）" not in text
    assert numbers(page, "モデル別の利用") == {
        "small": ["4", "3", "1", "0", "0", "21", "9", "0.0%", "0.00円", "200ミリ秒"],
        "large": ["2", "1", "0", "1", "0", "14", "6", "50.0%", "2.00円", "—"],
        "secret-model": ["1", "1", "0", "0", "0", "900", "3", "0.0%", "0.00円", "—"],
    }
    assert numbers(page, "組織別の利用")["例示市"][0] == "1"
    assert set(numbers(page, "アプリ・用途別の利用")) == {
        "文書検索",
        "チャット",
        "回答の比較",
        "その他のプログラム",
    }


async def test_whoever_may_vote_sees_no_model_of_a_comparison(used: Desk) -> None:
    browser = await used.browser(Role.MINISTRY_ADMINISTRATOR)
    for path in (PATH, f"{PATH}?measure=tokens", f"{PATH}.csv"):
        answer = await browser.get(path)
        assert "secret-model" not in answer.text
        assert "回答の比較" in answer.text
    both = await used.browser(Role.AUDITOR, Role.STAFF)
    assert "secret-model" not in (await both.get(PATH)).text


async def test_no_person_is_shown(used: Desk, record: Record) -> None:
    await record(ended(organisation_id=used.organisation.id, person_id="the-person", api_key_id="the-key"))
    for role in READERS:
        browser = await used.browser(role)
        for path in (PATH, f"{PATH}.csv"):
            assert not {"the-person", "the-key"} & set((await browser.get(path)).text.split('"'))


async def test_every_chart_has_a_table_with_the_same_values(used: Desk) -> None:
    browser = await used.browser(Role.AUDITOR)
    for measure in ("calls", "tokens", "yen"):
        page = page_of(await browser.get(f"{PATH}?measure={measure}&period=7"))
        charts = page.select("figure.chart")
        assert len(charts) == 4
        for chart in charts:
            shown = [cell.get_text() for cell in chart.select("td")]
            described = chart.select_one("svg desc").get_text()
            assert shown
            assert all(value in described for value in shown if value not in {"0", "0円"})
    days = page.select("#days tbody tr")
    assert len(days) == 7


@pytest.mark.parametrize(
    ("query", "status", "first"),
    [
        ("period=7", 200, "2026年10月27日から"),
        ("period=2026-11", 200, "2026年11月1日から2026年11月30日まで"),
        ("period=2026-09", 200, "この期間の利用はありません。"),
        ("period=999999", 422, "「999999」を年月として読み取れません。"),
        ("measure=people", 200, "日別の呼出し"),
    ],
)
async def test_what_is_asked_for(used: Desk, query: str, status: int, first: str) -> None:
    answer = await (await used.browser(Role.CAIO)).get(f"{PATH}?{query}")
    assert answer.status_code == status
    assert first in BeautifulSoup(answer.text, "html.parser").get_text()


async def test_what_the_csv_says(used: Desk) -> None:
    browser = await used.browser(Role.OPERATOR)
    rows = rows_of(await browser.get(f"{PATH}.csv?period=2026-11"))
    search = next(row for row in rows if row["アプリ"] == "文書検索")
    assert search == {
        "日": "2026-11-02",
        "組織": "例示省",
        "用途": "プログラム",
        "アプリ": "文書検索",
        "アプリの識別名": "文書検索",
        "モデル": "small",
        "呼出し": "3",
        "回答": "3",
        "拒否": "0",
        "失敗": "0",
        "中止": "0",
        "入力トークン": "21",
        "出力トークン": "9",
        "うち推定のトークン": "0",
        "料金（円）": "0.003510",
        "単価の登録がない呼出し": "0",
    }
    assert (await browser.get(f"{PATH}.csv?period=2026-13")).status_code == 422


async def test_an_app_is_shown_by_its_title(used: Desk, record: Record) -> None:
    async with used.database.write() as connection:
        await introduce_app(connection, used.organisation.id, "summary", title="要約")
    await record(ended(app="summary", purpose="app", organisation_id=used.organisation.id))
    for role in (Role.CAIO, Role.OPERATOR):
        browser = await used.browser(role)
        apps = numbers(page_of(await browser.get(PATH)), "アプリ・用途別の利用")
        assert "要約" in apps and "summary" not in apps
        (row,) = [each for each in rows_of(await browser.get(f"{PATH}.csv")) if each["アプリ"] == "要約"]
        assert row["アプリの識別名"] == "summary"


async def test_a_name_that_a_spreadsheet_would_compute_is_made_inert(used: Desk, record: Record) -> None:
    await record(ended(app="=1+1", organisation_id=used.organisation.id))
    rows = rows_of(await (await used.browser(Role.CAIO)).get(f"{PATH}.csv"))
    assert "'=1+1" in {row["アプリ"] for row in rows}


async def test_in_english(used: Desk) -> None:
    text = page_of(
        await (await used.browser(Role.AUDITOR, language="en")).get(f"{PATH}?measure=tokens")
    ).get_text()
    assert "Use by all organisations from 4 October 2026 to 2 November 2026." in text
    assert "Tokens by model" in text and "Comparisons" not in text
    assert not set("拒否失敗中止推定呼出") & set(text)
