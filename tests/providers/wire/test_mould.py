"""The mould of a stream reads of the next event what a reader of the whole event would read, or nothing."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genkan.providers.document import read_document, says_more
from genkan.providers.wire.mould import Mould, Moulds, mould_of

DELTA = '{"id":"c","choices":[{"index":0,"delta":{"content":%s},"logprobs":null,"finish_reason":null}]}'


def event(document: str) -> bytes:
    return f"data: {document}\n\n".encode()


def said(words: str) -> bytes:
    return event(DELTA % json.dumps(words, ensure_ascii=False))


def mould(found: bytes) -> Mould | None:
    return mould_of(found, read_document(found[6:]))


def read(found: bytes) -> str | None:
    """The words of a whole event."""
    choices = read_document(found[6:]).choices or ()
    words = choices[0].delta if choices else None
    return words.content if words else None


@given(st.text(min_size=1), st.text())
def test_what_it_reads_is_what_is_said(first: str, later: str) -> None:
    known = mould(said(first))
    assert known is not None
    try:
        word = known.word(said(later))
    except UnicodeEncodeError:
        return
    assert word in (None, later)
    if later.isprintable() and not set(later) & set('\\"'):
        assert word == later


@given(st.binary(max_size=30))
def test_whatever_stands_in_the_place_of_the_word_is_read_as_the_whole_would_be(words: bytes) -> None:
    known = mould(said("語"))
    assert known is not None
    found = said("語").replace("語".encode(), words)
    try:
        word = known.word(found)
    except UnicodeDecodeError:
        return
    if word is not None:
        assert read(found) == word
        assert says_more(read_document(found[6:]))


NO_MOULD = [
    event('{"choices":[{"index":0,"delta":{"content":""}}]}'),  # no word
    event('{"choices":[{"index":0,"delta":{"content":null}}]}'),
    event('{"choices":[{"index":0,"delta":{"role":"assistant"}}]}'),
    event('{"choices":[{"index":0,"delta":{"content":"\\u8a9e"}}]}'),  # written in escapes
    event(
        '{"choices":[{"index":0,"delta":{"content":"a"}}],"usage":{"prompt_tokens":1}}'
    ),  # tokens to be counted
    event('{"choices":[{"index":0,"delta":{"content":"a","tool_calls":[{}]}}]}'),
    event('{"choices":[{"index":0,"delta":{"content":"a","refusal":"b"}}]}'),
    event('{"choices":[{"index":0,"delta":{"content":"a"},"message":{"role":"assistant"}}]}'),
    event('{"choices":[{"index":1,"delta":{"content":"a"}}]}'),  # another answer than the first
    event('{"choices":[{"delta":{"content":"a"}},{"delta":{"content":"a"}}]}'),  # two answers
    event('{"content":"a","choices":[{"index":0,"delta":{"content":"a"}}]}'),  # another word of the same name
    event(
        '{"x\\"content":"a","choices":[{"index":0,"delta":{"content": "a"}}]}'
    ),  # a name that looks like it
    event('{"choices":[{"delta":{"content":"a","content":"a"}}]}'),  # the last of two counts
]


@pytest.mark.parametrize("found", NO_MOULD)
def test_an_event_that_cannot_be_relied_on_has_none(found: bytes) -> None:
    assert mould(found) is None


@pytest.mark.parametrize("space", ["", " ", "  "])
def test_spaces_before_the_word_belong_to_the_mould(space: str) -> None:
    document = '{"choices":[{"delta":{"content":%s"%s"}}]}'
    known = mould(event(document % (space, "a")))
    assert known is not None
    assert known.word(event(document % (space, "日本"))) == "日本"
    assert known.word(event(document % (space + " ", "日本"))) is None


OTHERS = [
    said("語")[:-1],
    said("語")[6:],
    said("語") + said("語"),
    said("語").replace(b"null", b'"stop"', 2),
    said("語").replace("語".encode(), b'a"},"finish_reason":"stop","x":{"y":"'),
    said("語").replace("語".encode(), b"\\u8a9e"),
    said("語").replace("語".encode(), b"a\nb"),
    b"data: \n\n",
]


@pytest.mark.parametrize("other", OTHERS)
def test_another_event_is_left_to_who_reads_the_whole(other: bytes) -> None:
    known = mould(said("一"))
    assert known is not None and known.word(other) is None


def test_a_word_that_is_not_text_is_told() -> None:
    known = mould(said("一"))
    assert known is not None
    with pytest.raises(UnicodeDecodeError):
        known.word(said("語").replace("語".encode(), b"\xff"))


def test_a_stream_whose_frame_changes_gets_a_new_mould_and_one_that_always_does_is_given_up() -> None:
    moulds = Moulds()
    frames = [said("語").replace(b'"c"', f'"{number}"'.encode()) for number in range(9)]
    for found in frames[:4]:
        assert moulds.words(found) is None
        moulds.learn(found, read_document(found[6:]))
        assert moulds.words(found) == "語"
    for found in frames[4:]:
        assert moulds.words(found) is None
        moulds.learn(found, read_document(found[6:]))
    assert moulds.words(frames[8]) is None


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        (said("一") + said("二") + said("三"), "一二三"),
        (said("一") + said("") + said("三"), "一三"),
        (said("一") + said('"') + said("三"), None),
        (said("一") + said("二")[:-1], None),
        (said("一") + event('{"choices":[]}'), None),
        (said("一") + b": a comment\n\n", None),
    ],
)
def test_events_that_come_together_are_read_together_or_not_at_all(piece: bytes, words: str | None) -> None:
    moulds = Moulds()
    moulds.learn(said("語"), read_document(said("語")[6:]))
    assert moulds.words(piece) == words
