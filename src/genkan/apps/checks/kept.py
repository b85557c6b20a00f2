"""Whether a rewritten text kept what may not change: its numbers, and the provisions and quotations in it."""

import re
import unicodedata
from collections import Counter

from genkan.apps.checks.figures import FigureKind, figures_in
from genkan.apps.checks.judging import failed_by
from genkan.apps.output import Check

_NUMBER = re.compile(r"\d+(?:[,.]\d+)*")
_KANJI = "一二三四五六七八九十百千〇"
_PROVISION = re.compile(
    rf"(?:附則|別表)?第[\d{_KANJI}]{{1,8}}[編章節款条項号](?:の[\d{_KANJI}]{{1,4}})*"
    rf"(?:第[\d{_KANJI}]{{1,8}}[項号](?:の[\d{_KANJI}]{{1,4}})*)*"
)
_QUOTED = re.compile(r"[「『]([^「」『』\n]{2,400})[」』]")
_LAW = re.compile(r"[一-龠ァ-ヺー]{2,40}(?:法律|法|政令|省令|規則|規程|条例|訓令)(?=第|（|\()")


def check_numbers_kept(text: str, source: str) -> Check:
    """Fails where a number came, went or changed; width and separators of thousands do not count."""
    return _compared("数値・日付の不変", _numbers(source), _numbers(text))


def check_dates_kept(text: str, source: str) -> Check:
    """Fails where a date or an amount came, went or changed, whatever its spelling and however often it is said."""
    return _compared("日付・金額の不変", Counter(_dates(source)), Counter(_dates(text)))


def check_references_kept(text: str, source: str) -> Check:
    """Fails where a provision, the law before it, or a quotation came, went or changed."""
    return _compared("条文番号・引用の不変", _references(source), _references(text))


def _compared(label: str, before: Counter[str], after: Counter[str]) -> Check:
    faults = [f"「{each}」がなくなっています。" for each in before - after]
    faults += [f"「{each}」が元の文章にありません。" for each in after - before]
    return failed_by(label, faults)


def _numbers(text: str) -> Counter[str]:
    plain = unicodedata.normalize("NFKC", text)
    return Counter(match.group().replace(",", "") for match in _NUMBER.finditer(plain))


def _dates(text: str) -> dict[str, int]:
    told = (FigureKind.DATE, FigureKind.AMOUNT)
    return {figure.value: 1 for figure in figures_in(text) if figure.kind in told}


def _references(text: str) -> Counter[str]:
    plain = unicodedata.normalize("NFKC", text)
    found = [match.group() for match in _PROVISION.finditer(plain)]
    found += [match.group(1) for match in _QUOTED.finditer(plain)]
    return Counter([*found, *(match.group() for match in _LAW.finditer(plain))])
