"""もの where a person is meant (者)."""

from collections.abc import Iterator, Sequence

from genkan.apps.official_writing.passage import Passage, Spot
from genkan.apps.official_writing.rule import Rule
from genkan.apps.official_writing.word import Word

_AFTER = frozenset({"は", "が", "に", "を", "へ", "も", "から"})
# 「〜する者であって、…もの」 and 「〜のうち…もの」 narrow down and are right.
_NARROWED = ("であって", "のうち", "で、")


def things_that_act(passage: Passage, rule: Rule) -> Iterator[Spot]:
    """「申請するものは」: もの that does what only people do (``listed``)."""
    doings = frozenset(rule.listed)
    for sentence in passage.sentences:
        words = passage.words_in(sentence)
        for number, word in enumerate(words[:-1]):
            if word.surface == "もの" and words[number + 1].surface in _AFTER:
                before = passage.text[sentence.start : word.start]
                if _doing(words[:number]) in doings and not any(part in before for part in _NARROWED):
                    yield Spot(word.start, word.end, ("者",))


def _doing(words: Sequence[Word]) -> str:
    """The verb that ends a clause; of 「申請した」 the noun 「申請」."""
    number = len(words) - 1
    while number > 0 and (
        words[number].pos.startswith(("助動詞", "助詞-接続助詞")) or words[number].base == "いる"
    ):
        number -= 1
    if number > 0 and words[number].base == "する":
        number -= 1
    return words[number].base if number >= 0 else ""
