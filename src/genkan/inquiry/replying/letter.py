"""A reply as an official letter: day, number, addressee, subject, and the text."""

import re
from datetime import date

from genkan.inquiry.case import Case
from genkan.inquiry.reply import Reply
from genkan.kit import in_era

# The reply is plain text: what Markdown would read as a sign is a character of it.
_SIGN = re.compile(r"([!-/:-@\[-`{-~])")


def letter_text(case: Case, reply: Reply, *, day: date) -> str:
    """The letter as Markdown, in the order of official documents; the first line of the reply is the addressee."""
    addressee, _, body = reply.text.partition("\n")
    head = (in_era(day), f"受付番号{case.number}", addressee, "お問合せへの回答について")
    lines = "\n".join(map(_plain, body.strip().splitlines()))
    return "\n\n".join((*map(_plain, head), lines))


def _plain(line: str) -> str:
    return _SIGN.sub(r"\\\1", line.strip(" \t"))
