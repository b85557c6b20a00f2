"""How far 「前条」, 「次条」 and 「前二条」 lead, and how that is written."""

_DIGITS = "〇一二三四五六七八九"


def step_of(relative: str, *, unit: str) -> int:
    """「前条」 is -1, 「前二条」 -2, 「次条」 1; 0 for anything else. ``unit`` is 「条」 or 「項」."""
    if relative == f"次{unit}":
        return 1
    several = relative.removeprefix("前").removesuffix(unit)
    return -(_DIGITS.index(several) if several else 1) if relative.startswith("前") else 0


def step_words(step: int) -> str:
    """「前条」 for -1, 「前二条」 for -2, 「次条」 for 1."""
    if step > 0:
        return "次条"
    return "前条" if step == -1 else f"前{_DIGITS[-step]}条"
