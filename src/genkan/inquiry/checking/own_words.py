"""What can be seen in a reply by itself: places left blank, personal data of others, a missing contact."""

import re
from collections.abc import Iterator

from genkan.inquiry.block import PLACES
from genkan.inquiry.checking.finding import Finding, Subject
from genkan.inquiry.drafting import BLANK
from genkan.policy import Kind, find_personal_data

_BLANK = "回答が記入されていません。"
_UNFILLED = "定型文の差込み項目が残っています。内容を記入してください。"
_MASKED = "伏せ字が残っています。元の内容を記入してください。"
_LEFT = (
    (re.compile(re.escape(BLANK)), _BLANK),
    (re.compile(rf"\{{(?:{'|'.join(PLACES)})\}}"), _UNFILLED),
    (re.compile(rf"〔(?:{'|'.join(Kind)})[0-9]+〕"), _MASKED),
)
_PERSONAL = (
    "照会者のものでも連絡先でもない個人情報（{kind}）のようです。第三者に知らせてよいか確認してください。"
)
_NO_CONTACT = "連絡先がありません。照会者が問い合わせる先を記載してください。"


def find_blanks(text: str) -> Iterator[Finding]:
    """The places that nobody has filled: of a draft, of a building block, and those of data that was masked."""
    for pattern, message in _LEFT:
        for found in pattern.finditer(text):
            yield Finding(Subject.BLANK, found.start(), found.end(), message, blocking=True)


def find_others_data(text: str, *, known: str) -> Iterator[Finding]:
    """Personal data that does not stand in ``known``: the citizen's own, and the contact of the office."""
    for found in find_personal_data(text):
        if text[found.start : found.end] not in known:
            details = {"kind": found.kind.value}
            yield Finding(
                Subject.PERSONAL_DATA, found.start, found.end, _PERSONAL, blocking=True, details=details
            )


def find_missing_contact(text: str, *, contact: str) -> Iterator[Finding]:
    """Whether the text says whom the citizen may ask."""
    lines = [line.strip() for line in contact.splitlines() if line.strip()]
    if not lines or not any(line in text for line in lines):
        yield Finding(Subject.BLANK, 0, 0, _NO_CONTACT)
