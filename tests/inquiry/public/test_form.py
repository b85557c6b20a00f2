"""The public form: a letter becomes one case with a receipt, whatever is typed and however often it is sent."""

import asyncio

import pytest
from bs4 import BeautifulSoup

from genkan.governance import Role
from genkan.inquiry.errors import EntryProblem, NameTooLong, TextMissing, TextTooLong
from genkan.inquiry.public import CitizenLetter, PublicForm, faults_of_letter
from genkan.inquiry.public.errors import EmailUnfit, PersonalNumberFound, TrapFilled
from genkan.inquiry.public.store.forms import keep_form
from tests.inquiry.conftest import Desk
from tests.inquiry.public.conftest import FORM, LETTER, Street
from tests.workspace.conftest import fields_of

PERSONAL_NUMBER = "私のマイナンバーは 1234 5678 9018 です。"
ENGLISH = {"cookie": "genkan_language=en"}


async def test_a_letter_becomes_a_case_with_a_receipt(street: Street) -> None:
    citizen = street.citizen
    topic = (await street.rows("inquiry_topic"))[0]["id"]
    receipt = await citizen.write(name="例示太郎", topic=topic)
    assert receipt.select_one(".banner-success") is not None
    assert citizen.number == "R8-000001"
    (case,) = await street.rows("inquiry_case")
    assert (case["channel"], case["text"], case["topic_id"]) == ("form", LETTER, None)
    page = await street.desk.sakura.get(f"/inquiries/{case['id']}")
    assert "住民票" in page.select_one("[aria-labelledby=citizen-title]").text
    assert "照会者" in page.select_one(".case-history").text
    (event,) = [row for row in await street.rows("ledger_event") if row["kind"] == "inquiry:case:received"]
    assert event["actor"] == "citizen"
    assert citizen.code not in str(await street.rows("inquiry_submission"))


async def test_nothing_of_staff_is_on_the_page(street: Street) -> None:
    """Also not for a member of staff who looks at it signed in."""
    for client in (street.citizen.client, street.desk.sakura.client):
        response = await client.get(FORM)
        assert "navigation" not in response.text
        assert 'href="/"' not in response.text
        assert "set-cookie" not in response.headers
        assert response.headers["content-security-policy"].startswith("default-src 'none'")
        assert response.headers["cache-control"] == "no-store"
    assert "お急ぎの場合は" in response.text


async def test_a_letter_is_looked_over_and_can_be_mended(street: Street) -> None:
    citizen = street.citizen
    preview = await citizen.send(FORM, await citizen.fill(name="例示太郎"))
    assert preview.select_one(".letter").text == LETTER
    assert await street.rows("inquiry_case") == []
    again = await citizen.send(FORM, {**fields_of(preview, FORM), "step": "back"})
    assert again.select_one("textarea").text.strip() == LETTER
    assert again.select_one("[name=name]")["value"] == "例示太郎"


async def test_a_form_that_is_sent_often_makes_one_case(street: Street) -> None:
    citizen = street.citizen
    sent = {**await citizen.fill(), "step": "send"}
    answers = await asyncio.gather(*(citizen.send(FORM, sent) for _ in range(5)))
    assert len(await street.rows("inquiry_case")) == 1
    numbers = [[each.text for each in page.select("dd strong")] for page in answers]
    assert {told[0] for told in numbers} == {"R8-000001"}
    assert sum(len(told) > 1 for told in numbers) == 1  # the code is told once
    assert "既に受け付けています" in (await citizen.send(FORM, sent)).text


@pytest.mark.parametrize(
    ("letter", "faults"),
    [
        (CitizenLetter(" \r\n　"), [TextMissing]),
        (CitizenLetter("長" * 100_001), [TextTooLong]),
        (CitizenLetter(LETTER, email="taro"), [EmailUnfit]),
        (CitizenLetter(LETTER, email="taro@example.jp\r\nBcc: all@example.jp"), [EmailUnfit]),
        (CitizenLetter(LETTER, name="名" * 101), [NameTooLong]),
        (CitizenLetter(LETTER, website="https://spam.example"), [TrapFilled]),
        (CitizenLetter(PERSONAL_NUMBER), [PersonalNumberFound]),
        (CitizenLetter(PERSONAL_NUMBER, no_personal_number=True), []),
        (CitizenLetter("", name="名" * 101, email="x"), [TextMissing, NameTooLong, EmailUnfit]),
        (CitizenLetter(LETTER, name="例示太郎", email="taro@example.jp"), []),
    ],
)
def test_everything_is_said_about_a_letter_that_cannot_be_taken(
    letter: CitizenLetter, faults: list[type[EntryProblem]]
) -> None:
    assert [type(fault) for fault in faults_of_letter(letter)] == faults


