"""The words of a report in Japanese, which is also the key, and in English; and how numbers are written in both."""

import tomllib
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from genkan.gateway import day_in_japan
from genkan.kit import in_era
from genkan.trial.analysis import Estimate

LANGUAGES = ("ja", "en")
NOTHING = "―"
_LEAST_P = 0.001


class Words:
    """Says everything in one language, ``ja`` or ``en``."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "ja"
        self._english = _english() if self.language == "en" else {}

    def __call__(self, text: str, /, **values: object) -> str:
        """The text with its places filled."""
        return self._english.get(text, text).format_map(values)

    def share(self, value: float | None) -> str:
        """「52.3%」"""
        return NOTHING if value is None else f"{value * 100:.1f}%"

    def level(self, value: float) -> str:
        """「95%」, of a confidence."""
        return f"{value * 100:g}%"

    def interval(self, estimate: Estimate | None) -> str:
        """「49.0～55.6%」"""
        if estimate is None:
            return NOTHING
        return f"{estimate.low * 100:.1f}{self.to}{estimate.high * 100:.1f}%"

    def estimate(self, estimate: Estimate | None) -> str:
        """「52.3%（49.0～55.6%）」"""
        if estimate is None:
            return NOTHING
        return self._with(self.share(estimate.value), self.interval(estimate))

    def plain_estimate(self, estimate: Estimate | None, *, digits: int = 1, unit: str = "") -> str:
        """「12.3分（10.1～14.5分）」"""
        if estimate is None:
            return NOTHING
        low, high = f"{estimate.low:,.{digits}f}", f"{estimate.high:,.{digits}f}"
        return self._with(f"{estimate.value:,.{digits}f}{unit}", f"{low}{self.to}{high}{unit}")

    def number(self, value: float | None, *, digits: int = 0) -> str:
        """「1,234」"""
        return NOTHING if value is None else f"{value:,.{digits}f}"

    def seconds(self, milliseconds: float | None) -> str:
        """「1.2」, of milliseconds."""
        return NOTHING if milliseconds is None else f"{milliseconds / 1000:.1f}"

    def p_value(self, value: float) -> str:
        """「0.012」, and nothing below a thousandth."""
        return self("0.001未満") if value < _LEAST_P else f"{value:.3f}"

    def day(self, moment: datetime | None) -> str:
        """「令和8年11月2日」, or 「2 November 2026」"""
        if moment is None:
            return NOTHING
        return self.date(day_in_japan(moment))

    def date(self, day: date) -> str:
        """The same of a day."""
        return f"{day.day} {day:%B %Y}" if self.language == "en" else in_era(day)

    def iso_date(self, text: str) -> str:
        """The same of a day as ``YYYY-MM-DD``; anything else as it is."""
        try:
            return self.date(date.fromisoformat(text))
        except ValueError:
            return text

    def list(self, names: Sequence[str]) -> str:
        """「甲、乙及び丙」"""
        if len(names) < 2:
            return "".join(names)
        if self.language == "en":
            return f"{', '.join(names[:-1])} and {names[-1]}"
        return f"{'、'.join(names[:-1])}及び{names[-1]}"

    @property
    def to(self) -> str:
        """Between both ends of an interval."""
        return "–" if self.language == "en" else "～"

    def _with(self, value: str, rest: str) -> str:
        return f"{value} ({rest})" if self.language == "en" else f"{value}（{rest}）"


@cache
def _english() -> dict[str, str]:
    content = files("genkan.trial.paper").joinpath("english.toml").read_text("utf-8")
    return {each["ja"]: each["en"] for each in tomllib.loads(content)["words"]}
