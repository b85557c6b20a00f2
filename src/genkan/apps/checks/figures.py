"""The figures of a text (日付・金額・割合・数), with a value by which different spellings are one."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from genkan.kit import common_year

_ERA = "(?:令和|平成|昭和|大正|明治)"
_DIGITS = r"\d{1,40}+(?:,\d{3}(?!\d))*+(?:\.\d{1,20}+)?+"
_FIGURE = re.compile(
    rf"(?P<date>(?:(?P<era>{_ERA})\s*(?P<years>元|\d{{1,2}})|(?<!\d)(?P<year>\d{{4}}))\s*年(?P<fiscal>度)?"
    r"(?:\s*(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*日)?)?"
    r"|(?<!\d)(?P<slashed>\d{4}[/-]\d{1,2}[/-]\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<within>\d{1,2}月\d{1,2}日))"
    rf"|(?P<amount>(?:{_DIGITS}[兆億万千百]{{1,2}}){{0,3}}{_DIGITS}[兆億万千百]{{0,2}})円"
    rf"|(?P<share>{_DIGITS})\s*(?P<of>%|パーセント|ポイント|割)"
    rf"|(?P<count>{_DIGITS}[兆億万千百]{{0,2}})(?P<unit>[一-龠々ヶァ-ヺー]{{0,2}})"
)
_STEP = re.compile(rf"({_DIGITS})([兆億万千百]{{0,2}})")
_TIMES = {"兆": 10**12, "億": 10**8, "万": 10**4, "千": 10**3, "百": 10**2}


class FigureKind(StrEnum):
    """What a figure tells; the value is its Japanese name."""

    DATE = "日付"
    AMOUNT = "金額"
    SHARE = "割合"
    COUNT = "数"


@dataclass(frozen=True)
class Figure:
    """One figure: ``written`` in normal width, ``value`` the same for every spelling of it."""

    kind: FigureKind
    written: str
    value: str


def figures_in(text: str) -> Iterator[Figure]:
    """Every figure in its order; days of the Japanese calendar have the value of the common one."""
    for match in _FIGURE.finditer(unicodedata.normalize("NFKC", text)):
        if match["date"]:
            yield Figure(FigureKind.DATE, match[0].strip(), _day(match))
        elif match["amount"]:
            yield Figure(FigureKind.AMOUNT, match[0], f"{times_out(match['amount'])}円")
        elif match["share"]:
            yield Figure(FigureKind.SHARE, match[0], _share(match))
        else:
            yield Figure(FigureKind.COUNT, match[0], f"{times_out(match['count'])}{match['unit']}")


def times_out(written: str) -> str:
    """「1億2,300万」 as 「123000000」."""
    total = Decimal(0)
    for step in _STEP.finditer(written):
        value = Decimal(step[1].replace(",", ""))
        for word in step[2]:
            value *= _TIMES[word]
        total += value
    return f"{total.normalize():f}" if total else "0"


def _share(match: re.Match[str]) -> str:
    value = times_out(match["share"])
    if match["of"] == "割":
        return f"{Decimal(value) * 10:f}%"
    return f"{value}ポイント" if match["of"] == "ポイント" else f"{value}%"


def _day(match: re.Match[str]) -> str:
    if match["slashed"]:
        return "-".join(str(int(part)) for part in re.split("[/-]", match["slashed"]))
    if match["within"]:
        return "-".join(re.findall(r"\d+", match["within"]))
    years = match["years"]
    year = common_year(match["era"] or "", 1 if years == "元" else int(years or match["year"]))
    parts = [str(year) + ("年度" if match["fiscal"] else "")]
    return "-".join([*parts, *(str(int(each)) for each in (match["month"], match["day"]) if each)])
