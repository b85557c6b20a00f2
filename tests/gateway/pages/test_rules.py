"""The page of the rules: who sees it, what it says, and what a form means."""

from datetime import time
from typing import Any

import httpx2
import pytest
from bs4 import BeautifulSoup, Tag

from genkan.catalogue import InformationClass
from genkan.gateway import load_rules
from genkan.governance import Role
from genkan.policy import Kind, OpeningHours, Rules, Treatment, usual_treatment
from tests.gateway.pages.conftest import Desk

PATH = "/administration/rules"
USUAL = [usual_treatment(kind).value for kind in Kind]
FORM: dict[str, Any] = {
    "ceiling": "2",
    "models": "all",
    "purposes": ["chat", "comparison", "program"],
    "places": "JP",
    "treatments": USUAL,
    "banned_words": "",
    "max_characters": "",
    "hours": "all",
}


def soup(response: httpx2.Response) -> BeautifulSoup:
    """The page, which must be one with a single heading."""
    page = BeautifulSoup(response.text, "html.parser")
    assert len(page.find_all("h1")) == 1
    return page


def sent(page: BeautifulSoup) -> dict[str, list[str]]:
    """What a browser without JavaScript would send of the form as it is shown."""
    form = page.select_one("main form")
    assert isinstance(form, Tag)
    fields: dict[str, list[str]] = {}
    for control in form.select("input, textarea, select"):
        name, kind = str(control.get("name", "")), control.get("type")
        if kind in {"radio", "checkbox"} and not control.has_attr("checked"):
            continue
        if control.name == "select":
            value = str(control.select("option[selected]")[0]["value"])
        elif control.name == "textarea":
            value = control.get_text().removeprefix("\n")
        else:
            value = str(control.get("value", ""))
        fields.setdefault(name, []).append(value)
    return fields


async def rules_of(desk: Desk) -> Rules:
    async with desk.database.read() as connection:
        return await load_rules(connection, desk.organisation.id)


@pytest.mark.parametrize("role", Role)
async def test_administrators_and_operators_alone_see_the_page(desk: Desk, role: Role) -> None:
    browser = await desk.browser(role)
    sees = role in {Role.MINISTRY_ADMINISTRATOR, Role.OPERATOR}
    assert (await browser.get(PATH)).status_code == (200 if sees else 404)
    assert (await browser.post(PATH, data=FORM)).status_code == (303 if sees else 404)


async def test_the_form_shown_changes_nothing(desk: Desk) -> None:
    browser = await desk.browser(Role.MINISTRY_ADMINISTRATOR)
    page = soup(await browser.get(PATH))
    assert "まだ変更されていません。" in page.get_text()
    answer = await browser.post(PATH, data=sent(page))
    assert answer.headers["location"] == f"{PATH}?done=unchanged"
    assert await rules_of(desk) == Rules()


async def test_every_field_means_what_it_says(desk: Desk) -> None:
    browser = await desk.browser(Role.MINISTRY_ADMINISTRATOR)
    treatments = list(USUAL)
    treatments[list(Kind).index(Kind.NAME)] = "warn"
    treatments[list(Kind).index(Kind.MY_NUMBER)] = "refuse"
    changed = FORM | {
        "ceiling": "1",
        "models": "chosen",
        "allowed_models": ["plamo-2.0-prime"],
        "disallowed_deployments": ["some-deployment"],
        "purposes": ["chat"],
        "places": "jp、us",
        "government_cloud_for_two": "yes",
        "ismap_for_two": "yes",
        "treatments": treatments,
        "banned_words": "極秘計画\r\n\r\n  例の件 \r\n極秘計画",
        "max_characters": "20,000",
        "hours": "chosen",
        "weekdays": ["0", "4"],
        "begins": "08:30",
        "ends": "18:15",
    }
    answer = await browser.post(PATH, data=changed)
    assert answer.headers["location"] == f"{PATH}?done=saved"
    assert await rules_of(desk) == Rules(
        ceiling=InformationClass.ONE,
        allowed_models=frozenset({"plamo-2.0-prime"}),
        disallowed_deployments=frozenset({"some-deployment"}),
        allowed_purposes=frozenset({"chat"}),
        places=frozenset({"JP", "US"}),
        government_cloud_for_two=True,
        ismap_for_two=True,
        treatments={Kind.NAME: Treatment.WARN, Kind.MY_NUMBER: Treatment.REFUSE},
        banned_words=("極秘計画", "例の件"),
        max_characters=20_000,
        opening_hours=(OpeningHours(weekdays=frozenset({0, 4}), begins=time(8, 30), ends=time(18, 15)),),
    )
    page = soup(await browser.get(answer.headers["location"]))
    assert "利用規則を変更しました。" in page.get_text()
    assert "最終変更：" in page.get_text()
    shown = sent(page)
    assert (shown["banned_words"], shown["weekdays"]) == (["極秘計画\n例の件"], ["0", "4"])
    assert shown["treatments"] == treatments


