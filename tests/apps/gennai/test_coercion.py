"""Values as they travel, held against what the reference host makes of them."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from genkan.apps.gennai.coercion import from_wire, to_wire

CASES = [
    ("123", 123),
    ("-456", -456),
    ("3.14", 3.14),
    ("-2.5", -2.5),
    ("0", 0),
    ("true", True),
    ("false", False),
    ("", ""),
    # What is no number in the eyes of the reference host stays a text.
    ("0123", "0123"),
    ("123abc", "123abc"),
    ("12.34.56", "12.34.56"),
    ("TRUE", "TRUE"),
    ("１２３", "１２３"),
    (" 1", " 1"),
    ("1e5", "1e5"),
    # What a number could not carry back stays a text, too.
    ("1.50", "1.50"),
    ("-0", "-0"),
    ("12345678901234567", "12345678901234567"),
    ("0.10000000000000000001", "0.10000000000000000001"),
]


@pytest.mark.parametrize(("text", "sent"), CASES)
def test_what_is_sent(text: str, sent: object) -> None:
    assert (to_wire(text), type(to_wire(text))) == (sent, type(sent))


@given(st.one_of(st.text(), st.integers().map(str), st.floats().map(str), st.decimals().map(str)))
@example("9007199254740993")
@example("0.000001")
@example("1e-7")
def test_what_is_sent_comes_back(text: str) -> None:
    arrived = json.loads(json.dumps(to_wire(text)))
    expected = text.replace("\x00", "").encode(errors="replace").decode()
    assert from_wire(arrived) == expected


@given(st.integers(-(10**14), 10**14))
def test_numbers_of_other_hosts(number: int) -> None:
    """A host that sends every number as one with a point, as some languages do, means the same."""
    assert from_wire(float(number)) == str(number)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (["a", "b"], "a,b"),
        ([1, True], "1,true"),
        (1e21, "1" + "0" * 21),
        (1e-7, "0.0000001"),
        ({"a": 1}, '{"a":1}'),
    ],
)
def test_what_hosts_send_besides(value: object, text: str) -> None:
    assert from_wire(value) == text


def test_lists_in_lists_are_written_out_however_deep() -> None:
    deep: object = "a"
    for _ in range(100_000):
        deep = [deep]
    assert from_wire([["a", "b"], "c"]) == '[["a","b"],"c"]'
    assert from_wire(deep) == ""
