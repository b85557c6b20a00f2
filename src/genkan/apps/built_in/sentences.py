"""Sentences and paragraphs of a text, as people count them."""

import re

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*[」』）)]*")


def sentences_of(text: str) -> list[str]:
    """The sentences without white space around; a line without a full stop is one."""
    return [found for match in _SENTENCE.finditer(text) if (found := match.group().strip())]


def paragraphs_of(text: str) -> list[str]:
    """The lines that are not blank."""
    return [line.strip() for line in text.splitlines() if line.strip()]
