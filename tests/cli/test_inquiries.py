"""``genkan inquiries``: letters from files, and the mailboxes that are looked into."""

import re
from pathlib import Path

import pytest

from genkan.catalogue.errors import SecretGivenInClear
from genkan.cli.errors import OrganisationNotFound
from genkan.inquiry.importing.errors import TextColumnMissing
from genkan.inquiry.mail.errors import MailboxTaken, MailboxUnknown
from tests.cli.command_line import CommandLine

OF = ("--organisation", "例示省")
BOX = ("inquiries", "add-mailbox", "imap.example.jp", *OF, "--username", "desk")
PASSWORD = ("--password-at", "env:GENKAN_SECRET_DESK")


def test_letters_are_taken_in_once_and_automatic_ones_are_left(ministry: CommandLine, tmp_path: Path) -> None:
    letter, automatic = tmp_path / "letter.eml", tmp_path / "automatic.eml"
    letter.write_bytes("From: taro@example.jp\r\n\r\n手数料はいくらですか。".encode())
    automatic.write_bytes(b"From: a@example.jp\r\nAuto-Submitted: auto-replied\r\n\r\ntext")
    told = ministry.run("inquiries", "import-mail", str(letter), str(letter), str(automatic), *OF)
    assert [line.split()[1] for line in told.splitlines()[1:]] == ["登録", "登録済み", "登録せず"]
    assert "自動応答の電子メールです。" in told
    with pytest.raises(OrganisationNotFound):
        ministry.run("inquiries", "import-mail", str(letter), "--organisation", "例示県")


def test_a_mailbox_is_added_listed_and_removed(ministry: CommandLine) -> None:
    ministry.run(*BOX, *PASSWORD)
    with pytest.raises(MailboxTaken):
        ministry.run(*BOX, *PASSWORD)
    (row,) = ministry.run("inquiries", "mailboxes").splitlines()[1:]
    found = re.match(r"\S+", row)
    assert found and "imap.example.jp INBOX" in row
    ministry.run("inquiries", "remove-mailbox", found[0])
    with pytest.raises(MailboxUnknown):
        ministry.run("inquiries", "remove-mailbox", found[0])


def test_a_password_itself_is_not_kept(ministry: CommandLine) -> None:
    with pytest.raises(SecretGivenInClear):
        ministry.run(*BOX, "--password-at", "sk-abcdefghijklmnop1234567890")


def test_a_list_is_taken_in_with_a_report_of_each_row(ministry: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("整理番号,お尋ね\nA-1,手数料はいくらですか。\nA-2,\n", "utf-8")
    with pytest.raises(TextColumnMissing):
        ministry.run("inquiries", "import-list", str(file), *OF)
    command = ("inquiries", "import-list", str(file), *OF, "--column")
    for outcome in ("登録", "登録済み"):
        told = ministry.run(*command, "text=2").splitlines()[1:]
        assert [line.split()[:2] for line in told] == [["2", outcome], ["3", "登録せず"]]
        assert "R8-" in told[0] and "照会の内容を入力してください。" in told[1]
    assert "text=3" in ministry.run(*command, "body=2", status=2)


def test_the_doctor_opens_each_mailbox(ministry: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "受信箱" not in ministry.run("doctor")
    ministry.run("inquiries", "add-mailbox", "127.0.0.1", *OF, "--username", "desk", *PASSWORD, "--port", "1")
    told = ministry.run("doctor", status=1)
    assert "受信箱: desk (127.0.0.1)" in told
    assert "env:GENKAN_SECRET_DESK" in told
    monkeypatch.setenv("GENKAN_SECRET_DESK", "secret words")
    assert "受信サーバー127.0.0.1に接続できません。" in ministry.run("doctor", status=1)
