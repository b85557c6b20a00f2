"""Options of the form ``name=value``."""

from collections.abc import Sequence

import msgspec

from genkan.cli.errors import PairNotUnderstood


def read_pairs(texts: Sequence[str], *, option: str) -> dict[str, object]:
    """The values by name: JSON where the text is JSON, else the text itself. Raises ``PairNotUnderstood``."""
    return dict(_read(text, option=option) for text in texts)


def _read(text: str, *, option: str) -> tuple[str, object]:
    name, separator, value = text.partition("=")
    if not separator or not name.strip():
        raise PairNotUnderstood(option=option, text=text[:80])
    try:
        return name.strip(), msgspec.json.decode(value)
    except msgspec.DecodeError:
        return name.strip(), value
