"""Whether a concern is about what other bodies decide."""

from genkan.inquiry.sorting.packaged import usual_topics
from genkan.inquiry.sorting.proposal import Concern
from genkan.inquiry.sorting.reason import Reason, Why
from genkan.inquiry.sorting.topics import guess_topics, words_of

# The packaged topic whose words are of matters that no rule of the organisation is about.
OUTSIDE = "outside"


def reason_of_others(text: str, concern: Concern) -> Reason | None:
    """Why a concern of the letter belongs to others; None where it does not.

    The packaged topics tell, whatever topics an organisation keeps. Where the concern itself holds nothing of any, its
    letter decides.
    """
    topics = usual_topics()
    for words in (concern.text, text):
        guesses = guess_topics(words, concerns=(), topics=topics)
        if guesses:
            return _reason(words) if guesses[0].value == OUTSIDE else None
    return None


def _reason(text: str) -> Reason:
    found = words_of(text, topic_id=OUTSIDE, topics=usual_topics())
    return Reason(Why.OTHERS_WORD, {"words": found[0]}) if found else Reason(Why.OTHERS)


def has_own_word(text: str) -> bool:
    """Whether a word of any other packaged topic stands in the text: then a rule may say more than its words show."""
    own = [topic for topic in usual_topics() if topic.id != OUTSIDE]
    return any(words_of(text, topic_id=topic.id, topics=own) for topic in own)
