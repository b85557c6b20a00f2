"""Words by the form that a dictionary lists, whatever form they have in the text."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from genkan.apps.official_writing.matching.phrases import choices
from genkan.apps.official_writing.passage import Passage, Spot
from genkan.apps.official_writing.rule import Rule
from genkan.apps.official_writing.word import Word

_GOING_ON = ("助動詞", "助詞-接続助詞", "助詞-副助詞", "助詞-係助詞", "補助記号-読点", "動詞", "形容詞")
_ENDINGS = frozenset({"ない", "無い", "ます", "た", "て"})
WordRules = dict[str, list[Rule]]


def by_base(rules: Sequence[Rule]) -> WordRules:
    """The rules that look for each dictionary form."""
    wanted: WordRules = {}
    for rule in rules:
        for base in rule.words:
            wanted.setdefault(base, []).append(rule)
    return wanted


def find_words(passage: Passage, wanted: WordRules) -> Iterator[tuple[Rule, Spot]]:
    """Every word that a rule lists, with its correction in the same form."""
    for word, following in pairwise((*passage.words, None)):
        if word is not None and not word.is_name:
            base, is_noun = _entry(word, following)
            for rule in wanted.get(base, ()):
                if rule.nouns == is_noun:
                    rights = choices(rule.words[base])
                    corrections = tuple(_in_form(word.surface, base, right) for right in rights)
                    yield rule, Spot(word.start, word.end, corrections)


def _entry(word: Word, following: Word | None) -> tuple[str, bool]:
    """The dictionary form of a word, and whether it is used as a noun.

    The analyser takes a title such as 「受付の打切り」 for a verb that goes on, and 「貸付けた」 for a noun; but no noun
    stands before た or ない without a particle.
    """
    if word.pos.startswith("名詞"):
        is_verb = following is not None and following.base in _ENDINGS
        return (f"{word.base}る", False) if is_verb else (word.base, True)
    goes_on = following is not None and following.pos.startswith(_GOING_ON)
    return word.base, word.form == "連用形-一般" and not goes_on


def _in_form(surface: str, base: str, right: str) -> str:
    """「申込み」 of 「申込む」 becomes 「申し込み」 where 「申し込む」 is right: what is conjugated stays."""
    kept = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(base, surface, strict=False)))
    return right[: len(right) - (len(base) - kept)] + surface[kept:]
