"""The page of the rules: who sees it, what it says, and what a form means."""

import json
from datetime import time, timedelta
from typing import Any

import httpx2
import pytest
from bs4 import BeautifulSoup, Tag
from sqlalchemy import select

from genkan.catalogue import InformationClass
from genkan.gateway import load_rules
from genkan.gateway.keys import KeyDraft, issue_key
from genkan.gateway.store.rules import save_rules
from genkan.governance import Role, list_people
from genkan.governance.ledger.store.tables import ledger_event
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


NOTHING_AS_USUAL = Rules(
    ceiling=InformationClass.ONE,
    disallowed_models=frozenset({"tsuzumi-2", "a-model-that-left-the-catalogue"}),
    allowed_models=frozenset({"plamo-2.0-prime", "another-that-left"}),
    allowed_apps=frozenset({"summary"}),
    allowed_purposes=frozenset({"program"}),
    places=frozenset({"JP", "DE"}),
    government_cloud_for_two=True,
    ismap_for_two=True,
    treatments={Kind.NAME: Treatment.WARN},
    banned_words=("極秘計画",),
    max_characters=100,
    opening_hours=(OpeningHours(weekdays=frozenset({0}), begins=time(8, 30), ends=time(18, 15)),),
    fallbacks={"small": "large"},
)


async def put(desk: Desk, rules: Rules) -> None:
    async with desk.database.write() as connection:
        await save_rules(connection, desk.organisation.id, rules, actor="command_line", now=desk.clock())


async def test_every_rule_is_on_the_page_and_comes_back_as_it_was(desk: Desk) -> None:
    usual = Rules()
    same = {
        name for name in Rules.__struct_fields__ if getattr(usual, name) == getattr(NOTHING_AS_USUAL, name)
    }
    assert same == {"disallowed_deployments"}, "this installation has no deployment to choose"
    await put(desk, NOTHING_AS_USUAL)
    browser = await desk.browser(Role.OPERATOR)
    answer = await browser.post(PATH, data=sent(soup(await browser.get(PATH))))
    assert answer.headers["location"] == f"{PATH}?done=unchanged"
    assert await rules_of(desk) == NOTHING_AS_USUAL


async def apps_for(desk: Desk, *apps: str) -> None:
    """Keys of the ministry for these apps."""
    await desk.browser(Role.MINISTRY_ADMINISTRATOR)
    async with desk.database.write() as connection:
        owner = (await list_people(connection, organisation_id=desk.organisation.id))[0]
        for app in apps:
            draft = KeyDraft(
                title=app,
                organisation_id=desk.organisation.id,
                owner_id=owner.id,
                expires_at=desk.clock() + timedelta(days=30),
                app=app,
            )
            await issue_key(connection, draft, ledger=desk.ledger, clock=desk.clock, actor=owner.id)


async def test_only_the_chosen_apps_may_be_used_and_all_where_none_is_chosen(desk: Desk) -> None:
    await apps_for(desk, "要約", "翻訳")
    browser = await desk.browser(Role.MINISTRY_ADMINISTRATOR)
    page = soup(await browser.get(PATH))
    offered = [str(box["value"]) for box in page.select("input[name=allowed_apps]")]
    assert sorted(offered) == ["翻訳", "要約"]
    assert "allowed_apps" not in sent(page)
    await browser.post(PATH, data=FORM | {"allowed_apps": ["要約"]})
    assert (await rules_of(desk)).allowed_apps == frozenset({"要約"})
    assert sent(soup(await browser.get(PATH)))["allowed_apps"] == ["要約"]
    await browser.post(PATH, data=FORM)
    assert (await rules_of(desk)).allowed_apps is None


async def test_where_no_key_names_an_app_none_is_offered(desk: Desk) -> None:
    browser = await desk.browser(Role.MINISTRY_ADMINISTRATOR)
    assert not soup(await browser.get(PATH)).select("[name=allowed_apps]")


async def test_a_model_that_is_not_to_be_used_is_recorded(desk: Desk) -> None:
    browser = await desk.browser(Role.MINISTRY_ADMINISTRATOR)
    await browser.post(PATH, data=FORM | {"disallowed_models": ["tsuzumi-2"], "allowed_apps": ["要約"]})
    async with desk.database.read() as connection:
        events = (await connection.execute(select(ledger_event))).mappings().all()
    [event] = [event for event in events if event["kind"] == "organisation:rules:changed"]
    details = json.loads(event["details"])
    assert (details["before"]["disallowed_models"], details["before"]["allowed_apps"]) == ([], None)
    assert (details["after"]["disallowed_models"], details["after"]["allowed_apps"]) == (
        ["tsuzumi-2"],
        ["要約"],
    )


async def test_the_choice_of_apps_and_models_in_english(desk: Desk) -> None:
    await apps_for(desk, "summary")
    browser = await desk.browser(Role.MINISTRY_ADMINISTRATOR, language="en")
    text = soup(await browser.get(PATH)).get_text()
    assert "Apps that may be used" in text
    assert "Models not to be used" in text


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
