"""The gaps of a prompt template: 「{{ 会議名 }}」 stands for what a person fills in."""

import re
from collections.abc import Mapping

MOST_GAPS = 20
_GAP = re.compile(r"\{\{([^{}\n]{1,80})\}\}")


def gaps_in(text: str) -> tuple[str, ...]:
    """The names of the gaps, each once, in the order of the text."""
    return tuple(dict.fromkeys(name for match in _GAP.finditer(text) if (name := match[1].strip())))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its gaps filled; a gap without a value stays as it is. Values are never read for gaps."""
    return _GAP.sub(lambda match: values.get(match[1].strip(), "") or match[0], text)
