"""The seal: both shares open it, and nothing else does."""

from dataclasses import replace

import pytest

from genkan.evaluation.exam.errors import SealBroken, ShareUnreadable, ShareWrong
from genkan.evaluation.exam.seal import (
    halves_at,
    new_key_pair,
    open_seal,
    public_of,
    seal,
    unwrap,
    wrap,
)
from genkan.evaluation.exam.share import share_bytes, share_text

FIRST, SECOND, STRANGER = new_key_pair(), new_key_pair(), new_key_pair()
SEALED = seal("設問と正答", (FIRST.public, SECOND.public), bound_to="exam")


def halves() -> tuple[bytes, bytes]:
    one = unwrap(SEALED.halves[0], FIRST.private, bound_to="exam")
    return one, unwrap(SEALED.halves[1], SECOND.private, bound_to="exam")


def test_both_shares_open_it_and_the_ciphertext_tells_nothing() -> None:
    assert open_seal(SEALED, halves(), bound_to="exam") == "設問と正答"
    assert public_of(FIRST.private) == FIRST.public
    again = seal("設問と正答", (FIRST.public, SECOND.public), bound_to="exam")
    assert again.content != SEALED.content, "nobody can find out by trial what was sealed"


def test_any_two_of_three_open_it_and_halves_of_two_pairs_do_not() -> None:
    pairs = (FIRST, SECOND, STRANGER)
    envelope = seal("設問と正答", [each.public for each in pairs], bound_to="exam")
    held = {
        (half.own, half.other): unwrap(
            envelope.halves[half.number], pairs[half.own - 1].private, bound_to="exam"
        )
        for place in (1, 2, 3)
        for half in halves_at(place, custodians=3)
    }
    for low, high in ((1, 2), (1, 3), (2, 3)):
        halves = (held[low, high], held[high, low])
        assert open_seal(envelope, halves, bound_to="exam") == "設問と正答"
    with pytest.raises(SealBroken):
        open_seal(envelope, (held[1, 2], held[3, 1]), bound_to="exam")


def test_one_half_waits_for_the_other_custodian_alone() -> None:
    one, other = halves()
    waiting = wrap(one, SECOND.public, bound_to="exam")
    assert unwrap(waiting, SECOND.private, bound_to="exam") == one
    with pytest.raises(ShareWrong):
        unwrap(waiting, FIRST.private, bound_to="exam")
    assert one != other


@pytest.mark.parametrize("private", [SECOND.private, STRANGER.private], ids=["other custodian", "stranger"])
def test_another_share_is_told_from_the_right_one(private: bytes) -> None:
    with pytest.raises(ShareWrong):
        unwrap(SEALED.halves[0], private, bound_to="exam")


def test_what_was_altered_or_moved_does_not_open() -> None:
    one, other = halves()
    flipped = ("A" if SEALED.content[0] != "A" else "B") + SEALED.content[1:]
    with pytest.raises(SealBroken):
        open_seal(replace(SEALED, content=flipped), (one, other), bound_to="exam")
    with pytest.raises(SealBroken):
        open_seal(SEALED, (one, other), bound_to="another exam")
    with pytest.raises(SealBroken):
        open_seal(SEALED, (other, other), bound_to="exam")


def test_a_share_is_copied_by_hand_and_a_slip_is_noticed() -> None:
    text = share_text(FIRST.private)
    assert share_bytes(f" {text.lower().replace('-', ' ')}\n") == FIRST.private
    for place in range(len("GENKAN-"), len(text)):
        if text[place] != "-":
            slip = text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]
            with pytest.raises(ShareUnreadable):
                share_bytes(slip)
    for broken in ("", "GENKAN-", text[:-1], text + "A", "x" * 60):
        with pytest.raises(ShareUnreadable):
            share_bytes(broken)
