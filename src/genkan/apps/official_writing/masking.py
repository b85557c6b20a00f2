"""What of a text is not looked at: code, addresses, marks of Markdown, and the words of others."""

import re
from collections.abc import Iterator

MASK = "\ue000"
"""Stands for each character that is not looked at, so that places stay; a private character that no rule has."""

_FENCE = re.compile(
    r"^ {0,3}(?P<fence>`{3,}+|~{3,}+)[^\n]*+\n(?:(?! {0,3}(?P=fence))[^\n]*(?:\n|\Z))*+[^\n]*", re.MULTILINE
)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:(?!---)[^\n]*\n){1,100}?---[ \t]*$", re.MULTILINE)
_ELSEWHERE = re.compile(
    r"`[^`\n]+`"
    r"|https?://[!-~]+"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    r"|(?<=\])\([^()\s]{1,2000}\)"
    r"|</?[A-Za-z][^<>\n]{0,500}>"
    r"|<!--[^<>]{0,2000}-->"
    r"|^[ \t]*+(?:\|[ \t]*+)?:?-{3,}+:?[ \t]*+(?:\|[ \t:|-]*+)?$",
    re.MULTILINE,
)
_BRACKET = re.compile(r"[「」『』]|\n\s*\n")
_OPENING = "「『"


def hide_code(text: str) -> str:
    """The text with front matter, code, addresses and marks of Markdown masked, as long as before."""
    for expression in (_FRONT_MATTER, _FENCE, _ELSEWHERE):
        text = expression.sub(_masked, text)
    return text


def hide_quotations(text: str) -> str:
    """The text with what stands in 「」 and 『』 masked; an opening bracket that nothing closes hides nothing."""
    parts: list[str] = []
    reached = 0
    for start, end in _quotations(text):
        parts += [text[reached:start], MASK * (end - start)]
        reached = end
    return "".join([*parts, text[reached:]])


def _masked(match: re.Match[str]) -> str:
    return "".join("\n" if character == "\n" else MASK for character in match.group())


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """The insides of the outermost quotations, in their order."""
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text):
        if bracket.group() in _OPENING:
            opened.append(bracket.end())
        elif len(bracket.group()) > 1:
            opened.clear()
        elif opened:
            start = opened.pop()
            if not opened:
                yield start, bracket.start()
