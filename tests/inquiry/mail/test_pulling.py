"""Letters are pulled from a mailbox over a real connection, each once, whatever breaks."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from genkan.inquiry.mail import imap, taking
from genkan.inquiry.mail.imap import ImapLine
from genkan.inquiry.mail.mailbox import FROM_NOW, Mailbox
from genkan.inquiry.mail.reading import read_mail
from genkan.kit import new_id
from tests.inquiry.conftest import Desk
from tests.inquiry.mail.imap_server import PASSWORD, USERNAME, ImapServer, imap_server


def letter(number: int, text: str = "手数料はいくらですか。", head: str = "") -> bytes:
    fields = f"From: taro@example.jp\r\nSubject: {number}\r\nMessage-ID: <{number}@example.jp>\r\n{head}"
    return f"{fields}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}{number}".encode()


@pytest.fixture
async def server() -> AsyncIterator[ImapServer]:
    async with imap_server() as opened:
        yield opened


@pytest.fixture
async def pulling(desk: Desk, server: ImapServer, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What looks into the mailboxes, with the mailbox of the server."""
    monkeypatch.setenv("GENKAN_SECRET_DESK", PASSWORD)
    await desk.workspace.parts.worker.stop()
    await watch(desk, server)
    return desk.workspace.parts.inquiries.mail_pulling


async def watch(desk: Desk, server: ImapServer, **changed: Any) -> Mailbox:
    plain = {
        "port": server.port,
        "password_at": "env:GENKAN_SECRET_DESK",
        "folder": "INBOX",
        "marks_seen": False,
        "last_uid": 0,
    }
    mailbox = Mailbox(
        id=new_id(desk.workspace.clock),
        organisation_id=desk.workspace.ministry.id,
        host="127.0.0.1",
        tls=False,
        username=USERNAME,
        **{**plain, **changed},
    )
    await desk.workspace.parts.inquiries.mail_pulling.add(mailbox)
    return mailbox


async def subjects(desk: Desk) -> list[str]:
    return sorted(row["text"].splitlines()[0] for row in await desk.workspace.rows("inquiry_case"))


async def test_each_letter_is_taken_in_once(desk: Desk, server: ImapServer, pulling: Any) -> None:
    server.deliver(letter(1))
    server.deliver(letter(2))
    await pulling.look()
    await pulling.look()
    server.deliver(letter(3))
    await pulling.look()
    assert await subjects(desk) == ["件名：1", "件名：2", "件名：3"]
    assert server.fetched == [1, 2, 3]
    assert server.seen == set()
    assert {row["channel"] for row in await desk.workspace.rows("inquiry_case")} == {"email"}
    events = [
        row for row in await desk.workspace.rows("ledger_event") if row["kind"] == "inquiry:case:received"
    ]
    assert {row["actor"] for row in events} == {"mail"}


async def test_a_line_that_breaks_within_a_letter_loses_none(
    desk: Desk, server: ImapServer, pulling: Any
) -> None:
    for number in (1, 2, 3):
        server.deliver(letter(number))
    server.drops_at = 2
    await pulling.look()
    assert await subjects(desk) == ["件名：1"]
    page = await desk.sakura.get("/inquiries/received-mail")
    assert "受信サーバー127.0.0.1に接続できません。" in page.text
    server.drops_at = 0
    await pulling.look()
    assert await subjects(desk) == ["件名：1", "件名：2", "件名：3"]
    assert server.fetched == [1, 2, 2, 3]


async def test_letters_counted_anew_are_known_again(desk: Desk, server: ImapServer, pulling: Any) -> None:
    server.deliver(letter(1))
    await pulling.look()
    server.validity += 1
    server.deliver(letter(2))
    await pulling.look()
    assert await subjects(desk) == ["件名：1", "件名：2"]
    (mailbox,) = await desk.workspace.rows("inquiry_mailbox")
    assert (mailbox["uid_validity"], mailbox["last_uid"]) == (8, 2)


