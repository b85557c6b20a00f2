"""Numbers as people type them in forms."""

import math
import re
import unicodedata

_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,9})?")


def number_in(value: str) -> float | None:
    """The number in half-width or full-width digits, with or without commas; None where it is none."""
    plain = unicodedata.normalize("NFKC", value).replace(",", "").replace("、", "").strip().replace("−", "-")
    if not _NUMBER.fullmatch(plain):
        return None
    number = float(plain)
    return number if math.isfinite(number) else None
