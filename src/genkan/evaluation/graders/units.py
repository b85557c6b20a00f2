"""Units of numbers in answers, each as a measure and a factor (単位)."""

from decimal import Decimal
from typing import NamedTuple


class Unit(NamedTuple):
    """``measure`` is what is measured, ``factor`` how many of its smallest unit one of this is."""

    measure: str
    factor: Decimal


NO_UNIT = Unit("", Decimal(1))
_TABLE: dict[str, dict[str, str]] = {
    "share": {"%": "1", "パーセント": "1", "percent": "1", "割": "10"},
    "money": {"円": "1", "yen": "1", "銭": "0.01", "jpy": "1"},
    "months": {"か月": "1", "ヶ月": "1", "ケ月": "1", "カ月": "1", "箇月": "1", "ヵ月": "1", "年間": "12", "か年": "12"},
    "years": {"年": "1", "年度": "1"},
    "month": {"月": "1"},
    "days": {"日間": "1", "日": "1", "週間": "7", "週": "7"},
    "minutes": {"分間": "1", "分": "1", "時間": "60", "秒": "0.0166666666666666666667"},
    "metres": {"m": "1", "メートル": "1", "km": "1000", "キロメートル": "1000", "cm": "0.01", "センチメートル": "0.01", "mm": "0.001"},
    "grams": {"g": "1", "グラム": "1", "kg": "1000", "キログラム": "1000", "トン": "1000000"},
    "people": {"人": "1", "名": "1"},
    "items": {"件": "1", "個": "1", "つ": "1", "本": "1", "枚": "1", "通": "1", "部": "1", "点": "1", "ページ": "1", "頁": "1"},
    "articles": {"条": "1"},
    "paragraphs": {"項": "1"},
    "numbers": {"号": "1"},
    "times": {"回": "1", "度": "1"},
    "multiples": {"倍": "1"},
    "age": {"歳": "1", "才": "1"},
}  # fmt: skip
UNITS = {
    name: Unit(measure, Decimal(factor))
    for measure, names in _TABLE.items()
    for name, factor in names.items()
}