@pytest.mark.parametrize("step", ["", "send"])
async def test_what_cannot_be_taken_comes_back_whole(street: Street, step: str) -> None:
    typed = {"text": PERSONAL_NUMBER, "email": "taro", "name": "例示太郎", "step": step}
    page = await street.citizen.send(FORM, await street.citizen.fill(**typed), status=422)
    told = page.select_one(".banner-error").text
    assert "マイナンバー（個人番号）と思われる" in told
    assert "電子メールアドレスの形が正しくありません。" in told
    assert page.select_one("textarea").text.strip() == PERSONAL_NUMBER
    assert (page.select_one("[name=email]")["value"], page.select_one("[name=name]")["value"]) == (
        "taro",
        "例示太郎",
    )
    assert await street.rows("inquiry_case") == []


async def test_twelve_digits_may_be_something_else(street: Street) -> None:
    text = "受付票の番号は 1234 5678 9018 です。手続はどうなりましたか。"
    await street.citizen.write(text, no_personal_number="yes")
    assert (await street.rows("inquiry_case"))[0]["text"] == text


async def test_any_text_is_taken_as_it_is(street: Street) -> None:
    texts = {
        "😀👨‍👩‍👧‍👦🇯🇵について",
        "\u202eمرحبا، كيف؟\u202c",
        "<script>alert(1)</script>{{ 7 * 7 }}",
        "長い" * 50_000,
    }
    for text in texts:
        await street.citizen.write(text)
    assert {row["text"] for row in await street.rows("inquiry_case")} == texts


async def test_files_come_with_a_letter_and_bad_ones_leave_the_letter_on_the_page(street: Street) -> None:
    citizen = street.citizen
    preview = await citizen.send(FORM, await citizen.fill())
    assert preview.select_one(f"form[action='{FORM}']")["enctype"] == "multipart/form-data"
    data = {**fields_of(preview, FORM), "step": "send"}
    data.pop("files", None)
    wrong = [
        [("files", ("a.exe", b"MZ\x90\x00" + b"\0" * 64))],
        [("files", (f"{number}.txt", b"x")) for number in range(6)],
        [("files", ("a.txt", b"x" * (10 * 1024 * 1024 + 1)))],
    ]
    for files in wrong:
        refused = await citizen.client.post(FORM, data=data, files=files)
        page = BeautifulSoup(refused.text, "html.parser")
        assert page.select_one(".banner-error") is not None, refused.text
        assert page.select_one("input[name=text]")["value"] == LETTER
    assert await street.rows("inquiry_case") == []
    files = [("files", ("写し.txt", "住民票".encode())), ("files", ("", b""))]
    assert (await citizen.client.post(FORM, data=data, files=files)).status_code == 200
    (kept,) = await street.rows("inquiry_attachment")
    assert (kept["name"], kept["content"]) == ("写し.txt", "住民票".encode())
    assert (await citizen.client.post(FORM, data=data, files=files)).status_code == 200
    assert len(await street.rows("inquiry_attachment")) == 1


async def test_more_than_a_letter_is_not_read(street: Street) -> None:
    page = await street.citizen.send(
        FORM, {**await street.citizen.fill(), "text": "x" * 2_100_000}, status=413
    )
    assert "10万文字以内" in page.text


async def test_a_form_of_yesterday_is_sent_again_with_its_words(street: Street) -> None:
    sent = {**await street.citizen.fill(), "step": "send"}
    street.desk.workspace.clock.advance(hours=25)
    page = await street.citizen.send(FORM, sent, status=422)
    assert "まだ送信していません" in page.text
    await street.citizen.send(FORM, {**fields_of(page, FORM), "step": "send"})
    assert len(await street.rows("inquiry_case")) == 1


async def test_a_token_of_somebody_else_sends_nothing(street: Street) -> None:
    sent = {**await street.citizen.fill(), "step": "send"}
    for token in ("", "x", "QUJD", "é", sent["token"][:-8] + "AAAAAAA="):
        await street.citizen.send(FORM, {**sent, "token": token}, status=422)
    assert await street.rows("inquiry_case") == []


async def test_one_place_sends_so_many_letters_an_hour(street: Street) -> None:
    for _ in range(20):
        await street.citizen.send(FORM, {**await street.citizen.fill(), "step": "send"})
    sent = {**await street.citizen.fill(), "step": "send"}
    page = await street.citizen.send(FORM, sent, status=429)
    assert page.select_one("textarea").text.strip() == LETTER
    assert len(await street.rows("inquiry_case")) == 20
    assert "192.0.2.7" not in str(await street.rows("inquiry_knock"))
    street.desk.workspace.clock.advance(minutes=61)
    await street.citizen.send(FORM, sent)
    assert len(await street.rows("inquiry_case")) == 21


