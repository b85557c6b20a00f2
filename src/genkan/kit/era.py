"""Days in Japanese, and years of the Japanese calendar, as official documents write them."""

from datetime import date

# The first day of each era, the newest first.
_ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
    (date(1868, 10, 23), "明治"),
)
_LETTERS = dict(zip("rhstm", _ERAS, strict=True))
_NAMES = {name: first for first, name in _ERAS} | {letter: first for letter, (first, _) in _LETTERS.items()}


def in_common(day: date) -> str:
    """「2025年4月1日」, as pages write a day."""
    return f"{day.year}年{day.month}月{day.day}日"


def in_era(day: date) -> str:
    """「令和7年4月1日」, as official documents write a day; before the first of these eras as ``in_common``."""
    name, year = _year_of_era(day)
    return f"{name}{year}年{day.month}月{day.day}日" if name else in_common(day)


def in_both(day: date) -> str:
    """「2025年（令和7年）4月1日」, as pages write a day of the law; without the era before the first of these."""
    name, year = _year_of_era(day)
    return f"{day.year}年（{name}{year}年）{day.month}月{day.day}日" if name else in_common(day)


def _year_of_era(day: date) -> tuple[str, str]:
    """The era of a day and its year there, 「元」 for the first; empty before the first era."""
    for first, name in _ERAS:
        if day >= first:
            year = day.year - first.year + 1
            return name, "元" if year == 1 else str(year)
    return "", ""


def common_year(era: str, year: int) -> int:
    """The year of the common calendar; ``era`` is a name (令和), its letter in lower case, or empty."""
    return _NAMES[era].year + year - 1 if era else year
