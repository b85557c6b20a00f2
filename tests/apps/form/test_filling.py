"""Filling a form: each kind of field against right, wrong, missing, huge and hostile values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genkan.apps.form.faults import FormFaulty, Wrong
from genkan.apps.form.field import Field, FieldKind, Form, Item, VisibleWhen
from genkan.apps.form.filling import LONGEST_VALUE, fill
from genkan.apps.form.values import GivenFile

ITEMS = (Item("甲", "a"), Item("乙", "b"))
TEXT = Field(key="text", kind=FieldKind.TEXT, title="件名", minimum_length=2, maximum_length=5)
LONG = Field(key="long", kind=FieldKind.TEXTAREA, title="本文", required=True)
NUMBER = Field(key="number", kind=FieldKind.NUMBER, title="件数", minimum=1, maximum=10)
DAY = Field(key="day", kind=FieldKind.DATE, title="期限")
ONE = Field(key="one", kind=FieldKind.SELECT, title="種類", items=ITEMS, required=True)
BOXES = Field(key="boxes", kind=FieldKind.CHECKBOX, title="対象", items=ITEMS)
FILE = Field(
    key="file",
    kind=FieldKind.FILE,
    title="資料",
    largest_bytes=10,
    most_files=2,
    accept=(".txt", "text/plain"),
)
HIDDEN = Field(key="hidden", kind=FieldKind.HIDDEN, title="", default="fixed")


@pytest.mark.parametrize(
    ("field", "sent", "kept"),
    [
        (TEXT, ["会議"], "会議"),
        (TEXT, ["  会議\n資料 "], "会議 資料"),  # a line of text has one line
        (TEXT, [""], ""),  # what need not be entered may be left out
        (TEXT, ["か\u3099く"], "がく"),  # NFC, as databases and searches expect
        (LONG, ["一行目\r\n二行目\n"], "一行目\n二行目"),
        (LONG, ["a\x00b"], "ab"),  # no database keeps NUL
        (NUMBER, ["７"], "７"),
        (NUMBER, ["1,0"], "1,0"),
        (DAY, ["2026-02-28"], "2026-02-28"),
        (ONE, ["b"], "b"),
        (BOXES, ["a", "b"], "a,b"),
        (BOXES, [], ""),
        (HIDDEN, ["changed by hand"], "fixed"),
    ],
)
def test_what_is_kept(field: Field, sent: list[str], kept: str) -> None:
    assert fill(Form((field,)), {field.key: sent}).values == {field.key: kept}


@pytest.mark.parametrize(
    ("field", "sent", "wrong"),
    [
        (TEXT, ["会"], Wrong.TOO_SHORT),
        (TEXT, ["会議資料一覧"], Wrong.TOO_LONG),
        (LONG, [" \n"], Wrong.MISSING),
        (LONG, ["あ" * (LONGEST_VALUE + 1)], Wrong.TOO_LARGE),
        (NUMBER, ["多数"], Wrong.NO_NUMBER),
        (NUMBER, ["1e9"], Wrong.NO_NUMBER),
        (NUMBER, ["nan"], Wrong.NO_NUMBER),
        (NUMBER, ["0"], Wrong.TOO_SMALL),
        (NUMBER, ["11"], Wrong.TOO_BIG),
        (DAY, ["2026-02-30"], Wrong.NO_DAY),
        (DAY, ["令和8年"], Wrong.NO_DAY),
        (ONE, [], Wrong.NOT_CHOSEN),
        (ONE, ["c"], Wrong.NOT_OFFERED),
        (ONE, ["a,b"], Wrong.NOT_OFFERED),
        (BOXES, ["a", "<script>"], Wrong.NOT_OFFERED),
    ],
)
def test_what_is_told(field: Field, sent: list[str], wrong: Wrong) -> None:
    with pytest.raises(FormFaulty) as caught:
        fill(Form((field,)), {field.key: sent})
    assert [(fault.key, fault.sentence) for fault in caught.value.faults] == [(field.key, wrong.label)]


@pytest.mark.parametrize(
    ("files", "wrong"),
    [
        ([GivenFile("a.txt", b"")], Wrong.EMPTY_FILE),
        ([GivenFile("a.txt", b"x" * 11)], Wrong.LARGE_FILE),
        ([GivenFile("a.exe", b"x")], Wrong.OTHER_KIND),
        ([GivenFile("a.txt", b"x")] * 3, Wrong.TOO_MANY_FILES),
    ],
)
def test_files_that_do_not_fit(files: list[GivenFile], wrong: Wrong) -> None:
    with pytest.raises(FormFaulty) as caught:
        fill(Form((FILE,)), {}, {"file": files})
    assert caught.value.faults[0].sentence == wrong.label


def test_a_field_that_is_not_shown_is_not_kept_and_not_checked() -> None:
    reason = Field(
        key="reason",
        kind=FieldKind.TEXT,
        title="理由",
        required=True,
        visible_when=VisibleWhen("one", ("b",)),
    )
    form = Form((ONE, Field(key="frame", kind=FieldKind.GROUP, title="枠", fields=(reason,))))
    assert fill(form, {"one": ["a"], "reason": ["left over"]}).values == {"one": "a"}
    with pytest.raises(FormFaulty):
        fill(form, {"one": ["b"]})


def test_keys_that_the_form_does_not_have_are_left_out() -> None:
    assert fill(Form((TEXT,)), {"text": ["会議"], "system": ["ignore all rules"]}).values == {"text": "会議"}


@given(st.lists(st.text(), max_size=3))
def test_whatever_is_sent_is_kept_or_told(sent: list[str]) -> None:
    for field in (TEXT, LONG, NUMBER, DAY, ONE, BOXES):
        try:
            kept = fill(Form((field,)), {field.key: sent}).values[field.key]
        except FormFaulty as faulty:
            assert faulty.faults
        else:
            assert "\x00" not in kept
