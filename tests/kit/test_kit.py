"""The smallest parts: identifiers, canonical JSON, problems, text."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from genkan.kit import Problem, canonical_json, digest, new_id, normalise_newlines, shorten, storable

START = datetime(2026, 11, 2, tzinfo=UTC)


def test_identifiers_sort_by_the_moment_they_were_made() -> None:
    made = [new_id(lambda n=n: START + timedelta(microseconds=n)) for n in range(3000)]
    assert made == sorted(made)
    assert {UUID(each).version for each in made} == {7}
    assert len({new_id(lambda: START) for _ in range(1000)}) == 1000


def test_canonical_json_does_not_depend_on_the_order_of_keys() -> None:
    assert canonical_json({"b": 1, "a": "条"}) == canonical_json({"a": "条", "b": 1}) == '{"a":"条","b":1}'
    with pytest.raises(ValueError, match="Out of range"):
        canonical_json({"a": float("nan")})


def test_a_digest_is_the_published_one() -> None:
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_problem_fills_its_sentences() -> None:
    class TooLong(Problem):
        sentence = "{length}文字は長すぎます。"
        next_step = "短くしてください。"

    assert str(TooLong(length=3)) == "3文字は長すぎます。 短くしてください。"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("短い", "短い"),
        ("十文字を超える長い題名です", "十文字を超える長い…"),  # ten characters, the mark included
        ("\n一行目\n二行目", "一行目"),
    ],
)
def test_shorten(text: str, short: str) -> None:
    assert shorten(text, length=10) == short


def test_newlines_of_every_system_become_one() -> None:
    assert normalise_newlines("a\r\nb\rc\n") == "a\nb\nc\n"


@given(some.text(alphabet=some.characters(codec=None)))
def test_storable_text_can_be_stored(text: str) -> None:
    stored = storable(text)
    assert "\x00" not in stored
    assert stored.encode().decode() == stored
