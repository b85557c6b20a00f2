"""The 200 letters as they are delivered: what they name exists, and the halves are balanced."""

from collections import Counter
from importlib.resources import files

import msgspec
import pytest

from genkan.inquiry.sample import Addressee, Half, read_inquiries, sample_inquiries
from genkan.inquiry.sorting import Flag, usual_topics
from genkan.knowledge import parse
from genkan.policy import find_personal_data

LETTERS = sample_inquiries()
HALVES = tuple(tuple(letter for letter in LETTERS if letter.half is half) for half in Half)
FOLDERS = {Addressee.MINISTRY: "reijisho", Addressee.CITY: "reijishi"}


def articles(folder: str) -> frozenset[str]:
    """Every article of the sample regulations in a folder, as documents cite it."""
    regulations = (
        parse(file.name, content=file.read_bytes())
        for file in (files("genkan.knowledge") / "sample" / folder).iterdir()
    )
    return frozenset(
        regulation.title + article.label for regulation in regulations for article in regulation.articles
    )


def test_there_are_two_hundred_letters_with_ids_of_their_own() -> None:
    assert (
        len(LETTERS) == len({letter.id for letter in LETTERS}) == len({each.text for each in LETTERS}) == 200
    )


@pytest.mark.parametrize("to", Addressee)
def test_every_article_named_is_one_of_the_addressee_s(to: Addressee) -> None:
    known = articles(FOLDERS[to])
    named = {
        article
        for letter in LETTERS
        if letter.to is to
        for concern in letter.concerns
        for article in concern.articles
    }
    assert len(named) > 10
    assert named <= known


def test_every_concern_stands_verbatim_in_its_letter_and_in_its_order() -> None:
    for letter in LETTERS:
        places = [letter.text.index(concern.text) for concern in letter.concerns]
        assert places == sorted(set(places)), letter.id


def test_topics_and_offices_are_the_packaged_ones() -> None:
    offices = {
        to: {topic.id: topic.office for topic in usual_topics(is_city=to is Addressee.CITY)}
        for to in Addressee
    }
    for letter in LETTERS:
        assert offices[letter.to][letter.topic] == letter.office, letter.id


def test_there_is_enough_of_everything() -> None:
    flagged = [letter for letter in LETTERS if letter.flags]
    assert sum(letter.has_no_rule for letter in LETTERS) == 30
    assert len(flagged) >= 25
    assert {flag for letter in flagged for flag in letter.flags} == set(Flag)
    assert sum(bool(letter.looks_like) for letter in LETTERS) >= 25
    assert sum(len(letter.concerns) > 1 for letter in LETTERS) >= 60
    assert sum(bool(find_personal_data(letter.text)) for letter in LETTERS) >= 3


def test_what_looks_like_a_flag_is_none() -> None:
    assert not [letter.id for letter in LETTERS if letter.looks_like and letter.flags]


def test_the_halves_are_balanced() -> None:
    for kind in ("has_no_rule", "flags", "looks_like"):
        shares = [sum(bool(getattr(letter, kind)) for letter in half) for half in HALVES]
        assert min(shares) >= 12, kind
        assert max(shares) - min(shares) <= 4, kind


def test_each_half_has_a_hundred_letters_of_every_topic() -> None:
    tuning, reported = (Counter(letter.topic for letter in half) for half in HALVES)
    assert tuning.total() == reported.total() == 100
    assert set(tuning) == set(reported)
    assert all(abs(tuning[topic] - reported[topic]) <= 3 for topic in tuning)


def test_an_unknown_key_is_refused() -> None:
    line = msgspec.json.encode({"id": "x", "colour": "red"})
    with pytest.raises(msgspec.ValidationError):
        read_inquiries(line)
