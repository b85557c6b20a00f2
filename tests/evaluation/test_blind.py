"""Names are hidden in whole and in streams."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genkan.evaluation import CONCEALED, concealer

NAMES = ("tsuzumi", "tsuzumi 2", "NEC", "Llama-3.1-ELYZA-JP-70B", "富士通", "PLaMo")


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("私は tsuzumi 2 です。", f"私は {CONCEALED} です。"),
        ("私はTSUZUMIです。", f"私は{CONCEALED}です。"),
        ("ｔｓｕｚｕｍｉ２です", f"{CONCEALED}です"),  # full width
        ("tsu-zumi_2", CONCEALED),  # hyphens and underscores
        ("connect, NECESSARY", "connect, NECESSARY"),  # within another word
        ("NECの製品", f"{CONCEALED}の製品"),
        ("富士通です", f"{CONCEALED}です"),
        ("PLaMo2", f"{CONCEALED}2"),  # a number may follow
        ("llama 3.1 elyza jp 70b と tsuzumi", f"{CONCEALED} と {CONCEALED}"),
        ("第十二条　文書は保存する。", "第十二条　文書は保存する。"),
    ],
)
def test_names_are_hidden(text: str, hidden: str) -> None:
    assert concealer(NAMES).conceal(text, ended=True) == hidden


def test_without_names_nothing_is_hidden() -> None:
    assert concealer(()).conceal("tsuzumi", ended=False) == "tsuzumi"


def test_what_may_become_a_name_is_held_back() -> None:
    names = concealer(NAMES)
    assert names.conceal("私はtsu", ended=False) == "私は"
    assert names.conceal("私はtsu", ended=True) == "私はtsu"
    assert names.conceal("私はtsuzumi", ended=False) == "私は"
    assert names.conceal("私はtsuzumi で", ended=False) == f"私は{CONCEALED} で"


PIECES = st.lists(
    st.sampled_from(
        ["tsu", "zumi", " ", "2", "NE", "C", "ne", "c", "富士", "通", "の", "a", "b", "abc", "bcd", "-"]
    )
)


@given(PIECES)
def test_a_longer_text_begins_with_what_was_shown(pieces: list[str]) -> None:
    names = concealer((*NAMES, "abc", "bcd", "通の"))
    text = "".join(pieces)
    shown = [names.conceal(text[:length], ended=False) for length in range(len(text) + 1)]
    for earlier, later in zip(shown, [*shown[1:], names.conceal(text, ended=True)], strict=True):
        assert later.startswith(earlier)
