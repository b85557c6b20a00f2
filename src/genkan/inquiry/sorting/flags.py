"""What a person must see at once: threats, despair, abuse, the press and legal claims."""

from collections.abc import Iterator, Sequence

from genkan.inquiry.sorting.folding import folded
from genkan.inquiry.sorting.packaged import Sign, pattern_of
from genkan.inquiry.sorting.proposal import Flagged
from genkan.inquiry.sorting.sentences import Sentence, sentences


def find_flags(text: str, *, signs: Sequence[Sign]) -> tuple[Flagged, ...]:
    """Every sign of the lists that the letter shows, in its order."""
    found = (
        flagged
        for sentence in sentences(text)
        for words in (folded(sentence.text),)
        for sign in signs
        for flagged in _signs_in(sentence, words, sign)
    )
    return tuple(sorted(found, key=lambda flagged: (flagged.start, flagged.flag)))


def _signs_in(sentence: Sentence, words: str, sign: Sign) -> Iterator[Flagged]:
    if sign.unless and pattern_of(sign.unless).search(words):
        return
    for match in pattern_of(sign.patterns).finditer(words):
        start, end = match.span()
        yield Flagged(
            sign.flag,
            words=sentence.text[start:end],
            start=sentence.start + start,
            end=sentence.start + end,
            reason=sign.reason,
        )