async def test_marks_are_set_where_that_was_said_and_old_letters_are_left_also_when_they_are_counted_anew(
    desk: Desk, server: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GENKAN_SECRET_DESK", PASSWORD)
    await desk.workspace.parts.worker.stop()
    server.deliver(letter(1))
    server.deliver(b"From: a@example.jp\r\n\r\nwithout an id")
    await watch(desk, server, last_uid=FROM_NOW, marks_seen=True)
    pulling = desk.workspace.parts.inquiries.mail_pulling
    await pulling.look()
    server.deliver(letter(2))
    server.deliver(letter(3, head="Auto-Submitted: auto-replied\r\n"))
    await pulling.look()
    assert await subjects(desk) == ["件名：2"]
    assert server.seen == {3}
    server.validity += 1
    server.deliver(letter(4))
    await pulling.look()
    assert await subjects(desk) == ["件名：2", "件名：4"]
    assert "受信箱を登録する前に届いた" not in (await desk.sakura.get("/inquiries/received-mail")).text
    await desk.sakura.client.post("/inquiries/received-mail", files={"files": ("1.eml", letter(1))})
    assert await subjects(desk) == ["件名：1", "件名：2", "件名：4"]


@pytest.mark.parametrize(
    ("changed", "trouble"),
    [
        (
            {"password_at": "env:GENKAN_SECRET_NONE"},
            "認証情報が、参照先（env:GENKAN_SECRET_NONE）にありません",
        ),
        ({"password_at": "env:GENKAN_SECRET_OTHER"}, "受信箱INBOXの利用を認めませんでした"),
        ({"folder": "NOWHERE"}, "受信箱NOWHEREの利用を認めませんでした"),
        ({"port": 1}, "接続できません"),
    ],
)
async def test_what_stands_in_the_way_is_told(
    desk: Desk, server: ImapServer, monkeypatch: pytest.MonkeyPatch, changed: dict[str, Any], trouble: str
) -> None:
    monkeypatch.setenv("GENKAN_SECRET_DESK", PASSWORD)
    monkeypatch.setenv("GENKAN_SECRET_OTHER", "another password")
    await desk.workspace.parts.worker.stop()
    await watch(desk, server, **changed)
    await desk.workspace.parts.inquiries.mail_pulling.look()
    (mailbox,) = await desk.workspace.rows("inquiry_mailbox")
    assert trouble in mailbox["trouble"]


async def test_a_letter_at_which_a_reader_fails_keeps_none_waiting(
    desk: Desk, server: ImapServer, pulling: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(content: bytes) -> Any:
        assert b"<2@" not in content
        return read_mail(content)

    monkeypatch.setattr(taking, "read_mail", read)
    for number in (1, 2, 3):
        server.deliver(letter(number))
    await pulling.look()
    assert await subjects(desk) == ["件名：1", "件名：3"]
    told = "電子メールを読み込めませんでした。受信箱で内容を確認し、手で登録してください。"
    assert told in (await desk.sakura.get("/inquiries/received-mail")).text
    files = [("files", (f"{number}.eml", letter(number), "message/rfc822")) for number in (2, 4)]
    page = await desk.sakura.client.post("/inquiries/received-mail", files=files)
    assert (page.status_code, told in page.text) == (200, True)
    assert await subjects(desk) == ["件名：1", "件名：3", "件名：4"]


async def test_a_mailbox_that_fails_in_no_known_way_keeps_none_waiting(
    desk: Desk, server: ImapServer, pulling: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GENKAN_SECRET_DESK", PASSWORD)
    await watch(desk, server, folder="BROKEN")
    server.deliver(letter(1))

    def open_line(mailbox: Mailbox, password: str) -> ImapLine:
        if mailbox.folder == "BROKEN":
            raise RuntimeError
        return ImapLine(mailbox, password)

    monkeypatch.setattr("genkan.inquiry.mail.pulling.ImapLine", open_line)
    await pulling.look()
    assert await subjects(desk) == ["件名：1"]
    assert "予期しない誤りのため中断しました" in (await desk.sakura.get("/inquiries/received-mail")).text


async def test_no_password_goes_unencrypted_to_another_machine(
    desk: Desk, server: ImapServer, pulling: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("genkan.inquiry.mail.imap._is_own", lambda _: False)
    server.deliver(letter(1))
    await pulling.look()
    (mailbox,) = await desk.workspace.rows("inquiry_mailbox")
    assert "暗号化（STARTTLS）に対応していない" in mailbox["trouble"]
    assert server.fetched == []


@pytest.mark.parametrize(("address", "own"), [("127.0.0.1", True), ("::1", True), ("192.0.2.1", False)])
def test_only_this_machine_is_reached_without_a_line_that_others_read(address: str, own: bool) -> None:
    assert imap._is_own(address) is own
