"""Everything that is proposed about a letter."""

from collections.abc import Sequence

from genkan.inquiry.sorting.concerns import split_concerns
from genkan.inquiry.sorting.flags import find_flags
from genkan.inquiry.sorting.language import language_of
from genkan.inquiry.sorting.packaged import signs
from genkan.inquiry.sorting.past import Past
from genkan.inquiry.sorting.proposal import Answered, Proposal, Topic
from genkan.inquiry.sorting.topics import guess_office, guess_topics
from genkan.inquiry.sorting.urgency import guess_urgency


def propose(text: str, *, topics: Sequence[Topic], past: Past | Sequence[Answered] = ()) -> Proposal:
    """What the letter asks, what it is about, who answers, how soon, and what a person must see at once.

    ``past`` are cases whose topic a person has confirmed; those alike speak for their topic.
    """
    concerns = split_concerns(text)
    guesses = guess_topics(text, concerns=concerns, topics=topics, past=past)
    flags = find_flags(text, signs=signs())
    return Proposal(
        concerns=concerns,
        topics=guesses,
        office=guess_office(guesses, topics),
        urgency=guess_urgency(text, flags=flags),
        flags=flags,
        language=language_of(text),
    )
