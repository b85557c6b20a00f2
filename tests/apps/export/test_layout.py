"""Where the lines of a text stand on the paper."""

import pytest

from genkan.apps.export.layout import lay_out
from genkan.apps.export.pieces import NewPage, Place, Printed
from genkan.apps.output import Output
from genkan.markdown import Table, words_of
from tests.apps.export.letters import DAY, LETTER, OUTPUT, TITLE


def lines(text: str) -> list[tuple[str, Place, int, int, int]]:
    return [
        (words_of(piece.line), piece.place, piece.rank, piece.indent, piece.first)
        for piece in lay_out(Output(text), title=TITLE, day=DAY)
        if isinstance(piece, Printed)
    ]


def test_a_letter_stands_as_official_letters_do() -> None:
    left, center, right = Place.LEFT, Place.CENTER, Place.RIGHT
    assert lines(LETTER) == [
        ("例総第123号", right, 0, 0, 0),
        ("令和8年11月22日", right, 0, 0, 0),
        ("各課室長　殿", left, 0, 0, 0),
        ("例示省大臣官房総務課長", right, 0, 0, 0),
        ("（公印省略）", right, 0, 0, 0),
        ("旅費規程の改正について（通知）", center, 1, 0, 0),
        ("標記について、下記のとおり改正したので通知します。", left, 0, 0, 1),
        ("記", center, 0, 0, 0),
        ("1　改正の内容", left, 0, 2, -2),
        ("(1)　日当の額を「3,000円」に改める。", left, 0, 5, -4),
        ("ア　令和9年4月1日から適用する。", left, 0, 4, -2),
        ("・添付資料", left, 0, 1, -1),
        ("・新旧対照表", left, 0, 2, -1),
        ("以上", right, 0, 0, 0),
    ]


def test_a_text_without_a_head_gets_its_title_and_the_day() -> None:
    assert lines("本文である。")[:2] == [
        ("令和8年11月22日", Place.RIGHT, 0, 0, 0),
        (TITLE, Place.CENTER, 1, 0, 0),
    ]


def test_a_text_that_begins_with_a_title_keeps_its_own() -> None:
    assert [words for words, *_ in lines("# 議事概要\n\n本文である。")] == [
        "令和8年11月22日",
        "議事概要",
        "本文である。",
    ]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "事務連絡\n令和8年1月1日\n\n例示市長　様\n例示省総務課\n調査への協力について\n本文である。",
            "rrlrcl",
        ),
        ("令和8年１月１日に会議を開催した。", "rcl"),  # a sentence that begins with a day is no head
        ("第1　趣旨\n1　目的\n(1)　背景", "rclll"),
        ("例総第1号\n本文である。以下略。", "rl"),
        ("例総第1号", "r"),
        ("", "rc"),
    ],
)
def test_heads_are_known_by_their_words(text: str, places: str) -> None:
    letters = {Place.LEFT: "l", Place.CENTER: "c", Place.RIGHT: "r"}
    assert "".join(letters[place] for _, place, *_ in lines(text)) == places


def test_numbers_stand_a_character_further_in_for_each_level() -> None:
    found = {
        words: (indent + first)
        for words, _, _, indent, first in lines("第1　趣旨\n1　目的\n(1)　背景\nア　経緯\n(ア)　詳細")
    }
    assert [found[each] for each in ("第1　趣旨", "1　目的", "(1)　背景", "ア　経緯", "(ア)　詳細")] == [
        0,
        1,
        2,
        3,
        4,
    ]


def test_the_first_row_of_a_sentence_is_indented_once() -> None:
    assert [
        first for words, _, _, _, first in lines("　これは文である。\n　これも文である。") if "文" in words
    ] == [1, 1]
    assert ("　" not in words for words, *_ in lines("　これは文である。"))


def test_checks_and_notices_stand_on_a_page_of_their_own() -> None:
    pieces = lay_out(OUTPUT, title=TITLE, day=DAY)
    at = pieces.index(NewPage())
    table = pieces[-1]
    assert isinstance(table, Table)
    assert [words_of(cell) for row in table.rows for cell in row] == [
        "数字の照合", "要確認", "「3,000」は元の資料にありません。", "見出しの網羅", "問題なし", "―",
    ]  # fmt: skip
    assert [words_of(piece.line) for piece in pieces[at + 1 : -1] if isinstance(piece, Printed)] == [
        "出力の確認",
        "・長い資料のため、3つの部分に分けて読みました。",
    ]
    assert NewPage() not in lay_out(Output("本文"), title=TITLE, day=DAY)
