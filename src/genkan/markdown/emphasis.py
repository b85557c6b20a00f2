"""Emphasis in Japanese, where words are not set apart by spaces.

CommonMark lets ``**`` close after punctuation only where a space or punctuation follows, so ``**「重要」**です`` stays
unformatted. Here, as in the "CJK friendly" amendment (github.com/tats-u/markdown-cjk-friendly), Japanese punctuation
counts as a letter, and a Japanese character on the far side of a marker counts as a space.
"""

import unicodedata
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline.emphasis import tokenize as commonmark_emphasis
from markdown_it.rules_inline.state_inline import Delimiter, StateInline

_WIDE = frozenset({"W", "F", "H"})
_MARKER = "*"


class _Neighbour(NamedTuple):
    space: bool
    western_punctuation: bool
    japanese: bool


def allow_japanese_emphasis(markdown: MarkdownIt) -> None:
    """Replace the rule that finds markers of emphasis; what pairs them up stays."""
    markdown.inline.ruler.at("emphasis", _emphasis)


def _emphasis(state: StateInline, silent: bool) -> bool:
    if silent or state.src[state.pos] != _MARKER:
        return commonmark_emphasis(state, silent)
    length = _run_length(state)
    before = _neighbour(state.src[state.pos - 1 : state.pos])
    after = _neighbour(state.src[state.pos + length : state.pos + length + 1])
    for _ in range(length):
        _push_marker(state, length, can_open=_flanks(after, before), can_close=_flanks(before, after))
    state.pos += length
    return True


def _run_length(state: StateInline) -> int:
    end = state.pos
    while end < state.posMax and state.src[end] == _MARKER:
        end += 1
    return end - state.pos


def _neighbour(character: str) -> _Neighbour:
    if not character:
        return _Neighbour(space=True, western_punctuation=False, japanese=False)
    japanese = unicodedata.east_asian_width(character) in _WIDE
    return _Neighbour(
        space=isWhiteSpace(ord(character)),
        western_punctuation=not japanese and (isMdAsciiPunct(ord(character)) or isPunctChar(character)),
        japanese=japanese,
    )


def _flanks(inner: _Neighbour, outer: _Neighbour) -> bool:
    """Whether a marker between the two may stand at the edge of emphasised text on the inner side."""
    if inner.space:
        return False
    return not inner.western_punctuation or outer.space or outer.western_punctuation or outer.japanese


def _push_marker(state: StateInline, length: int, *, can_open: bool, can_close: bool) -> None:
    token = state.push("text", "", 0)
    token.content = _MARKER
    state.delimiters.append(
        Delimiter(
            marker=ord(_MARKER),
            length=length,
            token=len(state.tokens) - 1,
            end=-1,
            open=can_open,
            close=can_close,
        )
    )
