"""Letters that belong together share marks; which are proposed, and in which order."""

import pytest

from genkan.inquiry.joining.candidates import MOST_OF_A_TEXT, Holders, Letter, relations_with
from genkan.inquiry.joining.marks import likeness, marks_of_person, marks_of_runs, runs_of
from genkan.inquiry.joining.relation import Ground
from genkan.inquiry.number import numbers_in

LETTER = "先日、情報公開の開示請求をしましたが、手数料はいくらですか。収入印紙で納めるのでしょうか。教えてください。"
OTHER = (
    "図書館の開館時間が短くなったのはなぜですか。仕事の帰りに利用できず困っています。延長を検討してください。"
)


@pytest.mark.parametrize(
    ("changed", "shares"),
    [
        (LETTER, True),
        (LETTER.replace("先日、", "せんじつ "), True),
        (f"  {LETTER}\r\n\r\n", True),
        (LETTER.translate(str.maketrans("、。", "，．")), True),
        (OTHER, False),
        ("ありがとう。", False),
    ],
)
def test_texts_that_say_almost_the_same_share_a_mark(changed: str, shares: bool) -> None:
    marks, others = set(marks_of_runs(runs_of(LETTER))), set(marks_of_runs(runs_of(changed)))
    assert bool(marks & others) is shares


@pytest.mark.parametrize("text", ["", "短い。", "😀" * 5, "\u202e右から左", "よろしくお願いします。"])
def test_short_letters_have_no_mark_of_their_text(text: str) -> None:
    assert marks_of_runs(runs_of(text)) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("taro@example.jp", "TARO@example.jp"),
        ("例示市1-1 090-1234-5678", "０９０－１２３４－５６７８"),
        ("+81 90-1234-5678", "09012345678"),
    ],
)
def test_one_person_is_known_however_the_contact_is_written(one: str, other: str) -> None:
    assert marks_of_person(one) == marks_of_person(other) != ()


def test_marks_do_not_tell_the_address() -> None:
    assert all("taro" not in mark and len(mark) <= 24 for mark in marks_of_person("taro@example.jp"))


def test_what_the_citizen_names_comes_before_what_is_alike() -> None:
    holders = Holders({})
    same, person, named = (
        Letter("1", LETTER),
        Letter("2", LETTER[:30] + OTHER, ("taro@example.jp",)),
        Letter("3", OTHER),
    )
    new = Letter("4", LETTER, ("taro@example.jp",), ((named.case_id, Ground.NUMBER),))
    for each in (same, person, named):
        holders.add(each)
    known = {each.case_id: each.runs for each in (same, person, named, new)}
    found = relations_with(new, holders.add(new), known)
    assert [(each.earlier_id, each.ground) for each in found] == [
        ("3", Ground.NUMBER),
        ("1", Ground.SAME_TEXT),
        ("2", Ground.SAME_PERSON),
    ]
    assert found[1].likeness == 1.0


def test_another_matter_of_the_same_person_is_not_proposed() -> None:
    holders, one, other = (
        Holders({}),
        Letter("1", LETTER, ("a@example.jp",)),
        Letter("2", OTHER, ("a@example.jp",)),
    )
    holders.add(one)
    assert relations_with(other, holders.add(other), {"1": one.runs}) == ()


def test_a_letter_that_thousands_send_is_compared_with_few() -> None:
    holders = Holders({})
    for number in range(100):
        shared = holders.add(Letter(f"{number:03}", LETTER))
    assert len(shared) == MOST_OF_A_TEXT
    assert len(holders.added) == MOST_OF_A_TEXT * len(Letter("", LETTER).marks)


def test_likeness_of_nothing_is_none() -> None:
    assert likeness(runs_of(""), runs_of("")) == 0.0


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("受付番号R8-000012の件ですが、Ｒ８－０００００３も", ("R8-000012",)),
        ("XR8-000012", ()),
        ("R8-000012345678901", ()),
        ("R8-12", ()),
    ],
)
def test_numbers_of_cases_are_found_in_a_text(text: str, numbers: tuple[str, ...]) -> None:
    assert numbers_in(text)[:1] == numbers
