"""A letter split into its concerns: the sentences that ask for something."""

import re
from collections.abc import Iterator
from itertools import islice

from genkan.inquiry.sorting.folding import folded
from genkan.inquiry.sorting.proposal import Concern
from genkan.inquiry.sorting.sentences import Sentence, sentences

# Every concern is searched for; a letter of a hundred thousand characters may ask thousands of things.
_MOST_CONCERNS = 30
_ASKS = re.compile(
    r"か[。?]*$|か[?。]|\?|でしょう[。]?$|教えて|教示|知りたい|伺いたい|お聞きしたい|尋ねたい"
    r"|(示|明らかに|説明|公表|開示|回答|答え)(して|し|を)?(くだ|下さ|され|せよ|しろ|ろ[。よ]?$|求め)"
    r"|(して|って|んで|いて)(ください|下さい|ほしい|欲しい|もらいたい)|(しろ|止めろ|やめろ|守れ|答えろ|返せ)[。!]?$"
    r"|との要求|質問あり|を知りたいとのこと|(how|what|when|where|can i|could|please tell)\b|吗|请问|多少|什么"
)
_POLITE = re.compile(
    r"^(どうぞ|何卒|以上、?)?(よろしく|宜しく)|^お願い(いた|致)?します|^(お手数|御多忙|恐縮|恐れ入)|御?連絡(ください|下さい)"
    r"|^まとめて教えて|^(わかりやすく|分かりやすく|すぐ)?教えて(ください|下さい)|おねがいします|^根拠を示して"
)
_NUMBER = re.compile(r"^(?:[0-9０-９]{1,2}[.．、)）\s]|[①-⑳]|[・●■◆○-])\s*")


def split_concerns(text: str) -> tuple[Concern, ...]:
    """What a letter asks, in its order, the first thirty; the whole letter where no sentence asks; none for an empty one."""
    cut = sentences(text)
    found = tuple(islice(_concerns(cut), _MOST_CONCERNS))
    if found or not cut:
        return found
    start, end = cut[0].start, cut[-1].end
    return (Concern(text[start:end], start, end),)


def _concerns(cut: tuple[Sentence, ...]) -> Iterator[Concern]:
    for sentence in cut:
        words = folded(sentence.text)
        if _ASKS.search(words) and not _POLITE.search(words):
            number = _NUMBER.match(sentence.text)
            skipped = number.end() if number else 0
            yield Concern(sentence.text[skipped:], sentence.start + skipped, sentence.end)
