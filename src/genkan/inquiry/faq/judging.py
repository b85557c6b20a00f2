"""What keeps an entry from being shown: personal data that a detector finds, and what was left blank."""

from collections.abc import Iterator

from genkan.inquiry.checking import Finding
from genkan.inquiry.checking.own_words import find_blanks, find_others_data
from genkan.inquiry.faq.faq import FaqContent


def blocking_in(content: FaqContent, *, contact: str) -> tuple[Finding, ...]:
    """The places of ``said`` that have to be put otherwise; the contact of the office may be told to everybody."""
    return tuple(sorted(_found(said(content), contact), key=lambda each: each.start))


def said(content: FaqContent) -> str:
    """Question and answer as one text."""
    return f"{content.question}\n{content.answer}"


def _found(text: str, contact: str) -> Iterator[Finding]:
    yield from find_blanks(text)
    yield from find_others_data(text, known=contact)
