"""The kinds of personal data, and a place where one was found."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """A kind of personal data, the gravest first; the value is what the person is shown."""

    MY_NUMBER = "個人番号"
    CREDIT_CARD = "クレジットカード番号"
    BANK_ACCOUNT = "口座番号"
    PASSPORT = "旅券番号"
    RESIDENCE_CARD = "在留カード番号"
    DRIVING_LICENCE = "運転免許証番号"
    PENSION_NUMBER = "基礎年金番号"
    HEALTH_INSURANCE = "被保険者等番号"
    EMAIL = "メールアドレス"
    PHONE = "電話番号"
    ADDRESS = "住所・所在地"
    NAME = "個人の氏名"


ALL_KINDS = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data at ``text[start:end]``; ``value`` is its one normalised spelling."""

    kind: Kind
    start: int
    end: int
    value: str
