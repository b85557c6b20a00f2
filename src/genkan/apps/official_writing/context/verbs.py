"""Forms of verbs: ら抜き, さ入れ, and 「〜を行う」 where the noun is a verb itself."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from genkan.apps.official_writing.passage import Passage, Spot
from genkan.apps.official_writing.rule import Rule
from genkan.apps.official_writing.word import Word

_BEFORE_RU = "いきぎしじちぢにひびぴみりえけげせぜてでねへべぺめれ"
_ONE_FORM = ("下一段", "上一段", "カ行変格")
_NOTHING = Word(0, 0, "", "", "", "", "", "")
_DOING = {"行う": "する", "行い": "し", "行っ": "し", "行わ": "さ", "行え": "でき"}


def potential_without_ra(passage: Passage, rule: Rule) -> Iterator[Spot]:
    """「食べれる」 for 「食べられる」.

    Verbs whose stem ends in kana of the i or e row are found by themselves, others where ``listed`` has the stem;
    ``phrases`` has those of the i and e row that rightly end in れる.
    """
    stems = frozenset(rule.listed)
    for word, following in pairwise((*passage.words, _NOTHING)):
        stem = word.base[:-2]
        if _is_potential(word) and (stem in stems or _ends_before_ru(stem)) and stem not in rule.phrases:
            yield Spot(word.start, word.end, (f"{stem}ら{word.surface[len(stem) :]}",))
        if word.kind.startswith(_ONE_FORM) and following.base == "れる" and following.pos == "助動詞-*-*-*":
            yield Spot(word.start, following.end, (f"{word.surface}ら{following.surface}",))


def _is_potential(word: Word) -> bool:
    """Whether a word is a verb that says 「can」, and is no entry of its own."""
    is_verb = word.pos.startswith("動詞") and word.kind.startswith("下一段-ラ行")
    return is_verb and word.base.endswith("れる") and word.base != word.usual


def _ends_before_ru(stem: str) -> bool:
    return len(stem) > 1 and stem[-1] in _BEFORE_RU


def causative_with_sa(passage: Passage, rule: Rule) -> Iterator[Spot]:
    """「行かさせて」 for 「行かせて」: させる after a verb of five forms; ``listed`` has short causatives (「行かす」)."""
    short = frozenset(rule.listed)
    for verb, causative in pairwise(passage.words):
        if causative.base == "させる" and verb.kind.startswith("五段") and verb.form.startswith("未然形"):
            yield Spot(verb.start, causative.end, (verb.surface + causative.surface[1:],))
        if causative.base == "せる" and verb.base in short and verb.surface.endswith("さ"):
            yield Spot(verb.start, causative.end, (verb.surface[:-1] + causative.surface,))


def able_to_do(passage: Passage, rule: Rule) -> Iterator[Spot]:
    """「利用することができる」 for 「利用できる」, but not in regulations, where it gives a right; the place is 「することができ…」."""
    words: Sequence[Word] = [] if passage.is_regulation else passage.words
    for number in range(1, len(words) - 3):
        does, thing, particle, able = words[number : number + 4]
        is_wordy = (does.surface, thing.surface, particle.surface, able.base) == (
            "する",
            "こと",
            "が",
            "できる",
        )
        if is_wordy and words[number - 1].pos.startswith(("名詞", "接尾辞")):
            yield Spot(does.start, able.end, (able.surface,))


def doing_of_doings(passage: Passage, rule: Rule) -> Iterator[Spot]:
    """「調査を行う」 for 「調査する」 with nouns of ``listed``; after 「の」 the sentence must be put otherwise by a person."""
    nouns = frozenset(rule.listed)
    words = passage.words
    for number in range(len(words) - 2):
        noun, particle, verb = words[number : number + 3]
        if noun.surface in nouns and particle.surface == "を" and verb.base == "行う":
            yield Spot(noun.start, verb.end, _shorter(words, number))


def _shorter(words: Sequence[Word], number: int) -> tuple[str, ...]:
    noun, _, verb = words[number : number + 3]
    before = words[number - 1].surface if number else ""
    if before in ("の", "な", "た", "する", "及び", "又は") or verb.surface not in _DOING:
        return ()
    return (noun.surface + _DOING[verb.surface],)
