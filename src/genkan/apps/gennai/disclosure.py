"""The blocks ``:::disclosure{title=…}`` within the Markdown of how to use an app: what opens only when asked for."""

import re
from dataclasses import dataclass

_OPENS = re.compile(r":{3,}\s*disclosure\s*(?:\{(?P<attributes>.*)\})?\s*", re.IGNORECASE)
_TITLE = re.compile(r"title\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^}]*))")
_CLOSES = re.compile(r":{3,}\s*")
_LONGEST_TITLE = 200


@dataclass(frozen=True)
class Part:
    """Some Markdown; with a ``title``, it opens only when asked for."""

    text: str
    title: str = ""


def parts_of(markdown: str, *, untitled: str) -> tuple[Part, ...]:
    """The text in its parts; a block without a title gets ``untitled``, one that is never closed ends with the text."""
    parts, lines, title = list[Part](), list[str](), ""

    def close() -> None:
        text = "\n".join(lines).strip("\n")
        if text:
            parts.append(Part(text, title))
        lines.clear()

    for line in markdown.split("\n"):
        opened = _OPENS.fullmatch(line.strip())
        if opened is not None:
            close()
            title = _title(opened["attributes"] or "") or untitled
        elif title and _CLOSES.fullmatch(line.strip()):
            close()
            title = ""
        else:
            lines.append(line)
    close()
    return tuple(parts)


def _title(attributes: str) -> str:
    found = _TITLE.search(attributes)
    named = next((each for each in found.groups() if each), "") if found else ""
    return named.strip()[:_LONGEST_TITLE]
