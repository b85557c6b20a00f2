"""場合 and とき: the large condition is 場合, the small one inside it とき."""

import re
from collections.abc import Iterator

from genkan.apps.official_writing.passage import Passage, Spot
from genkan.apps.official_writing.rule import Rule

_OUTER = re.compile(r"(?P<word>場合|とき|時)(?:において、?|であって、?|で、かつ、)")
_INNER = re.compile(r"(?<=[うくすつぬふむるいただな])(?P<word>場合|とき|時)(?=は|には|に、|、|に限り|も、)")


def nested_conditions(passage: Passage, rule: Rule) -> Iterator[Spot]:
    """A condition inside a condition whose words are the wrong way round, or twice the same."""
    for sentence in passage.sentences:
        outer = _OUTER.search(passage.text, sentence.start, sentence.end)
        inner = outer and _INNER.search(passage.text, outer.end(), sentence.end)
        if outer and inner:
            pairs = ((outer, "場合"), (inner, "とき"))
            yield from (
                Spot(*match.span("word"), (right,)) for match, right in pairs if match["word"] != right
            )
