"""Whether a concern is about what other bodies decide."""

from genkan.inquiry.sorting.packaged import usual_topics
from genkan.inquiry.sorting.proposal import Concern
from genkan.inquiry.sorting.topics import guess_topics, words_of

# The packaged topic whose words are of matters that no rule of the organisation is about.
OUTSIDE = "outside"


def reason_of_others(text: str, concern: Concern) -> str:
    """Why a concern of the letter belongs to others, in Japanese; empty where it does not.

    The packaged topics tell, whatever topics an organisation keeps. Where the concern itself holds nothing of any, its
    letter decides.
    """
    topics = usual_topics()
    for words in (concern.text, text):
        guesses = guess_topics(words, concerns=(), topics=topics)
        if guesses:
            return _reason(words) if guesses[0].value == OUTSIDE else ""
    return ""


def _reason(text: str) -> str:
    found = words_of(text, topic_id=OUTSIDE, topics=usual_topics())
    about = f"「{found[0]}」に関すること" if found else "照会の内容"
    return f"{about}は、所管する規程の対象ではないと考えられます。"


def has_own_word(text: str) -> bool:
    """Whether a word of any other packaged topic stands in the text: then a rule may say more than its words show."""
    own = [topic for topic in usual_topics() if topic.id != OUTSIDE]
    return any(words_of(text, topic_id=topic.id, topics=own) for topic in own)
