"""Which addresses a computer may send to: one mailbox in plain ASCII, with nothing that could end a header."""

import re
import unicodedata

from genkan.inquiry.case import LONGEST_EMAIL

_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_MAILBOX = re.compile(rf"{_LOCAL}@(?:{_LABEL}\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]")
_LONGEST_LOCAL = 64


def mail_address(typed: str) -> str | None:
    """The mailbox that was typed, full-width letters made narrow; None where it is none."""
    address = unicodedata.normalize("NFKC", typed).strip()
    is_one = len(address) <= LONGEST_EMAIL and _MAILBOX.fullmatch(address) is not None
    return address if is_one and address.index("@") <= _LONGEST_LOCAL else None