async def test_another_site_cannot_send_the_form(street: Street) -> None:
    sent = {**await street.citizen.fill(), "step": "send"}
    answer = await street.citizen.client.post(FORM, data=sent, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert await street.rows("inquiry_case") == []


async def test_a_closed_form_takes_nothing_and_still_shows_what_was_sent(street: Street) -> None:
    await street.citizen.write()
    sent = await street.citizen.fill()
    await street.supervisor.post("/inquiries/form", {"title": "例示省への照会", "address_name": "reiji"})
    assert "現在受け付けていません" in (await street.citizen.get(FORM, status=404)).text
    await street.citizen.send(FORM, {**sent, "step": "send"}, status=404)
    assert street.citizen.number in (await street.citizen.look_up()).text
    assert "受け付けている照会フォームはありません" in (await street.citizen.get("/ask")).text
    assert {"inquiry:form:opened", "inquiry:form:closed"} <= set(await street.kinds())


async def test_a_form_that_there_is_not_is_not_found(street: Street) -> None:
    await street.citizen.get("/ask/nowhere", status=404)
    await street.citizen.get(f"/ask/{street.desk.workspace.city.id}", status=404)
    assert street.citizen.client.cookies == {}
    assert "例示省への照会" in (await street.citizen.get("/ask")).text
    await street.citizen.get(f"/ask/{street.desk.workspace.ministry.id}")


async def test_english_by_a_switch(street: Street) -> None:
    page = BeautifulSoup((await street.citizen.client.get(FORM, headers=ENGLISH)).text, "html.parser")
    assert page.html["lang"] == "en"
    assert page.select_one("label[for=text]").text.startswith("Inquiry")


async def test_only_who_supervises_changes_the_form(desk: Desk) -> None:
    await desk.sakura.get("/inquiries/form", status=404)
    await desk.sakura.post("/inquiries/form", {"title": "x"}, status=404)


async def test_settings_that_cannot_be_come_back_whole(street: Street) -> None:
    refused = {
        "title": ("", "フォームの名称を"),
        "address_name": ("../例示", "半角の英小文字"),
        "notice": ("案" * 2_001, "案内文は2,000文字以内"),
        "sender": ("窓口", "差出人の電子メールアドレスの形"),
    }
    for field, (typed, told) in refused.items():
        sent = {"is_open": "yes", "title": "照会", "address_name": "reiji", "notice": "案内", field: typed}
        page = await street.supervisor.post("/inquiries/form", sent, status=422)
        assert told in page.select_one(".banner-error").text
        assert page.select_one("[name=notice]").text.strip() == sent["notice"]
    assert (await street.rows("inquiry_form"))[0]["title"] == "例示省への照会"


async def test_no_form_takes_the_address_of_another(street: Street) -> None:
    workspace = street.desk.workspace
    city = await workspace.browser("市の責任者", Role.INQUIRY_SUPERVISOR, of=workspace.city)
    own = street.desk.workspace.ministry.id
    for name in (own, own.replace("-", "")):
        sent = {"is_open": "yes", "title": "例示市への照会", "address_name": name}
        page = await city.post("/inquiries/form", sent, status=422)
        assert "アドレスに使う名前は" in page.text
    async with workspace.parts.database.write() as connection:
        await keep_form(connection, PublicForm(workspace.city.id, True, own, "例示市への照会", ""))
    assert "例示省への照会" in (await street.citizen.get(f"/ask/{own}")).text


async def test_receipts_to_one_person_are_counted_however_the_address_is_written(street: Street) -> None:
    for email in ("taro@example.jp", "TARO@Example.jp"):
        await street.citizen.write(email=email)
    knocks = [row["key"] for row in await street.rows("inquiry_knock") if row["purpose"] == "recipient"]
    assert len(knocks) == 2
    assert len(set(knocks)) == 1


async def test_two_organisations_do_not_share_an_address(street: Street) -> None:
    workspace = street.desk.workspace
    city = await workspace.browser("市の責任者", Role.INQUIRY_SUPERVISOR, of=workspace.city)
    sent = {"is_open": "yes", "title": "例示市への照会", "address_name": "reiji"}
    page = await city.post("/inquiries/form", sent, status=422)
    assert "ほかの組織が使用しています" in page.text
    assert len(await street.rows("inquiry_form")) == 1
