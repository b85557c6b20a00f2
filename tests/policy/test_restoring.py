"""Placeholders are taken out again, in whole texts and in streams."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genkan.policy import StreamRestorer, restore

ORIGINALS = {
    "〔電話番号1〕": "03-1234-5678",
    "〔電話番号12〕": "090-1111-2222",
    "〔個人番号1〕": "〔電話番号1〕と書いた人の番号",
}
pieces = st.lists(
    st.sampled_from(
        [*ORIGINALS, "〔", "〕", "〔電話番号", "〔電話番号3〕", "〔個人", "1", "番号1〕", "です。", "〔〔"]
    )
    | st.text(max_size=3),
    max_size=12,
)


@given(pieces, st.lists(st.integers(0, 60), max_size=12))
def test_any_split_gives_the_same_as_the_whole(parts: list[str], cuts: list[int]) -> None:
    whole = "".join(parts)
    places = sorted({0, len(whole), *(cut for cut in cuts if cut < len(whole))})
    restorer = StreamRestorer(ORIGINALS)
    heard = [restorer.feed(whole[start:end]) for start, end in itertools.pairwise(places)]

    assert "".join([*heard, restorer.flush()]) == restore(whole, originals=ORIGINALS)


@given(pieces)
def test_character_by_character_no_part_of_a_placeholder_is_shown_before_it_is_known(
    parts: list[str],
) -> None:
    whole = "".join(parts)
    restorer, shown = StreamRestorer(ORIGINALS), ""
    for character in whole:
        shown += restorer.feed(character)
        assert restore(whole, originals=ORIGINALS).startswith(shown)


def test_nothing_is_held_back_longer_than_a_placeholder_could_last() -> None:
    restorer = StreamRestorer(ORIGINALS)

    assert restorer.feed("答えは〔電話") == "答えは"
    assert restorer.feed("番号1") == ""
    assert restorer.feed("〕です") == "03-1234-5678です"
    assert restorer.feed("〔注") == "〔注"
    assert restorer.feed("〔電話番号") == ""
    assert restorer.flush() == "〔電話番号"
    assert restorer.flush() == ""


# A model may invent placeholders, nest them, or repeat one: only what was masked comes back, and only once.
INVENTED = [
    ("〔電話番号7〕", "〔電話番号7〕"),
    ("〔口座番号1〕へ振り込む", "〔口座番号1〕へ振り込む"),
    ("〔〔電話番号1〕〕", "〔03-1234-5678〕"),
    ("〔電話番号1〕〔電話番号1〕", "03-1234-567803-1234-5678"),
    ("〔個人番号1〕", "〔電話番号1〕と書いた人の番号"),
    ("〔電話番号０１〕", "〔電話番号０１〕"),
    ("{電話番号1} [電話番号1]", "{電話番号1} [電話番号1]"),
]


@pytest.mark.parametrize(("answer", "shown"), INVENTED)
def test_an_invented_placeholder_does_no_harm(answer: str, shown: str) -> None:
    restorer = StreamRestorer(ORIGINALS)

    assert restore(answer, originals=ORIGINALS) == shown
    assert "".join(map(restorer.feed, answer)) + restorer.flush() == shown


def test_without_originals_nothing_is_held_back() -> None:
    restorer = StreamRestorer({})

    assert restorer.feed("〔電話番号") == "〔電話番号"
