"""The page of an inquiry: who has number and code reads it, goes on asking, and says how satisfied they are."""

import re
from datetime import timedelta

import httpx2
import pytest

from genkan.governance import Role
from genkan.inquiry.post import Outbox
from genkan.inquiry.public import forget_case, has_status_page
from genkan.inquiry.public.code import ALPHABET, NOBODYS, keep, new_code
from genkan.inquiry.reply import Basis, Origin, Reply, ReplyState, Way
from genkan.inquiry.store.replies import add_reply
from genkan.inquiry.store.tables import case_table
from genkan.kit import new_id
from tests.inquiry.public.conftest import FORM, LETTER, Citizen, Street
from tests.workspace.conftest import fields_of

STATUS = f"{FORM}/status"
QUOTATION = "手数料は、一通につき三百円とする。"
REPLY = "手数料は、1通につき300円です。\n郵送で請求することもできます。"


async def reply_to(street: Street, *, seconds: float = 0, quotation: str = QUOTATION) -> str:
    """Let an approved reply leave after so many seconds; gives the id of the case."""
    case = (await street.rows("inquiry_case"))[0]
    clock = street.desk.workspace.clock
    reply = Reply(
        id=new_id(clock),
        case_id=case["id"],
        round=1,
        state=ReplyState.APPROVED,
        origin=Origin.HAND,
        text=REPLY,
        draft_text=REPLY,
        basis=(Basis(1, "例示省手数料規程第2条", "c", "d", "a", quotation),),
        blocks=(),
        way=Way.PORTAL,
        prepared_by=street.desk.sakura.person.id,
        prepared_at=clock(),
        writers=(),
        sent_at=clock() + timedelta(seconds=seconds),
    )
    async with street.desk.workspace.parts.database.write() as connection:
        await add_reply(connection, reply)
    return case["id"]


async def test_number_and_code_open_the_page(street: Street) -> None:
    await street.citizen.write()
    page = await street.citizen.look_up(code=f" {street.citizen.code.lower().replace('-', '　')} ")
    assert "受け付けました。担当する部署を決めています。" in page.text
    assert LETTER in page.text
    (cookie,) = street.citizen.client.cookies.jar
    assert (cookie.path, cookie.has_nonstandard_attr("HttpOnly")) == ("/ask", True)
    left = await street.citizen.send(f"{STATUS}/leave", {}, status=303)
    assert left.select_one(f'form[action="{STATUS}"]') is not None
    assert LETTER not in (await street.citizen.get(STATUS)).text


async def test_a_wrong_code_and_a_number_that_is_not_there_are_told_alike(street: Street) -> None:
    await street.citizen.write()
    wrong = await street.citizen.look_up(code=new_code(), status=422)
    nobodys = await street.citizen.look_up(number="R8-999999", status=422)
    none = await street.citizen.look_up(number="", code="", status=422)
    told = {page.select_one(".banner-error").text for page in (wrong, nobodys, none)}
    assert len(told) == 1
    assert "受付番号又は確認コードが正しくありません" in told.pop()


async def test_tries_are_counted_and_a_right_one_is_not(street: Street) -> None:
    await street.citizen.write()
    for _ in range(25):
        await street.citizen.look_up()
    for _ in range(20):
        await street.citizen.look_up(code="x", status=422)
    page = await street.citizen.look_up(status=429)
    assert "15分ほどたってから" in page.text
    street.desk.workspace.clock.advance(minutes=16)
    await street.citizen.look_up()


async def test_a_page_closes_after_half_an_hour_and_keeps_what_was_typed(street: Street) -> None:
    await street.citizen.write()
    page = await street.citizen.look_up()
    sent = {**fields_of(page, f"{STATUS}/ask"), "text": "続きです。"}
    street.desk.workspace.clock.advance(minutes=31)
    late = await street.citizen.send(f"{STATUS}/ask", sent, status=403)
    assert late.select_one("textarea").text.strip() == "続きです。"
    assert len(await street.rows("inquiry_case")) == 1


