"""Registrations as hosts exchange them."""

import json

import pytest

from genkan.apps.form.errors import KindUnknown
from genkan.apps.form.field import Field, FieldKind, Form
from genkan.apps.gennai.errors import RegistrationUnreadable
from genkan.apps.gennai.registration import AppStatus, Registration, read_registration, write_registration

WHOLE = Registration(
    name="例示アプリ",
    endpoint="https://app.example.go.jp/run",
    form=Form((Field(key="subject", kind=FieldKind.TEXT, title="件名"),), continues=True),
    description="概要",
    how_to_use=":::disclosure{title=使い方}\n本文\n:::",
    config={"max_payload_size": "4.5MB"},
    system_prompt="簡潔に",
    system_prompt_key="system",
    copyable=True,
)


def test_what_is_written_is_read_back_as_a_draft_without_a_key() -> None:
    written = write_registration(WHOLE)
    assert json.loads(written)["apiKey"] == ""
    assert read_registration(written) == WHOLE
    assert read_registration(written).largest_payload == 4_718_592


def test_what_the_reference_host_writes() -> None:
    given = {
        "teamId": "t",
        "exAppName": "例示アプリ",
        "endpoint": "https://app.example.go.jp/run",
        "placeholder": '{"subject": {"type": "text", "title": "件名"}}',
        "config": "",
        "systemPrompt": None,
        "description": "",
        "howToUse": "",
        "apiKey": "secret",
        "status": "published",
    }
    read = read_registration(json.dumps(given))
    assert (read.name, read.status, read.largest_payload) == ("例示アプリ", AppStatus.DRAFT, 6 * 2**20)
    assert [field.key for field in read.form.fields] == ["subject"]
    assert "secret" not in repr(read)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"exAppName": 5}, "exAppName"),
        ({"exAppName": "長" * 101}, "exAppName"),
        ({"config": "[]"}, "config"),
        ({"config": json.dumps({"note": "長" * 10_001})}, "config"),
        ({"config": {"max_payload_size": "much"}}, "max_payload_size"),
        ({"howToUse": "長" * 20_001}, "howToUse"),
    ],
)
def test_what_cannot_be_read(changes: dict[str, object], told: str) -> None:
    given = {**json.loads(write_registration(WHOLE)), **changes}
    with pytest.raises(RegistrationUnreadable, match=told):
        read_registration(json.dumps(given))


@pytest.mark.parametrize("text", ["", "[]", "{", "x" * 700_000, "[" * 100_000])
def test_what_is_no_registration(text: str) -> None:
    with pytest.raises(RegistrationUnreadable):
        read_registration(text)


def test_a_kind_that_nobody_knows_is_named() -> None:
    given = {
        **json.loads(write_registration(WHOLE)),
        "placeholder": '{"a": {"type": "signature", "title": "署名"}}',
    }
    with pytest.raises(KindUnknown, match="「a」の種類「signature」"):
        read_registration(json.dumps(given))


def test_what_no_database_keeps_is_left_out() -> None:
    given = {
        **json.loads(write_registration(WHOLE)),
        "exAppName": "例示\x00アプリ\ud800",
        "config": {"note": "\ud800", "max_payload_size": "1MB"},
        "placeholder": {"a": {"type": "text", "title": "件名\ud800"}},
    }
    read = read_registration(json.dumps(given))
    assert (read.name, read.config["note"], read.form.fields[0].title) == ("例示アプリ?", "?", "件名?")