REFUSED = [
    ({"places": "日本"}, "国は、2文字の国コードで入力してください。"),
    ({"banned_words": "あ" * 101}, "送信しない語句は200個まで"),
    ({"banned_words": "\n".join(f"語{number}" for number in range(201))}, "送信しない語句は200個まで"),
    ({"max_characters": "0"}, "文字数の上限は"),
    ({"max_characters": "たくさん"}, "文字数の上限は"),
    ({"max_characters": "99999999999"}, "文字数の上限は"),
    ({"hours": "chosen", "weekdays": [], "begins": "08:30", "ends": "18:15"}, "利用できる曜日と時刻"),
    ({"hours": "chosen", "weekdays": ["0"], "begins": "", "ends": "18:15"}, "利用できる曜日と時刻"),
    ({"hours": "chosen", "weekdays": ["7"], "begins": "08:30", "ends": "18:15"}, "利用できる曜日と時刻"),
    ({"ceiling": "3"}, "利用規則の入力内容を読み取れませんでした。"),
    ({"purposes": ["nonsense"]}, "利用規則の入力内容を読み取れませんでした。"),
    ({"treatments": USUAL[1:]}, "利用規則の入力内容を読み取れませんでした。"),
    # My Number may not be sent as it is, whatever a form says.
    ({"treatments": ["allow", *USUAL[1:]]}, "利用規則の入力内容を読み取れませんでした。"),
    ({"models": "chosen", "allowed_models": ["x" * 101]}, "利用規則の入力内容を読み取れませんでした。"),
]


@pytest.mark.parametrize(("change", "sentence"), REFUSED)
async def test_what_means_nothing_comes_back_with_what_was_typed(
    desk: Desk, change: dict[str, Any], sentence: str
) -> None:
    browser = await desk.browser(Role.MINISTRY_ADMINISTRATOR)
    answer = await browser.post(PATH, data=FORM | {"banned_words": "極秘計画"} | change)
    page = soup(answer)
    assert answer.status_code == 422
    assert sentence in page.get_text()
    assert await rules_of(desk) == Rules()
    if "banned_words" not in change:
        assert sent(page)["banned_words"] == ["極秘計画"]


async def test_what_the_form_does_not_show_stays(desk: Desk) -> None:
    from genkan.gateway.store.rules import save_rules

    async with desk.database.write() as connection:
        await save_rules(
            connection,
            desk.organisation.id,
            Rules(allowed_apps=frozenset({"summary"}), disallowed_models=frozenset({"m"})),
            actor="command_line",
            now=desk.clock(),
        )
    browser = await desk.browser(Role.OPERATOR)
    await browser.post(PATH, data=FORM | {"max_characters": "100"})
    rules = await rules_of(desk)
    assert (rules.allowed_apps, rules.disallowed_models) == (frozenset({"summary"}), frozenset({"m"}))
    assert rules.max_characters == 100


@pytest.mark.parametrize(
    ("typed", "fallbacks"),
    [
        ("", {}),
        ("small > large\n\nlarge ＞ small", {"small": "large", "large": "small"}),  # full-width too
        ("small", None),
        ("small > small", None),
        ("small > large > other", None),
        ("small > large\nsmall > other", None),
    ],
)
async def test_which_model_answers_in_the_place_of_which(
    desk: Desk, typed: str, fallbacks: dict[str, str] | None
) -> None:
    browser = await desk.browser(Role.MINISTRY_ADMINISTRATOR)
    form = sent(soup(await browser.get("/administration/rules")))
    answer = await browser.post("/administration/rules", data={**form, "fallbacks": typed})
    assert answer.status_code == (422 if fallbacks is None else 303)
    assert (await rules_of(desk)).fallbacks == (fallbacks or {})
