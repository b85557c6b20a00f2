"""Reading what a model answered: a list of plain terms, or nothing at all."""

import re
from collections.abc import Iterable, Iterator

import msgspec

from genkan.kit import storable

_LONGEST_ANSWER, _LONGEST_TERM, _MOST_TERMS = 2_000, 40, 8
_FENCED = re.compile(r"```(?:json)?\s*(?P<array>\[.*\])\s*```", re.DOTALL)
_PLAIN = re.compile(r"[\w・、（） -]+")
_LETTER = re.compile(r"[^\W_]")
# What ends like this is said to somebody, and stands in no law.
_SAID = re.compile(r"(?:です|ます|ました|ません|でした|ください|下さい|しろ|せよ)$")


def terms_in(answer: str) -> tuple[str, ...]:
    """At most eight terms of a JSON array of texts, each once; none where the answer is anything else.

    A term has at most 40 characters, all of them letters, digits and a few signs: no quotation marks, which would
    narrow a search, no addresses, no placeholders, no sentences.
    """
    return plain_terms(_texts(answer.strip()))


def plain_terms(texts: Iterable[str]) -> tuple[str, ...]:
    """The terms among texts, whoever gave them; at most eight, each once."""
    return tuple(dict.fromkeys(_plain(texts)))[:_MOST_TERMS]


def _plain(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        term = " ".join(storable(text).split())
        if (
            len(term) <= _LONGEST_TERM
            and _PLAIN.fullmatch(term)
            and _LETTER.search(term)
            and not _SAID.search(term)
        ):
            yield term


def _texts(answer: str) -> list[str]:
    if len(answer) > _LONGEST_ANSWER:
        return []
    fenced = _FENCED.fullmatch(answer)
    try:
        return msgspec.json.decode((fenced["array"] if fenced else answer).encode(), type=list[str])
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return []
