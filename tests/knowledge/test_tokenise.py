"""Texts to terms."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from genkan.knowledge.text.normalise import normalise
from genkan.knowledge.text.tokenise import SudachiSegmenter, pairs, tokenise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # overlapping pairs of a run
        ("文書管理", ("文書", "書管", "管理")),
        # a full stop ends a run
        ("文書。管理", ("文書", "管理")),
        # numbers alone and with their unit; the run goes on with the unit
        ("第十二条の二", ("12", "12条", "条の", "2")),
        # Latin words stay whole, in one case and width
        ("ＵＳＢメモリ", ("usb", "メモ", "モリ")),
        ("Wi-Fi", ("wi-fi",)),
        # a single kanji stands alone, a single hiragana says nothing
        ("印", ("印",)),
        ("を", ()),
        # other scripts character by character
        ("한글", ("한", "글")),
        # symbols are nothing
        ("！？…★", ()),
        ("", ()),
    ],
)
def test_pairs(text: str, expected: tuple[str, ...]) -> None:
    assert pairs(normalise(text)) == expected


def test_words_are_base_forms_without_particles(segmenter: SudachiSegmenter) -> None:
    terms = tokenise("職員は、承認を受けなければならない。", segmenter=segmenter)
    assert terms.words[:3] == ("職員", "承認", "受ける")
    assert not {"は", "を", "、", "。"} & set(terms.words)


def test_inflections_share_one_word(segmenter: SudachiSegmenter) -> None:
    words = [set(tokenise(text, segmenter=segmenter).words) for text in ("捨てる", "捨てました", "捨てて")]
    assert words[0] & words[1] & words[2]


def test_words_lie_where_they_stand_in_long_texts(segmenter: SudachiSegmenter) -> None:
    text = "文書を保存する。" * 3_000
    words = segmenter.cut(text)
    assert all(text[word.start : word.end] for word in words)
    assert words[-1].end == len(text)


def test_one_dictionary_serves_several_threads(segmenter: SudachiSegmenter) -> None:
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(segmenter.cut, ["旅費を請求する。"] * 40))
    assert len(set(results)) == 1
