"""A letter in pieces."""

from genkan.inquiry.letter import Found, Reading
from genkan.inquiry.marking import Piece, pieces_of
from genkan.inquiry.sorting.proposal import Concern, Flag, Flagged, Guess, Proposal
from genkan.policy import Kind

TEXT = "一つ目の問い。二つ目は090-1234-5678へ。"


def reading(
    concerns: tuple[Concern, ...] = (), flags: tuple[Flagged, ...] = (), found: tuple[Found, ...] = ()
) -> Reading:
    return Reading(Proposal(concerns, (), None, Guess("normal", 0.9, ""), flags, "ja"), found)


def test_the_pieces_are_the_whole_letter_in_its_order() -> None:
    marked = reading(
        (Concern(TEXT[:7], 0, 7), Concern(TEXT[7:], 7, 25)),
        (Flagged(Flag.LEGAL, "問い。二つ", 4, 9),),
        (Found(Kind.PHONE, 11, 24),),
    )
    pieces = pieces_of(TEXT, marked)
    assert "".join(piece.text for piece in pieces) == TEXT
    assert [piece.concern for piece in pieces if piece.begins] == [1, 2]
    assert [piece.text for piece in pieces if piece.personal == "電話番号"] == ["090-1234-5678"]
    assert "".join(piece.text for piece in pieces if piece.flag) == "問い。二つ"


def test_a_letter_without_findings_is_one_piece() -> None:
    assert pieces_of(TEXT, reading()) == (Piece(TEXT, 0, begins=False, personal="", flag=""),)


def test_findings_that_overlap_are_both_marked_once() -> None:
    flags = (Flagged(Flag.THREAT, "一つ目の", 0, 4), Flagged(Flag.LEGAL, "目の問い", 2, 6))
    pieces = pieces_of(TEXT, reading(flags=flags))
    assert "".join(piece.text for piece in pieces) == TEXT
    assert [(piece.text, piece.flag) for piece in pieces[:2]] == [
        ("一つ目の", Flag.THREAT.label),
        ("問い", Flag.LEGAL.label),
    ]
