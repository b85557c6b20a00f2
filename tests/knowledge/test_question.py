"""Questions in everyday words."""

import msgspec
import pytest

from genkan.knowledge.index.passages import LONGEST, passages_of
from genkan.knowledge.names.names import Names
from genkan.knowledge.parse import parse
from genkan.knowledge.question.question import understand
from genkan.knowledge.question.synonyms import Entry, Synonyms, load_entries
from genkan.knowledge.search.highlight import Highlighter
from genkan.knowledge.text.normalise import normalise
from genkan.knowledge.text.tokenise import SudachiSegmenter

ENTRIES = (
    Entry(legal=("宿泊費",), everyday=("ホテル", "ホテル代")),
    Entry(legal=("廃棄",), verbs=("捨てる",)),
    Entry(legal=("返還",), verbs=("お金を返す", "返す")),
    Entry(legal=("返却",), verbs=("返す",)),
    Entry(legal=("記録",), everyday=("メモ",)),
)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("ホテルの上限", {"ホテル": ("宿泊費",)}),
        # the longer of two that overlap
        ("ホテル代の上限", {"ホテル代": ("宿泊費",)}),
        # verbs in any inflection
        ("紙を捨てました", {"捨てる": ("廃棄",)}),
        ("捨てなければ", {"捨てる": ("廃棄",)}),
        # a phrase, whatever particles stand in it, before its last word
        ("お金は返しますか", {"お金を返す": ("返還",)}),
        # a word of two entries means either
        ("本を返す", {"返す": ("返還", "返却")}),
        # a part of another word is no word
        ("USBメモリ", {}),
        ("", {}),
    ],
)
def test_everyday_words(
    question: str, found: dict[str, tuple[str, ...]], segmenter: SudachiSegmenter
) -> None:
    normalised = normalise(question)
    readings = Synonyms(ENTRIES, segmenter=segmenter).read(normalised, words=segmenter.cut(normalised))
    assert {reading.everyday: reading.legal for reading in readings} == found


def test_the_list_of_everyday_words_is_sound() -> None:
    entries = load_entries()
    assert len(entries) > 100
    assert all(entry.legal and (entry.everyday or entry.verbs) for entry in entries)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"legal": ["甲"], "everday": ["乙"]}, Entry)


@pytest.mark.parametrize(
    ("query", "is_look_up"),
    [
        ("旅費規程第8条", True),
        ("旅費規程第8条を教えてください。", True),
        ("旅費規程について", True),
        ("旅費規程の宿泊費", False),
        ("宿泊費", False),
        ("", False),
    ],
)
def test_a_look_up_is_a_question_with_nothing_but_names_and_numbers(
    query: str, is_look_up: bool, segmenter: SudachiSegmenter
) -> None:
    synonyms = Synonyms((), segmenter=segmenter)
    question = understand(query, names=Names.of(["旅費規程"]), synonyms=synonyms, segmenter=segmenter)
    assert question.is_look_up is is_look_up


@pytest.mark.parametrize(
    ("text", "terms", "marked"),
    [
        # widths and numerals do not matter
        ("宿泊費は一万九千円", ["19,000円", "宿泊費"], ["宿泊費", "一万九千円"]),
        ("ＵＳＢメモリ", ["usb"], ["ＵＳＢ"]),
        # neighbours are one mark
        ("行政文書", ["行政", "文書"], ["行政文書"]),
        ("宿泊費", [], []),
        ("宿泊費", ["", " "], []),
        ("(a)*+", ["a)*"], ["a)*"]),
    ],
)
def test_marking(text: str, terms: list[str], marked: list[str]) -> None:
    spans = Highlighter(terms).mark(text)
    assert [span.text for span in spans if span.marked] == marked
    assert "".join(span.text for span in spans) == text


def test_passages_are_short_and_lose_nothing() -> None:
    items = "\n".join(
        f"{number} 第{number}の事務に関する長い説明の文章である。" * 1 for number in "一二三四五六七八九"
    )
    text = f"#### 第一条\n\n次に掲げる事務を行う。\n\n{items}\n\n２ " + "とても長い項の文である。" * 60
    article = parse("x.md", content=text.encode()).articles[0]
    passages = passages_of(article)
    assert len(passages) > 3
    assert max(map(len, passages)) <= LONGEST + 100
    joined = "\n".join(passages)
    assert all(line.strip() in joined for line in article.paragraphs[0].items[0].text.split("\n"))
    assert joined.count("とても長い項の文である。") == 60
    assert all(passage.startswith("次に掲げる") for passage in passages[:2])
