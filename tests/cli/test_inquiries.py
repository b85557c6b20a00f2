"""``genkan inquiries``: letters from files, and the mailboxes that are looked into."""

import re
from pathlib import Path

import pytest

from genkan.catalogue.errors import SecretGivenInClear
from genkan.cli.errors import OrganisationNotFound
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
