"""A letter by e-mail becomes a case once; whom it answers is proposed; what no person wrote is left with its reason."""

import asyncio
from functools import partial
from typing import Any

import pytest

from genkan.governance import Role
from genkan.inquiry.post import MailState, Outgoing, Sender, keep_sender
from genkan.inquiry.post.store import mails
from genkan.inquiry.post.store.tables import mail_table
from genkan.inquiry.receiving import Receiving
from tests.inquiry.conftest import Desk
from tests.inquiry.mail.test_pulling import letter
from tests.workspace.conftest import LIMIT


async def hand_in(desk: Desk, *letters: bytes, anyway: str = "", status: int = 200) -> Any:
    files = [
        ("files", (f"{number}.eml", content, "message/rfc822")) for number, content in enumerate(letters)
    ]
    sent = await desk.sakura.client.post("/inquiries/received-mail", files=files, data={"anyway": anyway})
    assert sent.status_code == status, sent.text
    return sent.text


async def paths(desk: Desk) -> list[str]:
    rows = sorted(await desk.workspace.rows("inquiry_case"), key=lambda row: row["number"])
    return [f"/inquiries/{row['id']}" for row in rows]


async def test_a_letter_becomes_a_case_with_its_sender_and_files(desk: Desk) -> None:
    content = (
        b"From: =?utf-8?B?5L6L56S65aSq6YOO?= <taro@example.jp>\r\nSubject: test\r\n"
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        + "手数料はいくらですか。".encode()
        + b"\r\n--x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\nMZ\x90\x00\0\0"
        b"\r\n--x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=b.txt\r\n\r\nwords\r\n--x--\r\n"
    )
    told = await hand_in(desk, content, content)
    assert "登録しました" in told
    assert "登録済みです" in told
    (path,) = await paths(desk)
    page = (await desk.sakura.get(path)).text
    assert "例示太郎" in page
    assert "taro@example.jp" in page
    assert "プログラムのため、受け付けられません" in page
    (kept,) = [row for row in await desk.workspace.rows("inquiry_attachment") if row["standing"] != "refused"]
    assert (kept["name"], kept["content"]) == ("b.txt", b"words")


async def test_a_reply_is_proposed_to_be_joined_to_the_letter_that_it_answers(desk: Desk) -> None:
    await hand_in(desk, letter(1))
    await hand_in(desk, letter(2, "別の文面の返信です。", "In-Reply-To: <1@example.jp>\r\n"))
    first, second = await paths(desk)
    section = (await desk.sakura.get(second)).select_one("section[aria-labelledby=related-title]")
    assert "この案件の電子メールへの返信として届きました。" in section.text
    assert section.select_one(f"a[href='{first}']")
    city = await desk.workspace.browser("例示市の人", Role.INQUIRY_OFFICER, of=desk.workspace.city)
    files = {"files": ("a.eml", letter(3, "返信", "In-Reply-To: <1@example.jp>\r\n"), "message/rfc822")}
    await city.client.post("/inquiries/received-mail", files=files)
    assert len(await desk.workspace.rows("inquiry_relation")) == 1


async def test_what_no_person_wrote_is_left_and_can_be_taken_in_anyway(desk: Desk) -> None:
    automatic = letter(1, head="Auto-Submitted: auto-replied\r\n")
    told = await hand_in(desk, automatic)
    assert "自動応答の電子メールです。" in told
    assert await paths(desk) == []
    await hand_in(desk, automatic, anyway="yes")
    await hand_in(desk, automatic, anyway="yes")
    assert len(await paths(desk)) == 1


