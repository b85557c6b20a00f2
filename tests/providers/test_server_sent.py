"""Events come out the same, however the stream is cut."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genkan.providers.server_sent import EventParser, EventTooLarge

STREAM = (
    ": 注釈\r\ndata: 一\r\n\r\ndata: 二の一\ndata: 二の二\n\nevent: x\nid: 1\ndata:三\n\n\n\ndatabase: no\n\n"
    "data\n\ndata: 四\r\rdata:  五\n\ndata: 六"
).encode()
EVENTS = ["一", "二の一\n二の二", "三", "", "四", " 五", "六"]


@given(st.lists(st.integers(0, len(STREAM)), max_size=20))
def test_any_cut(places: list[int]) -> None:
    parser = EventParser(limit=1000)
    edges = [0, *sorted(places), len(STREAM)]
    found = [data for start, end in pairwise(edges) for data in parser.feed(STREAM[start:end])]

    assert [*found, *parser.close()] == EVENTS


@given(
    st.lists(
        st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), min_size=1), max_size=9
    )
)
def test_what_was_put_in_comes_out(texts: list[str]) -> None:
    parser = EventParser(limit=100_000)
    stream = "".join(f"data: {text}\n\n" for text in texts).encode()

    assert list(parser.feed(stream)) == texts


def test_events_before_a_damaged_one_are_kept() -> None:
    events = EventParser(limit=100).feed(b"data: a\n\ndata: \xff\n\n")

    assert next(events) == "a"
    with pytest.raises(UnicodeDecodeError):
        next(events)


@pytest.mark.parametrize("chunk", [b"data: " + b"x" * 200, b"x" * 200, b"data: xxxxx\n" * 50])
def test_an_event_beyond_the_limit(chunk: bytes) -> None:
    with pytest.raises(EventTooLarge):
        list(EventParser(limit=100).feed(chunk))


def test_many_small_events_are_not_one_large() -> None:
    assert len(list(EventParser(limit=100).feed(b"data: xxxxx\n\n" * 1000))) == 1000
