"""Two citizens ask the same and their letters are joined: each is told the truth, and gets what the officer decides."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx2
import pytest

from genkan.governance import Role
from genkan.inquiry.addressee import Addressee, readdressed, tells_of
from genkan.inquiry.case import Citizen as Known
from genkan.inquiry.post import MailServer
from tests.inquiry.public.conftest import FORM, LETTER, Citizen, Street
from tests.workspace.conftest import Browser, fields_of

STATUS = f"{FORM}/status"
ASKED = f"{LETTER}電話は090-1234-5678です。窓口の受付時間と、本人が行けないときに家族が代わりに請求できるかどうかも教えてください。"
TEXT = "例示太郎　様\n\nお問合せ（受付番号R8-000001）について、次のとおり回答します。\n手数料は、三百円です。"


@pytest.fixture
async def other(street: Street) -> AsyncIterator[Citizen]:
    transport = httpx2.ASGITransport(app=street.desk.workspace.application, client=("192.0.2.9", 1))
    headers = {"sec-fetch-site": "same-origin"}
    async with httpx2.AsyncClient(transport=transport, base_url="http://test", headers=headers) as client:
        yield Citizen(client)


async def joined(street: Street, other: Citizen) -> tuple[str, str]:
    """The paths of two letters that say the same, of which the second was joined to the first; the first is owned."""
    await street.citizen.write(ASKED, name="例示太郎", email="taro@example.jp")
    await other.write(ASKED, name="例示花子", email="hanako@example.jp")
    rows = sorted(await street.rows("inquiry_case"), key=lambda row: row["number"])
    first, second = (f"/inquiries/{row['id']}" for row in rows)
    desk = street.desk
    await desk.deed(second, "join", earlier=rows[0]["id"])
    await desk.confirm(first, owner=desk.sakura.person.id)
    return first, second


async def send(
    street: Street, path: str, by: Browser, deed: str, status: int = 303, **fields: object
) -> object:
    version = str((await street.desk.case(path))["version"])
    return await by.post(f"{path}/reply/{deed}", {"version": version, **fields}, status=status)


async def test_each_citizen_reads_what_the_officer_decided(street: Street, other: Citizen) -> None:
    server = MailServer("localhost", 25, "none", sender="reiji@example.jp")
    object.__setattr__(street.desk.workspace.parts.inquiries.outbox, "server", server)
    first, second = await joined(street, other)
    desk, clock = street.desk, street.desk.workspace.clock
    codes = {row["to"]: row["text"] for row in await street.rows("inquiry_mail")}
    other.code = codes["hanako@example.jp"].split("確認コード　")[1][:14]
    assert "ほかの照会と併せて対応しています。" in (await other.look_up()).text
    page = await desk.sakura.get(f"{first}/reply")
    choice = page.select_one("input[name=share]")
    assert choice["value"] in second
    assert "例示花子" in choice.find_parent("fieldset").text
    reply = {"way": "portal", "share": choice["value"], "words": "確認済み"}
    personal = ("例示 太郎様には別に送ります。", "090-1234-5678に電話します。", "太郎さんの書類です。")
    texts = [f"{TEXT}\n{each}" for each in personal]
    for text in (*texts, TEXT.replace("例示太郎　様", "例示様"), TEXT.replace("例示太郎　様", "拝啓")):
        told = await send(street, first, desk.sakura, "submit", 422, text=text, **reply)
        assert "ほかの照会者には送れません" in told.select_one("#share-error").text
    await send(street, first, desk.sakura, "submit", text=TEXT, **reply)
    boss = await desk.workspace.browser("責任者もみじ", Role.INQUIRY_OFFICER, Role.INQUIRY_SUPERVISOR)
    assert "R8-000002　例示花子" in (await boss.get(f"{first}/reply")).select_one("dl").text
    await send(street, first, boss, "approve")
    assert "三百円" not in (await other.get(STATUS)).text
    notices = [row for row in await street.rows("inquiry_mail") if "照会に回答しました" in row["subject"]]
    assert sorted(row["to"] for row in notices) == ["hanako@example.jp", "taro@example.jp"]
    assert not any("三百円" in row["text"] for row in notices)
    assert f"{STATUS}\n" in notices[0]["text"]
    clock.moment += timedelta(seconds=60)
    shown = (await other.get(STATUS)).text
    assert "例示花子　様" in shown and "受付番号R8-000002" in shown and "手数料は、三百円です。" in shown
    assert "太郎" not in shown and "R8-000001" not in shown


async def test_who_does_not_get_the_reply_is_told_so(street: Street, other: Citizen) -> None:
    first, second = await joined(street, other)
    desk = street.desk
    await send(street, first, desk.sakura, "draft", text=TEXT, way="portal")
    page = await desk.sakura.get(f"{first}/reply")
    assert "R8-000002の照会者には届きません。" in page.text
    await desk.deed(first, "answer", words="電話で回答した。")
    assert "この画面に表示する回答はありません。" in (await other.look_up()).text
    await desk.deed(second, "part", earlier=first.rsplit("/", 1)[1])
    assert "担当する部署を決めています" in (await other.get(STATUS)).text


async def test_who_asks_on_reads_the_reply_at_the_first_letter(street: Street) -> None:
    await street.citizen.write()
    page = await street.citizen.look_up()
    sent = {**fields_of(page, f"{STATUS}/ask"), "text": f"{LETTER}まだでしょうか。"}
    await street.citizen.send(f"{STATUS}/ask", sent, status=303)
    first, second = sorted(await street.rows("inquiry_case"), key=lambda row: row["number"])
    await street.desk.deed(f"/inquiries/{second['id']}", "join", earlier=first["id"])
    assert "回答は、その照会の欄に表示します。" in (await street.citizen.get(STATUS)).text
    path = f"/inquiries/{first['id']}"
    await street.desk.confirm(path, owner=street.desk.sakura.person.id)
    page = await street.desk.sakura.get(f"{path}/reply")
    assert "同じ照会者のため、別には送りません。" in page.text
    assert page.select_one("input[name=share]") is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("例示太郎　様\n\n番号R8-000001です。", "例示花子　様\n\n番号R8-000002です。"),
        ("拝啓\nR8-000001", "拝啓\nR8-000002"),  # a first line that somebody wrote stays
    ],
)
def test_a_reply_is_written_to_another(text: str, written: str) -> None:
    of, to = Addressee("例示太郎", "R8-000001"), Addressee("例示花子", "R8-000002")
    assert readdressed(text, of=of, to=to) == written
    nobody = readdressed(text, of=of, to=Addressee("", "R8-000002"))
    assert nobody.startswith(("お問合せをくださった方へ", "拝啓"))


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("例示 太郎さん", True),
        ("例示　様", True),
        ("太郎 殿", True),
        ("taro@example.jp まで", True),
        ("手数料は三百円です。", False),
        ("例示省の例示市事務所です。", False),  # a place is no person
    ],
)
def test_a_text_that_tells_of_a_citizen(text: str, tells: bool) -> None:
    for name in ("例示太郎", "例示　太郎"):
        assert tells_of(text, Known(name, "", "taro@example.jp")) is tells
    assert not tells_of(text, Known("", "", ""))


def test_a_part_of_a_name_tells_where_it_is_no_ordinary_word() -> None:
    assert tells_of("太郎の母に送ります。", Known("例示 太郎", ""))
    assert tells_of("Send it to Reiji.", Known("Reiji Taro", ""))
    assert not tells_of("Taroko Park", Known("Reiji Taro", ""))
    assert not tells_of("つまり、まりで遊べます。", Known("例示 まり", ""))
    assert tells_of("まり様", Known("例示 まり", ""))
