"""Form schemas: every kind there and back, and what is refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genkan.apps.form.errors import (
    FieldUnfit,
    KeyTwice,
    KeyUnfit,
    KindUnknown,
    SchemaNotReadable,
    SchemaProblem,
    SchemaTooLarge,
)
from genkan.apps.form.field import Field, FieldKind, Form, Item, VisibleWhen
from genkan.apps.form.schema import read_form, read_form_text, write_form
from genkan.apps.form.sizes import base64_bytes, bytes_in, content_bytes, written

ITEMS = (Item("はい", "yes"), Item("いいえ", "no"))
WHOLE = Form(
    (
        Field(
            key="text", kind=FieldKind.TEXT, title="一行", minimum_length=0, maximum_length=40, default="あ"
        ),
        Field(key="number", kind=FieldKind.NUMBER, title="数", minimum=0, maximum=9.5, required=True),
        Field(key="long", kind=FieldKind.TEXTAREA, title="本文", description="説明", preview=True),
        Field(
            key="source",
            kind=FieldKind.FILE,
            title="資料",
            accept=(".pdf", "image/*"),
            multiple=True,
            most_files=5,
            largest_bytes=content_bytes(bytes_in("4.5MB")),
        ),
        Field(key="select", kind=FieldKind.SELECT, title="一つ", items=ITEMS, default="yes"),
        Field(key="boxes", kind=FieldKind.CHECKBOX, title="複数", items=ITEMS, default="yes,no"),
        Field(key="radio", kind=FieldKind.RADIO, title="一つ", items=ITEMS),
        Field(key="hidden", kind=FieldKind.HIDDEN, title="hidden", default="x"),
        Field(key="day", kind=FieldKind.DATE, title="日", visible_when=VisibleWhen("radio", ("yes",))),
        Field(
            key="group",
            kind=FieldKind.GROUP,
            title="枠",
            fields=(Field(key="inner", kind=FieldKind.TEXT, title="中"),),
        ),
    ),
    continues=True,
)


def test_every_kind_there_and_back() -> None:
    assert read_form_text(json.dumps(write_form(WHOLE))) == WHOLE


def test_the_order_is_kept_and_the_history_is_never_drawn() -> None:
    form = read_form_text(
        '{"b": {"type": "text", "title": "b"}, "conversation_history": {"type": "anything"}, "a": {"type": "text", "title": "a"}}'
    )
    assert ([field.key for field in form.fields], form.continues) == (["b", "a"], True)


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"type": "number", "min": "3", "default_value": 5}, {"minimum": 3, "default": "5"}),
        ({"type": "text", "required": "true"}, {"required": True}),
        ({"type": "file", "multiple": False, "max_file_count": 9}, {"most_files": 1}),
        ({"type": "file", "multiple": True}, {"most_files": 100}),
        (
            {"type": "checkbox", "groups": [{"title": "群", "items": [{"title": "一", "value": 1}]}]},
            {"items": (Item("一", "1"),)},
        ),
        (
            {"type": "checkbox", "items": [{"value": "a"}], "default_value": ["a"]},
            {"default": "a", "items": (Item("a", "a"),)},
        ),
        ({"type": "text", "colour": "red"}, {}),
    ],
)
def test_what_other_hosts_write(attributes: dict[str, Any], expected: dict[str, Any]) -> None:
    (field,) = read_form({"a": {"title": "題", **attributes}}).fields
    assert {name: getattr(field, name) for name in expected} == expected


def field(**attributes: Any) -> dict[str, Any]:
    return {"a": {"type": "text", "title": "題", **attributes}}


REFUSED: list[tuple[Any, type[SchemaProblem]]] = [
    ([], SchemaNotReadable),
    ({"a": 5}, SchemaNotReadable),
    ({"a": {"title": "題"}}, KindUnknown),
    (field(type="signature"), KindUnknown),
    (field(type=["text"]), KindUnknown),
    (field(title="長" * 201), SchemaTooLarge),
    (field(title=5), FieldUnfit),
    (field(required="maybe"), FieldUnfit),
    (field(min_length=-1), FieldUnfit),
    (field(max_length=1.5), FieldUnfit),
    (field(max_length=10**12), FieldUnfit),
    (field(type="number", min="inf"), FieldUnfit),
    (field(type="number", min=True), FieldUnfit),
    (field(type="number", min={}), FieldUnfit),
    (field(type="select"), FieldUnfit),
    (field(type="select", items=[{"title": "値なし"}]), FieldUnfit),
    (field(type="checkbox", items=[{"title": "a", "value": "a,b"}]), FieldUnfit),
    (field(type="radio", items="abc"), FieldUnfit),
    (field(type="select", items=[{"title": "a", "value": str(n)} for n in range(301)]), SchemaTooLarge),
    (field(type="file", max_size="big"), FieldUnfit),
    (field(type="file", max_size="-5MB"), FieldUnfit),
    (field(type="file", multiple=True, max_file_count=0), FieldUnfit),
    (field(type="file", multiple=True, max_file_count=1000), FieldUnfit),
    (field(visible_when={"key": "b"}), FieldUnfit),
    (field(visible_when="b=1"), FieldUnfit),
    (field(type="group", fields={"b": {"type": "group", "title": "枠", "fields": {}}}), SchemaNotReadable),
    (field(type="group", fields={"a": {"type": "text", "title": "同じ"}}), KeyTwice),
    ({f"k{n}": {"type": "text", "title": "題"} for n in range(101)}, SchemaTooLarge),
]


@pytest.mark.parametrize(("schema", "problem"), REFUSED, ids=lambda each: str(each)[:40])
def test_what_is_refused(schema: Any, problem: type[SchemaProblem]) -> None:
    with pytest.raises(problem):
        read_form(schema)


@pytest.mark.parametrize(
    "key",
    [
        "",
        " ",
        "a b",
        "files",
        "conversation_histories",
        "__proto__",
        "constructor",
        '"><script>',
        "a\x00",
        "a/b",
        "[0]",
        "長" * 81,
    ],
)
def test_hostile_keys(key: str) -> None:
    with pytest.raises(KeyUnfit):
        read_form({key: {"type": "text", "title": "題"}})


def test_a_key_twice_in_the_text() -> None:
    with pytest.raises(KeyTwice, match="「a」"):
        read_form_text('{"a": {"type": "text"}, "a": {"type": "number"}}')


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 100_000, '{"a": {"type": "number", "min": NaN}}', " " * 200_001]
)
def test_texts_that_are_no_schema(text: str) -> None:
    with pytest.raises(SchemaProblem):
        read_form_text(text)


@pytest.mark.parametrize(
    ("text", "size"),
    [("4.5MB", 4_718_592), ("5KB", 5_120), ("1gb", 2**30), ("500B", 500), (" 5.8 MB ", 6_081_740)],
)
def test_sizes(text: str, size: int) -> None:
    assert bytes_in(text) == size


@pytest.mark.parametrize("text", ["", "MB", "5", "5TB", "-5MB", "1e9MB", "５MB", "9999999999999MB"])
def test_sizes_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="no size"):
        bytes_in(text)


@given(st.integers(0, 2**33))
def test_a_size_that_is_written_is_read_back(size: int) -> None:
    assert bytes_in(written(size)) == size


@given(st.integers(0, 2**30))
def test_base64_takes_a_third_more(content: int) -> None:
    assert content_bytes(base64_bytes(content)) - content in (0, 1, 2)
