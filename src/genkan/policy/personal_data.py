"""Finding personal data whose form can be checked: My Number, e-mail, Japanese telephone numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

# Length is kept by every replacement, so that a place in the folded text is a place in the text.
_FOLD = str.maketrans(
    {chr(0xFF01 + offset): chr(0x21 + offset) for offset in range(94)}
    | dict.fromkeys("\u3000\u00a0\u2009\u202f\t\r\n", " ")
    | dict.fromkeys("‐‑‒–—―−ー─ｰ⁃﹣・･", "-")
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", " ")
)
_GAP = r"[ \-./]{0,3}"
_MY_NUMBER = re.compile(rf"(?<!\d)(?=(\d(?:{_GAP}\d){{11}})(?!\d))")
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.){1,8}[A-Za-z]{2,63}"
)
_PHONE_GAP = r"[ \-.()]{0,3}"
_PHONE = re.compile(
    rf"(?<!\d)(?=((?:(?:\+|00)81{_PHONE_GAP}0?{_PHONE_GAP}|\(?0)"
    rf"\d{{1,4}}{_PHONE_GAP}\d{{1,4}}{_PHONE_GAP}\d{{3,4}})(?!\d))"
)
_PHONE_DIGITS = re.compile(r"0[1-9]\d{8}|(?:020|050|060|070|080|090|0800)\d{7,8}")


class Kind(StrEnum):
    """A kind of personal data; the value is what the person is shown."""

    MY_NUMBER = "個人番号"
    EMAIL = "メールアドレス"
    PHONE = "電話番号"


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data at ``text[start:end]``; ``value`` is its one normalised spelling."""

    kind: Kind
    start: int
    end: int
    value: str


def find_personal_data(text: str) -> tuple[Finding, ...]:
    """What is found in the text, in order and without overlap (overlapping finds are joined into one)."""
    folded = text.translate(_FOLD)
    found = [*_my_numbers(folded), *_emails(folded), *_phones(folded)]
    return tuple(_joined(sorted(found, key=lambda finding: (finding.start, -finding.end)), folded=folded))


def my_number_is_valid(digits: str) -> bool:
    """Whether 12 digits end in their check digit (平成26年総務省令第85号第5条)."""
    weights = (*range(2, 8), *range(2, 7))
    remainder = (
        sum(int(digit) * weight for digit, weight in zip(reversed(digits[:11]), weights, strict=True)) % 11
    )
    return int(digits[11]) == (0 if remainder <= 1 else 11 - remainder)


def _my_numbers(folded: str) -> Iterator[Finding]:
    for match in _MY_NUMBER.finditer(folded):
        digits = _digits(match[1])
        if my_number_is_valid(digits):
            yield Finding(Kind.MY_NUMBER, *match.span(1), digits)


def _emails(folded: str) -> Iterator[Finding]:
    for match in _EMAIL.finditer(folded):
        yield Finding(Kind.EMAIL, *match.span(), match[0].lower())


def _phones(folded: str) -> Iterator[Finding]:
    for match in _PHONE.finditer(folded):
        digits = (
            re.sub(r"^(?:00)?81(?:0?)", "0", _digits(match[1])) if _is_abroad(match[1]) else _digits(match[1])
        )
        if _PHONE_DIGITS.fullmatch(digits) and len(digits) in {10, 11}:
            yield Finding(Kind.PHONE, *match.span(1), digits)


def _is_abroad(text: str) -> bool:
    return text.startswith(("+81", "0081"))


def _digits(text: str) -> str:
    """The digits of the text in ASCII, whatever script they are in."""
    return "".join(str(int(character)) for character in text if character.isdecimal())


def _joined(findings: list[Finding], *, folded: str) -> Iterator[Finding]:
    """Overlapping findings become one of the first one's kind, so that no part of any stays readable."""
    pending: Finding | None = None
    for finding in findings:
        if pending is not None and finding.start < pending.end:
            end = max(pending.end, finding.end)
            value = pending.value if end == pending.end else folded[pending.start : end]
            pending = Finding(pending.kind, pending.start, end, value)
            continue
        if pending is not None:
            yield pending
        pending = finding
    if pending is not None:
        yield pending
