"""How soon a letter wants an answer, with the reason."""

from collections.abc import Sequence

from genkan.inquiry.sorting.folding import folded
from genkan.inquiry.sorting.packaged import Haste, hastes, pattern_of
from genkan.inquiry.sorting.proposal import Flag, Flagged, Guess
from genkan.inquiry.sorting.reason import Reason, Why
from genkan.inquiry.sorting.sentences import sentences
from genkan.inquiry.urgency import Urgency

# (right + 1) / (all + 2) of the proposals on the tuning half of the sample, by what they were made from.
_BY_FLAG, _BY_WORDS, _BY_NOTHING = 0.94, 0.84, 0.96
_AT_ONCE = (Flag.THREAT, Flag.SELF_HARM)


def guess_urgency(text: str, *, flags: Sequence[Flagged]) -> Guess:
    """The most urgent that a flag or a word of the packaged list asks for; normal where there is none."""
    dangerous = next((each for each in flags if each.flag in _AT_ONCE), None)
    if dangerous:
        return Guess(Urgency.URGENT, _BY_FLAG, reasons=(Reason(Why.DANGER, {"words": dangerous.words}),))
    haste, words = _hasty(text)
    if haste and haste.urgency is Urgency.URGENT:
        return Guess(Urgency.URGENT, _BY_WORDS, reasons=_reasons(words, haste))
    if flags:
        return Guess(Urgency.SOON, _BY_FLAG, reasons=(Reason(Why.SOON, {"words": flags[0].words}),))
    if haste:
        return Guess(haste.urgency, _BY_WORDS, reasons=_reasons(words, haste))
    return Guess(Urgency.NORMAL, _BY_NOTHING, reasons=(Reason(Why.NO_HASTE),))


def _reasons(words: str, haste: Haste) -> tuple[Reason, ...]:
    return Reason(Why.SAID, {"words": words}), Reason(Why.LISTED, {"sentence": haste.reason})


def _hasty(text: str) -> tuple[Haste | None, str]:
    """The first haste in the order of the list, with the words that show it."""
    cut = [(sentence.text, folded(sentence.text)) for sentence in sentences(text)]
    for haste in hastes():
        for written, words in cut:
            match = pattern_of(haste.patterns).search(words)
            if match and not (haste.unless and pattern_of(haste.unless).search(words)):
                return haste, written[match.start() : match.end()]
    return None, ""
