"""Plain text operations that every room needs."""


def normalise_newlines(text: str) -> str:
    """The text with ``\\n`` as its only line end, as browsers send ``\\r\\n``."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def shorten(text: str, *, length: int) -> str:
    """The first line of the text, cut at ``length`` characters with 「…」."""
    line = text.strip().split("\n", 1)[0]
    return line if len(line) <= length else line[: length - 1] + "…"


def storable(text: str) -> str:
    """The text without NUL and lone surrogates, which databases refuse and no reader misses."""
    return text.replace("\x00", "").encode(errors="replace").decode()
