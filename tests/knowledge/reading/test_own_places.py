"""Paragraphs of the own article that a text means, and how printed item numbers are counted."""

import pytest

from genkan.knowledge.reading.own_places import item_number, own_paragraphs

# (text, the paragraph it stands in, what is meant by which words)
OWN = [
    ("前項の規定", 3, [("前項", 2)]),
    ("次項に定める", 3, [("次項", 4)]),
    ("前二項及び前三項", 4, [("前二項", 2), ("前三項", 1)]),
    ("第三項から第五項まで", 1, [("第三項", 3), ("第五項", 5)]),
    ("第１２項及び第12項", 1, [("第１２項", 12), ("第12項", 12)]),
    ("前項の規定", 1, []),
    ("前三項の規定", 3, []),
    ("事項、条項及び別項", 2, []),
]


@pytest.mark.parametrize(("text", "paragraph", "meant"), OWN)
def test_own_paragraphs(text: str, paragraph: int, meant: list[tuple[str, int]]) -> None:
    found = own_paragraphs(text, start=0, end=len(text), paragraph=paragraph)
    assert [(text[one.start : one.end], one.paragraph) for one in found] == meant


def test_only_between_the_two_places() -> None:
    text = "前項、次項、前項"
    assert [one.start for one in own_paragraphs(text, start=3, end=5, paragraph=2)] == [3]


# (as printed, as references count it)
NUMBERS = [
    ("三", "3"),
    ("三の二", "3_2"),
    ("三の二の四", "3_2_4"),
    ("12", "12"),
    ("十一", "11"),
    ("イ", ""),
    ("", ""),
]


@pytest.mark.parametrize(("printed", "counted"), NUMBERS)
def test_item_numbers(printed: str, counted: str) -> None:
    assert item_number(printed) == counted
