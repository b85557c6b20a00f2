"""What the page of a reply tells in the reader's language: findings at their places, and why a draft failed."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request

from genkan.inquiry.checking import Finding
from genkan.inquiry.drafting import Drafting
from genkan.ui import Pages


@dataclass(frozen=True)
class FindingView:
    """A finding with the words at its place and the number of their line, 0 where the whole is meant."""

    finding: Finding
    words: str
    line: int
    told: str


def failure_told(pages: Pages, request: Request, drafting: Drafting | None) -> tuple[str, str] | None:
    """Why there is no draft and what to do, where it failed."""
    if drafting is None or drafting.failure is None:
        return None
    failure, language = drafting.failure, pages.language(request)
    sentences = (failure.sentence, failure.next_step)
    sentence, next_step = (pages.translate(language, each).format_map(failure.details) for each in sentences)
    return sentence, next_step


def findings_told(
    found: Sequence[Finding], text: str, pages: Pages, request: Request
) -> tuple[FindingView, ...]:
    """The findings in the language of the page, each with the words at its place."""
    language = pages.language(request)
    return tuple(
        FindingView(
            each,
            words=text[each.start : each.end],
            line=text.count("\n", 0, each.start) + 1 if each.end else 0,
            told=pages.translate(language, each.message).format_map(each.details),
        )
        for each in found
    )
