"""How easy a text is: the places that break a rule, and the share of sentences without any."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from genkan.apps.built_in.plain_japanese.guideline import Guideline
from genkan.apps.built_in.sentences import sentences_of
from genkan.apps.official_writing import Analyser
from genkan.apps.official_writing.word import Word

_READING = re.compile(r"[一-龠々]{1,20}[ぁ-ん]{0,10}[（(][ぁ-んァ-ヴー・　 ]+[）)]")
_KANJI = re.compile(r"[一-龠々]+")
_POLITE = re.compile(
    r"(?:です|ます|ません|ました|でした|ましょう|でしょう|ください|ますか|ですか)[。！？!?」』）)]*$"
)
_LIST_LINE = re.compile(r"^\s*(?:[-*・#|>]|[0-9０-９]{1,2}[.．、）)]|[①-⑳])")
_VERBS = ("れる", "られる", "せる", "させる")


@dataclass(frozen=True)
class Hardness:
    """A place that is hard to understand: the sentence, what in it, why, and what to say instead, if known."""

    sentence: str
    found: str
    message: str
    easier: str = ""


@dataclass(frozen=True)
class Examined:
    """What was found in a text of so many sentences."""

    sentences: int
    easy: int
    found: tuple[Hardness, ...]

    @property
    def score(self) -> int:
        """The share of sentences that break no rule, in percent; 100 where there is no sentence."""
        return round(self.easy * 100 / self.sentences) if self.sentences else 100


def examine_ease(text: str, *, guideline: Guideline, analyser: Analyser, readings: bool) -> Examined:
    """Every sentence against every rule; ``readings`` asks for a reading behind each word in kanji."""
    sentences = sentences_of(text)
    found = [tuple(_hard(each, guideline, analyser, readings=readings)) for each in sentences]
    return Examined(
        sentences=len(sentences),
        easy=sum(not each for each in found),
        found=tuple(hardness for each in found for hardness in each),
    )


def _hard(sentence: str, rules: Guideline, analyser: Analyser, *, readings: bool) -> Iterator[Hardness]:
    plain = _without_readings(sentence)
    if len(plain) > rules.length.most:
        message = rules.length.message.format(count=len(plain), most=rules.length.most)
        yield Hardness(sentence, plain, message)
    if plain.endswith("。") and not _POLITE.search(plain) and not _LIST_LINE.match(plain):
        yield Hardness(sentence, plain[-6:], rules.endings.message)
    yield from _by_pattern(sentence, plain, rules)
    yield from _by_words(sentence, plain, rules, analyser.words(plain))
    if readings and (bare := _KANJI.search(_READING.sub("", sentence))):
        yield Hardness(sentence, bare.group(), rules.reading.message)


def _by_pattern(sentence: str, plain: str, rules: Guideline) -> Iterator[Hardness]:
    for rule in rules.patterns:
        for match in re.finditer(rule.pattern, plain):
            if match.group() not in rule.known:
                yield Hardness(sentence, match.group(), rule.message)
    yield from (
        Hardness(sentence, word, rules.honorific.message) for word in rules.honorific.words if word in plain
    )


def _by_words(sentence: str, plain: str, rules: Guideline, words: Sequence[Word]) -> Iterator[Hardness]:
    for word in words:
        if word.pos.startswith("助動詞") and word.base in _VERBS:
            yield Hardness(sentence, plain[max(0, word.start - 4) : word.end], rules.passive.message)
    for hard, easier in rules.words.easier.items():
        if hard in plain:
            yield Hardness(sentence, hard, rules.words.message, easier)


def _without_readings(sentence: str) -> str:
    """The sentence as it is read aloud: readings behind words in kanji do not make it longer."""
    return re.sub(r"(?<=[一-龠々ぁ-ん])[（(][ぁ-んァ-ヴー・　 ]+[）)]", "", sentence)
