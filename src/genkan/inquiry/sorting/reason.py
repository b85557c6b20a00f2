"""Why something is proposed: a code and the words of the letter that fill its sentence, to be worded on the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Why(StrEnum):
    """Why something is proposed; ``LISTED`` is a sentence of the packaged lists, in ``sentence``."""

    TOPIC_WORDS = "topic_words"
    TOPIC_PAST = "topic_past"
    TOPIC_PARTS = "topic_parts"
    TOPIC_OFFICE = "topic_office"
    DANGER = "danger"
    SAID = "said"
    LISTED = "listed"
    SOON = "soon"
    NO_HASTE = "no_haste"
    OTHERS_WORD = "others_word"
    OTHERS = "others"
    NOTHING_FOUND = "nothing_found"
    FEW_WORDS = "few_words"

    @property
    def sentence(self) -> str:
        """The sentence as a Japanese message id, with places for the values."""
        return _SENTENCES[self]


_SENTENCES = {
    Why.TOPIC_WORDS: "{words}の語が「{topic}」に当たります。",
    Why.TOPIC_PAST: "似た案件{count}件が「{topic}」でした。",
    Why.TOPIC_PARTS: "「{topic}」の語彙に似た言葉があります。",
    Why.TOPIC_OFFICE: "分類「{topic}」を担当する課です。",
    Why.DANGER: "「{words}」とあり、人の生命又は身体に関わるおそれがあります。",
    Why.SAID: "「{words}」とあります。",
    Why.LISTED: "{sentence}",
    Why.SOON: "「{words}」とあり、早めに確認する必要があります。",
    Why.NO_HASTE: "急ぐことを示す言葉は見つかりませんでした。",
    Why.OTHERS_WORD: "「{words}」に関することは、所管する規程の対象ではないと考えられます。",
    Why.OTHERS: "照会の内容は、所管する規程の対象ではないと考えられます。",
    Why.NOTHING_FOUND: "照会の言葉を含む条文は見つかりませんでした。",
    Why.FEW_WORDS: "見つかった条文は、照会の言葉をほとんど含んでいません。",
}


@dataclass(frozen=True)
class Reason:
    """One sentence; ``values`` are the words that fill it, as they stand in the letter or in what is kept."""

    why: Why
    values: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def in_japanese(self) -> str:
        """The sentence with its words."""
        return self.why.sentence.format_map(self.values)
