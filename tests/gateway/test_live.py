"""The text of an answer that is being written, as those who follow it see it."""

import itertools

import pytest

from genkan.gateway.live import LiveAnswer
from genkan.policy import restore
from tests.conftest import NOON

ORIGINALS = {"〔電話番号1〕": "03-1234-5678", "〔氏名1〕": "例示花子"}
SPOKEN = "〔氏名1〕さんの番号は〔電話番号1〕です。〔注〕〔電話番号2〕は知りません。〔氏名1"


def masked() -> LiveAnswer:
    live = LiveAnswer(lambda: NOON)
    live.mask_was_used(ORIGINALS, notice="伏せました。")
    return live


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_however_it_is_cut_the_whole_is_restored_once_nothing_more_comes(size: int) -> None:
    live = masked()
    for begin in range(0, len(SPOKEN), size):
        live.hear(SPOKEN[begin : begin + size])
    live.settle()
    assert live.text == restore(SPOKEN, originals=ORIGINALS)


def test_the_text_only_grows_and_never_shows_a_piece_of_a_placeholder() -> None:
    live, seen = masked(), [""]
    for letter in SPOKEN:
        live.hear(letter)
        seen.append(live.text)
    assert all(later.startswith(earlier) for earlier, later in itertools.pairwise(seen))
    assert not any(text.endswith(("〔", "〔電話", "〔氏名", "〔電話番号1")) for text in seen)


def test_what_was_not_masked_is_shown_letter_by_letter() -> None:
    live = LiveAnswer(lambda: NOON)
    for shown, letter in enumerate("〔電話番号1〕", start=1):
        live.hear(letter)
        assert len(live.text) == shown


def test_each_piece_is_restored_once_however_often_the_text_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    restored: list[str] = []

    def counted(text: str, *, originals: dict[str, str]) -> str:
        restored.append(text)
        return restore(text, originals=originals)

    monkeypatch.setattr("genkan.policy.placeholder.restore", counted)
    live = masked()
    for _ in range(200):
        live.hear("十文字の文章である。")
        assert live.text
    assert sum(map(len, restored)) == 200 * 10