async def test_the_reply_is_read_with_its_basis_once_it_has_left(street: Street) -> None:
    await street.citizen.write()
    case_id = await reply_to(street, seconds=60)
    assert REPLY not in (await street.citizen.look_up()).text
    street.desk.workspace.clock.advance(seconds=60)
    page = await street.citizen.get(STATUS)
    assert "回答しました。" in page.text
    assert REPLY in page.text
    assert "例示省手数料規程第2条" in page.select_one("figcaption").text
    assert page.select_one("blockquote") is None  # the reply says it in other words
    await street.citizen.get(STATUS)
    assert (await street.kinds()).count("inquiry:case:reply_read") == 1
    case = await street.desk.sakura.get(f"/inquiries/{case_id}")
    assert "まだ閲覧していません" not in case.text


async def test_words_that_the_reply_quotes_are_shown_with_their_article(street: Street) -> None:
    await street.citizen.write()
    await reply_to(street, quotation="郵送で請求することもできます。")
    page = await street.citizen.look_up()
    assert page.select_one("blockquote").text == "郵送で請求することもできます。"


async def test_what_was_sent_on_keeps_its_page_which_says_that_the_first_letter_was_erased(
    street: Street,
) -> None:
    await street.citizen.write()
    page = await street.citizen.look_up()
    sent = {**fields_of(page, f"{STATUS}/ask"), "text": "届くまで何日かかりますか。"}
    await street.citizen.send(f"{STATUS}/ask", sent, status=303)
    first, second = sorted(await street.rows("inquiry_case"), key=lambda row: row["number"])
    async with street.desk.workspace.parts.database.write() as connection:
        await forget_case(connection, first["id"])
        assert await has_status_page(connection, second["id"])
        assert not await has_status_page(connection, first["id"])
        row = {"state": "erased", "text": ""}
        erased = case_table.update().where(case_table.c.id == first["id"]).values(**row)
        await connection.execute(erased)
    page = await street.citizen.look_up(number=second["number"])
    told = [section.text for section in page.select("section.card") if "受付番号" in section.text]
    assert "R8-000001" in told[0] and "この照会の内容と回答は、消去しました。" in told[0]
    assert "R8-000002" in told[1] and "届くまで何日かかりますか。" in told[1]


async def test_a_citizen_says_how_satisfied_they_are(street: Street) -> None:
    await street.citizen.write()
    case_id = await reply_to(street)
    await street.citizen.look_up()
    for words in ("助かりました。", "よく分かりました。"):
        said = {"case": case_id, "score": "5", "words": words}
        page = await street.citizen.send(f"{STATUS}/rate", said, status=303)
    assert "満足度を受け付けました" in page.text
    (kept,) = await street.rows("inquiry_satisfaction")
    assert (kept["case_id"], kept["score"], kept["words"]) == (case_id, 5, "よく分かりました。")
    assert "5点満点で5点" in (await street.desk.sakura.get(f"/inquiries/{case_id}")).text
    for fields in ({"score": "6"}, {"score": ""}, {"score": "3", "words": "長" * 1_001}):
        refused = await street.citizen.send(f"{STATUS}/rate", {**said, **fields}, status=422)
        assert refused.select_one("details[open]") is not None
    await street.citizen.send(f"{STATUS}/rate", {**said, "case": "another"}, status=403)


async def test_further_words_become_a_case_that_belongs_to_the_first(street: Street) -> None:
    await street.citizen.write(name="例示太郎")
    page = await street.citizen.look_up()
    sent = {**fields_of(page, f"{STATUS}/ask"), "text": "届くまで何日かかりますか。"}
    for _ in range(2):
        page = await street.citizen.send(f"{STATUS}/ask", sent, status=303)
    assert [title.text.strip()[-9:] for title in page.select("section.card > h2")][:2] == [
        "R8-000001",
        "R8-000002",
    ]
    first, second = sorted(await street.rows("inquiry_case"), key=lambda row: row["number"])
    (relation,) = await street.rows("inquiry_relation")
    assert (relation["case_id"], relation["earlier_id"]) == (second["id"], first["id"])
    names = {row["case_id"]: row["name"] for row in await street.rows("inquiry_citizen")}
    assert names[second["id"]] == "例示太郎"
    assert "届くまで何日" in (await street.citizen.look_up(number="R8-000002")).text


