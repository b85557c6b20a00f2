"""Whether a translation has every paragraph of its source, and in the other language."""

import re

from genkan.apps.built_in.sentences import paragraphs_of
from genkan.apps.checks import failed_by
from genkan.apps.output import Check

LABEL = "段落の対応"
_KANA = re.compile(r"[ぁ-んァ-ヶ]")
_LETTERS = re.compile(r"[A-Za-z]{3,}")


def check_paragraphs(source: str, translation: str, *, target: str) -> Check:
    """Fails where paragraphs were lost, added, or left as they were; ``target`` is a code such as ``en``."""
    before, after = paragraphs_of(source), paragraphs_of(translation)
    faults: list[str] = []
    if len(before) != len(after):
        faults.append(f"原文は{len(before)}段落、訳文は{len(after)}段落です。")
    left = [number for number, text in enumerate(after, start=1) if _is_left(text, target)]
    faults += [f"訳文の第{number}段落が翻訳されていません。" for number in left]
    return failed_by(LABEL, faults)


def _is_left(text: str, target: str) -> bool:
    """Whether most of a paragraph is still in the language it came from."""
    kana = len(_KANA.findall(text))
    if target == "ja":
        return kana == 0 and len(_LETTERS.findall(text)) >= 3
    return kana * 5 > len(text)
