"""Words that say what a number is, in the spelling of the folded text."""

import re
from collections.abc import Iterable

_OTHER_LABELS = (
    "受付番号",
    "文書番号",
    "整理番号",
    "管理番号",
    "照会番号",
    "登録番号",
    "許可番号",
    "法人番号",
    "電話",
    "内線",
    "ファクシミリ",
    "FAX",
    "〒",
    "郵便",
    "金額",
    "期限",
)


def cue(*words: str) -> re.Pattern[str]:
    """A pattern of any of the words, not followed by a word that announces a number of another kind."""
    named, others = _any_of(words), _any_of(_OTHER_LABELS)
    return re.compile(rf"(?:{named})(?!.{{0,40}}(?:{others}))")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word.replace("ー", "-").lower()) for word in words)
