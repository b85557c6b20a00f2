"""The mould of a stream: endpoints send event after event that differ in nothing but the word that they say."""

import msgspec

from genkan.providers.document import Document, read_document

_PROBE = "試し"
_KEY = b'"content":'
_END = b"\n\n"
_MOST_IN_VAIN = 4


class Mould:
    """What stands before and behind the word in such an event, so that the next word is read without reading the rest.

    JSON is read from left to right: an event that begins and ends like another one says the same, whatever word stands
    between, as long as nothing in the word ends it early.
    """

    __slots__ = ("_after", "_before", "_frame")

    def __init__(self, before: bytes, after: bytes) -> None:
        self._before = before
        self._after = after
        self._frame = len(before) + len(after)

    def word(self, event: bytes) -> str | None:
        """The word of an event of this mould, None for any other. Raises ``UnicodeDecodeError``."""
        before, after = self._before, self._after
        if not (event.startswith(before) and event.endswith(after) and len(event) >= self._frame):
            return None
        word = event[len(before) : -len(after)].decode()
        return word if word.isprintable() and '"' not in word and "\\" not in word else None


class Moulds:
    """The mould of one stream, made anew where its events change; not tried for ever where all of them differ."""

    __slots__ = ("_in_vain", "_mould")

    def __init__(self) -> None:
        self._mould: Mould | None = None
        self._in_vain = 0

    def words(self, piece: bytes) -> str | None:
        """What a piece of nothing but events like the last one says, None for any other. Raises ``UnicodeDecodeError``."""
        mould = self._mould
        if mould is None:
            return None
        words = mould.word(piece)
        if words is None and piece.find(_END) < len(piece) - len(_END):
            words = _together(mould, piece)
        if words is not None:
            self._in_vain = 0
        return words

    def learn(self, event: bytes, document: Document) -> None:
        """See a plain event of one line that is not like the last one, and what it says."""
        if self._in_vain < _MOST_IN_VAIN:
            self._in_vain += 1
            self._mould = mould_of(event, document)


def _together(mould: Mould, piece: bytes) -> str | None:
    """The words of several events, one after another."""
    *events, rest = piece.split(_END)
    words = [mould.word(event + _END) for event in events]
    return None if rest or None in words else "".join(filter(None, words))


def mould_of(event: bytes, document: Document) -> Mould | None:
    """The mould of an event; None where it has none that can be relied on, which a word of our own in its place shows."""
    text = _text_alone(document)
    encoded = msgspec.json.encode(text)
    head, _, tail = event.partition(_KEY)
    value = tail.lstrip(b" ")
    if not text or not value.startswith(encoded):
        return None
    before = head + _KEY + tail[: len(tail) - len(value)] + b'"'
    after = value[len(encoded) - 1 :]
    try:
        probed = read_document((before + _PROBE.encode() + after).removeprefix(b"data:"))
    except msgspec.DecodeError:
        return None
    return Mould(before, after) if _text_alone(probed) == _PROBE else None


def _text_alone(document: Document) -> str:
    """The text of a document that says one and nothing else, which would have to be counted."""
    choices, usage = document.choices or (), document.usage
    if len(choices) != 1 or (usage is not None and usage.prompt_tokens is not None):
        return ""
    choice, words = choices[0], choices[0].delta
    if choice.index or choice.message is not None or words is None or words.refusal or words.tool_calls:
        return ""
    return words.content or ""
