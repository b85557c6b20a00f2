"""The language of a letter, told by its characters."""

import re

_KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_LATIN = re.compile(r"[A-Za-z]")
# Below this share of kana among what is Japanese or Chinese, the kana are a name or a borrowed word.
_KANA_OF_JAPANESE = 0.1
_ENGLISH = frozenset(
    {"the", "is", "are", "to", "how", "what", "can", "i", "my", "in", "for", "please", "do", "a"}
)
_LEAST_ENGLISH = 2


def language_of(text: str) -> str:
    """``ja``, ``en``, ``zh``, ``ko`` or ``other``; ``ja`` for a text that has no letters."""
    kana, han, hangul, latin = (len(each.findall(text)) for each in (_KANA, _HAN, _HANGUL, _LATIN))
    if hangul > kana + han:
        return "ko"
    if latin > 2 * (kana + han):
        return "en" if _is_english(text) else "other"
    if kana + han == 0:
        return "ja" if not any(map(str.isalpha, text)) else "other"
    return "ja" if kana >= _KANA_OF_JAPANESE * (kana + han) else "zh"


def _is_english(text: str) -> bool:
    words = set(re.findall(r"[a-z]+", text.lower()))
    return len(words & _ENGLISH) >= _LEAST_ENGLISH
