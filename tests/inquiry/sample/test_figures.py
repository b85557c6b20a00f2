"""What the benchmark reports of sorting holds: without any model, on the half by which nothing was chosen."""

import pytest

from genkan.inquiry.sample import Addressee, Half, SampleInquiry, sample_inquiries
from genkan.inquiry.sorting import Proposal, propose, usual_topics


@pytest.fixture(scope="module")
def sorted_letters() -> list[tuple[SampleInquiry, Proposal]]:
    """Each letter of the reported half with what is proposed about it."""
    return [
        (letter, propose(letter.text, topics=usual_topics(is_city=letter.to is Addressee.CITY)))
        for letter in sample_inquiries()
        if letter.half is Half.REPORTED
    ]


def test_the_topic_is_right_for_four_of_five(sorted_letters: list[tuple[SampleInquiry, Proposal]]) -> None:
    right = [bool(made.topics) and made.topics[0].value == letter.topic for letter, made in sorted_letters]
    assert sum(right) >= 80


def test_every_flagged_letter_is_caught_and_few_others(
    sorted_letters: list[tuple[SampleInquiry, Proposal]],
) -> None:
    shown = [(letter, {each.flag for each in made.flags}) for letter, made in sorted_letters]
    assert not [letter.id for letter, flags in shown if not flags >= set(letter.flags)]
    harmless = [bool(flags) for letter, flags in shown if not letter.flags]
    assert sum(harmless) <= 0.1 * len(harmless)


def test_almost_every_concern_is_found_in_its_letter(
    sorted_letters: list[tuple[SampleInquiry, Proposal]],
) -> None:
    overlaps = [
        any(
            letter.text.index(asked.text) < each.end
            and each.start < letter.text.index(asked.text) + len(asked.text)
            for each in made.concerns
        )
        for letter, made in sorted_letters
        for asked in letter.concerns
    ]
    assert sum(overlaps) >= 0.95 * len(overlaps)
