"""The words of an article that answer a concern best, quoted as they stand."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from genkan.inquiry.answering.rule_words import in_rule_words
from genkan.inquiry.sorting import folded

_SHORTEST = 8
_LONGEST = 300
_HALF_WEIGHT = 300
_CUE = 1.4
_NUMBER_WORD = "[0-9０-９〇一二三四五六七八九十百千万]"
_CUES = (
    (re.compile("いくら|何円|料金|費用|値段"), re.compile(f"{_NUMBER_WORD}円|無料|免除|減額")),
    (
        re.compile("いつ|何日|何[かヶカ]月|何年|期限|期間|どのくらい"),
        re.compile(f"{_NUMBER_WORD}(?:日|[箇か]?月|年|週)|起算"),
    ),
    (re.compile("いつから|数え"), re.compile("起算")),
    (re.compile("どこ|窓口|誰|だれ|担当"), re.compile("課|局|室|窓口|者は|長は")),
)
_EXCEPTION = re.compile(r"ただし|(?:第[一-九十]+項|前[二三]?項)の規定にかかわらず")
_EXCEPTED = 0.8
# A full stop within parentheses ends no sentence.
_SENTENCE = re.compile(r"(?:[^。（(]|[（(][^）)]*[）)]?)+。?")
# The number of an article with its caption, of a paragraph or of an item, which is no part of the words.
_NUMBER = re.compile(
    r"\s*(?:第[0-9０-９一二三四五六七八九十百千]+条(?:の[0-9０-９一二三四五六七八九十]+)*(?:[（(][^）)]*[）)])?"
    r"|[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}|[（(][^）)]{1,40}[）)])(?=\s|$)\s*"
)


def words_that_answer(concern: str, article: str) -> str:
    """One sentence of the article, its beginning and 「…」 where it is long; empty where the article has none."""
    sentences = tuple(dict.fromkeys(_sentences(article)))
    if not sentences:
        return ""
    shares = _shares(f"{concern} {in_rule_words(concern)}", sentences)
    best = sentences[shares.index(max(shares))]
    return best if len(best) <= _LONGEST else best[: _LONGEST - 1] + "…"


def _shares(question: str, sentences: Sequence[str]) -> list[float]:
    """How much of the question each sentence holds, rare pairs of characters first; more where it has what is asked for."""
    bags = [_pairs(sentence) for sentence in sentences]
    known = Counter(pair for bag in bags for pair in bag)
    weights = {pair: math.log(1 + len(bags) / known[pair]) ** 2 for pair in _pairs(question) if pair in known}
    cues = [answer for asked, answer in _CUES if asked.search(question)]
    return [
        sum(weights.get(pair, 0.0) for pair in bag)
        * math.prod(_CUE if cue.search(sentence) else 1.0 for cue in cues)
        * (_EXCEPTED if _EXCEPTION.match(sentence) else 1.0)
        / (1 + len(sentence) / _HALF_WEIGHT)
        for bag, sentence in zip(bags, sentences, strict=True)
    ]


def _pairs(text: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise("".join(folded(text).split()))))


def _sentences(article: str) -> Iterator[str]:
    for line in article.splitlines():
        for found in _SENTENCE.finditer(_without_number(line)):
            sentence = found[0].strip()
            if len(sentence) >= _SHORTEST:
                yield sentence


def _without_number(line: str) -> str:
    while number := _NUMBER.match(line):
        line = line[number.end() :]
        if not number[0]:
            break
    return line
