"""Whether the numbers and days of an output stand in its source."""

import re
import unicodedata

from genkan.apps.checks.judging import noticed_by
from genkan.apps.output import Check

_NUMBER = re.compile(r"\d+(?:[,.]\d+)*")
_LIST_MARK = re.compile(
    r"^[^\S\n]*(?:[-*・]|[(（]?\d{1,2}[.)）．、]|\d{1,2}　|\**問\s*\d{1,2}|[①-⑳])[^\S\n]*", re.MULTILINE
)


def check_numbers(text: str, source: str) -> Check:
    """Names every number of the output that the source does not have; the marks of lists do not count."""
    known = _numbers(source)
    new = sorted(_numbers(_LIST_MARK.sub("", text)) - known)
    return noticed_by("数値・日付の照合", (f"「{each}」は元の資料にありません。" for each in new))


def _numbers(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKC", text)
    return {match.group().replace(",", "") for match in _NUMBER.finditer(plain)}