async def test_a_number_of_another_organisation_is_none(street: Street) -> None:
    """The cookie of one form opens nothing of another."""
    await street.citizen.write()
    await street.citizen.look_up()
    workspace = street.desk.workspace
    city = await workspace.browser("市の責任者", Role.INQUIRY_SUPERVISOR, of=workspace.city)
    await city.post("/inquiries/form", {"is_open": "yes", "title": "市", "address_name": "city"})
    page = await street.citizen.get("/ask/city/status")
    assert LETTER not in page.text
    asked = {"number": street.citizen.number, "code": street.citizen.code}
    await street.citizen.send("/ask/city/status", asked, status=422)


async def test_strangers_keep_nobody_out(street: Street) -> None:
    await street.citizen.write()
    transport = httpx2.ASGITransport(app=street.desk.workspace.application, client=("192.0.2.8", 1))
    headers = {"sec-fetch-site": "same-origin"}
    async with httpx2.AsyncClient(transport=transport, base_url="http://test", headers=headers) as client:
        stranger = Citizen(client, number=street.citizen.number, code="x")
        for _ in range(20):
            await stranger.look_up(status=422)
        await stranger.look_up(status=429)
    await street.citizen.look_up()


async def test_a_code_stays_where_no_letter_can_leave(street: Street) -> None:
    await street.citizen.write(email="taro@example.jp")
    page = await street.citizen.get(STATUS)
    assert page.select_one(f'form[action="{STATUS}/renew"]') is None
    asked = {"number": street.citizen.number, "email": "taro@example.jp"}
    await street.citizen.send(f"{STATUS}/renew", asked, status=303)
    await street.citizen.look_up()
    assert await street.rows("inquiry_mail") == []


async def test_a_new_code_goes_to_nobody_else(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    await street.citizen.write(email="taro@example.jp")
    monkeypatch.setattr(Outbox, "can_send", _can_send)
    page = await street.citizen.get(STATUS)
    assert page.select_one(f'form[action="{STATUS}/renew"]') is not None
    code = street.citizen.code
    for email in ("hanako@example.jp", "", "taro"):
        asked = {"number": street.citizen.number, "email": email}
        page = await street.citizen.send(f"{STATUS}/renew", asked, status=303)
        assert "一致する場合は、新しい確認コードを送信しました" in page.text
    assert await street.rows("inquiry_mail") == []
    await street.citizen.look_up(code=code)
    asked = {"number": street.citizen.number, "email": "Ｔaro@example.jp"}
    await street.citizen.send(f"{STATUS}/renew", asked, status=303)
    (mail,) = await street.rows("inquiry_mail")
    assert (mail["to"], mail["confidential"]) == ("taro@example.jp", True)
    await street.citizen.look_up(code=code, status=422)
    new = re.search(r"確認コード　(\S+)", mail["text"])
    assert new is not None
    await street.citizen.look_up(code=new[1])


async def _can_send(*_: object) -> bool:
    return True


def test_a_code_is_read_as_it_may_be_typed_and_kept_so_that_nobody_reads_it() -> None:
    code = new_code()
    assert re.fullmatch(rf"[{ALPHABET}]{{4}}(-[{ALPHABET}]{{4}}){{2}}", code)
    kept = keep(code)
    assert code not in str(kept)
    assert kept.fits(code) and kept.fits(code.lower().replace("-", " "))
    assert not kept.fits(code[:-1]) and not kept.fits(code + "A") and not kept.fits("")
    assert not NOBODYS.fits("") and not NOBODYS.fits(code)
