"""Requests, written as the reference host does and read with tolerance."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genkan.apps.form.field import Field, FieldKind, Form, Item
from genkan.apps.form.filling import fill
from genkan.apps.form.values import Filled, GivenFile
from genkan.apps.gennai.conversation import Turn
from genkan.apps.gennai.errors import FileUnreadable, RequestUnreadable
from genkan.apps.gennai.request import SystemPrompt, read_request, write_request

ITEMS = (Item("通知", "a"), Item("照会", "b"))
FORM = Form(
    (
        Field(key="subject", kind=FieldKind.TEXT, title="件名"),
        Field(key="count", kind=FieldKind.NUMBER, title="部数"),
        Field(key="body", kind=FieldKind.TEXTAREA, title="本文"),
        Field(key="kinds", kind=FieldKind.CHECKBOX, title="種別", items=ITEMS),
        Field(key="one", kind=FieldKind.RADIO, title="一つ", items=ITEMS),
        Field(key="fixed", kind=FieldKind.HIDDEN, title="", default="007"),
        Field(key="source", kind=FieldKind.FILE, title="資料"),
    )
)
FILLED = Filled(
    {"subject": "2026", "count": "12", "body": "true", "kinds": "a,b", "one": "a", "fixed": "007"},
    {"source": (GivenFile("資料.txt", b"\x00\xff"),)},
)


def test_the_whole_shape() -> None:
    turns = (Turn({"subject": 1}, "出力", "2026-04-01T00:00:00Z"),)
    request = write_request(
        FORM, FILLED, session_id="s", turns=turns, system_prompt=SystemPrompt("簡潔に", "system")
    )
    assert request == {
        "inputs": {
            "subject": 2026,
            "count": 12,
            "body": True,
            "kinds": "a,b",
            "one": "a",
            "fixed": "007",
            "system": "簡潔に",
            "files": [{"key": "source", "files": [{"filename": "資料.txt", "content": "AP8="}]}],
            "conversation_histories": [
                {"input": '{"subject":1}', "output": "出力", "createdDate": "2026-04-01T00:00:00Z"}
            ],
        },
        "sessionId": "s",
    }


def test_what_our_own_host_sends_is_what_our_own_app_reads() -> None:
    turns = (Turn({"subject": 1}, "出力", "2026-04-01T00:00:00Z"),)
    read = read_request(json.dumps(write_request(FORM, FILLED, session_id="s", turns=turns)).encode())
    assert (read.values, read.files, read.session_id, read.turns) == (FILLED.values, FILLED.files, "s", turns)
    filled = fill(FORM, {key: (value,) for key, value in read.values.items()}, read.files)
    assert filled == FILLED


@given(st.dictionaries(st.sampled_from(["subject", "body", "count"]), st.text(max_size=60)))
def test_any_text_comes_through(values: dict[str, str]) -> None:
    body = json.dumps(write_request(FORM, Filled(values), session_id="s")).encode()
    clean = {key: text.replace("\x00", "").encode(errors="replace").decode() for key, text in values.items()}
    assert read_request(body).values == clean


TOLERATED = [
    # the other name of the history, and a history that came as a text
    ({"conversation_history": [{"input": "{}", "output": "a"}]}, 1),
    ({"conversation_histories": '[{"input": "{}", "output": "a"}]'}, 1),
    ({"conversation_histories": [{"input": {"subject": 1}, "output": 5}, "rubbish"]}, 1),
    ({"conversation_histories": "rubbish"}, 0),
    ({"conversation_histories": None}, 0),
]


@pytest.mark.parametrize(("inputs", "turns"), TOLERATED)
def test_histories_of_other_hosts(inputs: dict[str, object], turns: int) -> None:
    assert len(read_request(json.dumps({"inputs": inputs}).encode()).turns) == turns


def test_a_history_that_grows_within_itself_is_read_flat() -> None:
    nested = json.dumps({"subject": "2", "conversation_histories": [{"input": "{}", "output": "x" * 1000}]})
    read = read_request(
        json.dumps({"inputs": {"conversation_histories": [{"input": nested, "output": "二"}]}}).encode()
    )
    assert read.turns == (Turn({"subject": "2"}, "二"),)


def test_the_newest_of_very_many_turns_are_read() -> None:
    many = [{"input": "{}", "output": str(number)} for number in range(1_000)]
    read = read_request(json.dumps({"inputs": {"conversation_histories": many}}).encode())
    assert (len(read.turns), read.turns[-1].output) == (200, "999")


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"\xff", b'{"inputs": []}', b'{"a": 1}', b"[" * 100_000, b'{"inputs": NaN}']
)
def test_what_is_no_request(body: bytes) -> None:
    with pytest.raises(RequestUnreadable):
        read_request(body)


def file_of(**file: object) -> bytes:
    return json.dumps({"inputs": {"files": [{"key": "source", "files": [file]}]}}).encode()


@pytest.mark.parametrize(
    ("file", "kept"),
    [
        ({"filename": "a.txt", "content": "YQ=="}, GivenFile("a.txt", b"a")),
        ({"filename": "a.txt", "contents": "YQ=="}, GivenFile("a.txt", b"a")),
        ({"filename": "a.txt", "content": "YQ"}, GivenFile("a.txt", b"a")),
        ({"filename": "a.txt", "content": "data:text/plain;base64,YQ=="}, GivenFile("a.txt", b"a")),
        ({"filename": "a.txt", "content": "Y\nQ=="}, GivenFile("a.txt", b"a")),
        ({"filename": "../../etc/passwd", "content": ""}, GivenFile("passwd", b"")),
        ({"filename": "C:\\a\\が.txt", "content": ""}, GivenFile("が.txt", b"")),
        ({"filename": "\x00\n..", "content": ""}, GivenFile("file", b"")),
    ],
)
def test_files_of_other_hosts(file: dict[str, object], kept: GivenFile) -> None:
    assert read_request(file_of(**file)).files == {"source": (kept,)}


@pytest.mark.parametrize("content", ["あ", "YQ=*", 5, None])
def test_files_that_are_none(content: object) -> None:
    with pytest.raises(FileUnreadable, match=r"a\.txt"):
        read_request(file_of(filename="a.txt", content=content))


def test_a_file_keeps_every_byte() -> None:
    content = bytes(range(256)) * 50
    body = file_of(filename="a", content=base64.b64encode(content).decode())
    assert read_request(body).files["source"][0].content == content