async def test_two_officers_who_take_a_letter_in_anyway_make_one_case(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a server both are past the look at what is known; SQLite lets one write after the other."""
    automatic = letter(1, head="Auto-Submitted: auto-replied\r\n")
    await hand_in(desk, automatic)
    both, read = asyncio.Barrier(2), Receiving.read

    async def together(self: Receiving, *args: Any) -> Any:
        found = await read(self, *args)
        await both.wait()
        return found

    monkeypatch.setattr(Receiving, "read", together)
    async with asyncio.timeout(LIMIT):
        told = await asyncio.gather(*(hand_in(desk, automatic, anyway="yes") for _ in range(2)))
    assert len(await paths(desk)) == 1
    assert sorted("登録済みです" in each for each in told) == [False, True]


async def test_another_letter_with_the_same_id_is_taken_in_and_marked(desk: Desk) -> None:
    other = letter(1, "同じ識別子の別の文面です。")
    for _ in range(2):
        told = await hand_in(desk, letter(1), other)
    assert "登録しました" not in told
    first, second = await paths(desk)
    assert "識別子（Message-ID）が同じで内容の異なる" in told
    section = (await desk.sakura.get(second)).select_one("section[aria-labelledby=related-title]")
    assert "この案件のものと同じです。内容は異なります。" in section.text
    assert section.select_one(f"a[href='{first}']")


REPORT = """From: MAILER-DAEMON@example.jp
Message-ID: <bounce@example.jp>
Content-Type: multipart/report; report-type=delivery-status; boundary=x

--x
Content-Type: text/plain

{words}
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.jp

Final-Recipient: rfc822; taro@example.jp
Action: {action}
Status: 5.1.1

--x
Content-Type: text/rfc822-headers

Subject: reply
Message-ID: <{mail}@reiji.example.jp>

--x--
"""


async def test_a_letter_that_came_back_is_told_on_its_case_and_on_the_desk(desk: Desk) -> None:
    path = await desk.receive()
    case = await desk.case(path)
    outbox = desk.workspace.parts.inquiries.outbox
    async with desk.workspace.parts.database.write() as connection:
        outgoing = Outgoing(
            case["organisation_id"], case["id"], "taro@example.jp", "回答", "本文", desk.workspace.clock()
        )
        mail = await outbox.queue_mail(connection, outgoing)
        await mails.claim(connection, mail, now=desk.workspace.clock())
        await mails.settle(connection, mail, MailState.SENT, now=desk.workspace.clock())
    report = partial(REPORT.format, mail=mail, words="<other@example.jp>")
    await hand_in(desk, report(action="delayed").replace("bounce@", "delay@").encode())
    assert "電子メールが届いていない案件" not in (await desk.sakura.get("/inquiries")).text
    await hand_in(desk, report(action="failed").encode(), report(action="failed").encode())
    page = await desk.sakura.get(path)
    assert "不達" in page.select_one("[aria-labelledby=mail-title]").text
    assert (await desk.kinds(path)).count("inquiry:case:mail_bounced") == 1
    assert "電子メールの不達" in page.select_one(".case-history").text
    queue = await desk.sakura.get("/inquiries?state=any&mail=yes")
    assert path in str(queue.select_one("table"))
    assert "電子メールが届いていない案件" in queue.select_one(".desk-figures").text
    async with desk.workspace.parts.database.write() as connection:
        (kept,) = await mails.mail_of_case(connection, case["id"])
        await mails.forget_case(connection, case["id"])
        (erased,) = await mails.mail_of_case(connection, case["id"])
        assert (kept.state, erased.state) == (MailState.BOUNCED, MailState.WITHDRAWN)
        again = mail_table.update().values(state=MailState.BOUNCED)
        await connection.execute(again)
    await desk.sakura.post(f"{path}/mail/{mail}", {"decision": "otherwise"})
    assert "電子メールが届いていない案件" not in (await desk.sakura.get("/inquiries")).text


async def test_a_letter_from_the_own_address_is_no_inquiry(desk: Desk) -> None:
    async with desk.workspace.parts.database.write() as connection:
        await keep_sender(connection, desk.workspace.ministry.id, Sender("例示省", "TARO@example.jp"))
    assert "この組織の送信用アドレスから届いた電子メールです。" in await hand_in(desk, letter(1))


async def test_letters_without_an_id_are_known_by_their_bytes(desk: Desk) -> None:
    plain = b"From: a@example.jp\r\n\r\nbody of a letter"
    await hand_in(desk, plain, plain, plain + b".")
    assert len(await paths(desk)) == 2


async def test_a_letter_without_a_word_still_becomes_a_case(desk: Desk) -> None:
    await hand_in(desk, b"From: a@example.jp\r\n\r\n")
    (row,) = await desk.workspace.rows("inquiry_case")
    assert row["text"] == "（本文のない電子メール）"


async def test_no_file_is_told(desk: Desk) -> None:
    sent = await desk.sakura.client.post("/inquiries/received-mail", data={"anyway": ""})
    assert sent.status_code == 422
    assert "取り込む電子メールのファイルを選択してください。" in sent.text


async def test_the_ledger_and_what_is_kept_of_mail_hold_no_word_of_it(desk: Desk) -> None:
    await hand_in(desk, letter(1))
    kept = str(await desk.workspace.rows("inquiry_taken_mail")) + str(
        await desk.workspace.rows("inquiry_mark")
    )
    events = [row for row in await desk.workspace.rows("ledger_event") if row["kind"].startswith("inquiry:")]
    assert not any(word in kept + str(events) for word in ("taro", "手数料", "1@example.jp"))
