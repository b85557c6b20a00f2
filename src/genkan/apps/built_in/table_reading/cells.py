"""Numbers as they stand in the cells of official tables."""

import re
import unicodedata
from decimal import Decimal

_NUMBER = re.compile(
    r"(?P<minus>[-−△▲]?)\s*+[¥\\]?\s*+(?P<digits>\d{1,3}(?:,\d{3}){1,12}|\d{1,40})(?P<part>\.\d{1,20})?"
    r"\s*(?:[^\d\s.,%/:-]{1,4})?"
)


def number_of(cell: str) -> Decimal | None:
    """「△1,200」, 「(1,200)」, 「1,200千円」; None for a share, a date, a word or nothing."""
    plain = unicodedata.normalize("NFKC", cell).strip()
    bracketed = plain.startswith("(") and plain.endswith(")")
    found = _NUMBER.fullmatch(plain.strip("()") if bracketed else plain)
    if found is None or _is_day(plain):
        return None
    value = Decimal(found["digits"].replace(",", "") + (found["part"] or ""))
    return -value if found["minus"] or bracketed else value


def shown(value: Decimal) -> str:
    """With separators of thousands, and no more decimals than it has."""
    return f"{value.normalize():,f}" if value else "0"


def _is_day(plain: str) -> bool:
    return plain.endswith(("年", "月", "日", "年度", "条", "項", "号", "位", "番"))
