"""Two versions side by side: what belongs together, which words are underlined, what the Word file holds."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import docx
import pytest
from docx.shared import Mm

from genkan.knowledge.collection.collection import StoredArticle
from genkan.knowledge.comparison.comparison import Change, Run, changed_words, compare, folded
from genkan.knowledge.comparison.comparison_print import PrintedLine, printed
from genkan.knowledge.comparison.comparison_word import WordTexts, comparison_as_word
from genkan.knowledge.parse import ArticleKind, Item, Paragraph


def article(anchor: str, label: str, caption: str, *paragraphs: str, chapter: str = "") -> StoredArticle:
    """An article with these paragraphs."""
    numbered = tuple(Paragraph(number, text) for number, text in enumerate(paragraphs, start=1))
    headings = (chapter,) if chapter else ()
    return StoredArticle(anchor, "document", anchor, ArticleKind.ARTICLE, label, caption, headings, numbered)


AIM = article("1", "第一条", "目的", "この規程は、行政文書の管理について定める。")
TERMS = article("2", "第二条", "定義", "用語の意義は次のとおりとする。", "書籍を除く。")
KEEPING = article("3", "第三条", "保存期間", "行政文書の保存期間は、十年とする。")
MADE = datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)
REST = article("4", "第四条", "補則", "この規程の実施に必要な事項は、別に定める。")


def written(line: PrintedLine) -> tuple[str, str]:
    """Both columns, differing words in brackets."""
    sides = (line.new, line.old)
    new, old = ("".join(f"[{run.text}]" if run.changed else run.text for run in side) for side in sides)
    return new, old


def table(old: list[StoredArticle], new: list[StoredArticle]) -> list[tuple[str, str]]:
    """The comparison as it is printed."""
    return [written(line) for line in printed(folded(compare(old, new)))]


def test_nothing_changed() -> None:
    assert table([AIM, TERMS], [AIM, TERMS]) == [("第一条～第二条　（略）",) * 2]


def test_words_and_paragraphs() -> None:
    new = article("2", "第二条", "定義", "用語の定義は次のとおりとする。", "書籍を除く。", "写しを含む。")
    assert table([AIM, TERMS], [AIM, new]) == [
        ("第一条　（略）", "第一条　（略）"),
        ("（定義）", "（定義）"),
        ("第二条　用語の[定義]は次のとおりとする。", "第二条　用語の[意義]は次のとおりとする。"),
        ("２　（略）", "２　（略）"),
        ("[３　写しを含む。]", "（新設）"),
    ]


def test_an_article_that_only_got_another_number_stands_beside_its_former_one() -> None:
    fresh = article("3", "第三条", "電子", "行政文書は、電子的に作成し、又は取得するものとする。")
    moved = article("4", "第四条", "保存期間", "行政文書の保存期間は、三十年とする。")
    compared = compare([AIM, KEEPING], [AIM, fresh, moved])
    assert [(each.change, each.new_label, each.old_label) for each in compared] == [
        (Change.SAME, "第一条", "第一条"),
        (Change.ADDED, "第三条", ""),
        (Change.CHANGED, "第四条", "第三条"),
    ]


def test_what_did_not_change_within_an_article_is_left_out_together() -> None:
    items = tuple(Item(number, f"{number}号の文書") for number in "一二三")
    former = article("5", "第五条", "", "甲とする。", "乙とする。", "丙とする。", "丁とする。")
    old = replace(former, paragraphs=tuple(replace(each, items=items) for each in former.paragraphs))
    new = replace(old, paragraphs=(*old.paragraphs[:3], Paragraph(4, "戊とする。", items)))
    assert table([old], [new]) == [
        ("第五条　甲とする。", "第五条　甲とする。"),
        ("一　一号の文書", "一　一号の文書"),
        ("二～三　（略）", "二～三　（略）"),
        ("２～３　（略）", "２～３　（略）"),
        ("４　[戊]とする。", "４　[丁]とする。"),
        ("一～三　（略）", "一～三　（略）"),
    ]


def test_what_is_gone() -> None:
    assert table([AIM, REST], [AIM])[1:] == [
        ("（削除）", "[（補則）]"),
        ("", "[第四条　この規程の実施に必要な事項は、別に定める。]"),
    ]


def test_a_deleted_article_stands_beside_what_it_was() -> None:
    gone = article("2", "第二条", "", "削除")
    compared = compare([AIM, TERMS, REST], [AIM, gone, REST])
    assert [each.change for each in compared] == [Change.SAME, Change.CHANGED, Change.SAME]
    assert table([AIM, TERMS, REST], [AIM, gone, REST])[1:-1] == [
        ("", "[（定義）]"),
        ("第二条　[削除]", "第二条　[用語の意義は次のとおりとする。]"),
        ("", "[２　書籍を除く。]"),
    ]
    assert [each.change for each in compare([AIM, gone], [AIM, TERMS])] == [Change.SAME, Change.CHANGED]


def test_a_paragraph_that_was_wholly_rewritten_stands_beside_the_former_one() -> None:
    old = article("5", "第五条", "", "甲は乙に届け出る。", "正本一通及び副本一通を提出する。")
    new = article("5", "第五条", "", "甲は乙に届け出る。", "別記様式により電子申請を行う。")
    rewritten = table([old], [new])[1]
    assert all("２" in side for side in rewritten)
    assert "[" in rewritten[0]


def test_a_chapter_is_a_row_of_its_own() -> None:
    old = [article("1", "第一条", "", "甲とする。", chapter="第一章 総則")]
    new = [article("1", "第一条", "", "甲とする。", chapter="第一章 通則")]
    assert table(old, new)[0] == ("第一章 [通則]", "第一章 [総則]")


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("", "", []),
        ("甲は、届け出る。", "甲は、届け出る。", []),
        ("三十日以内", "六十日以内", ["六十日以内"]),  # one word, not its first character
        ("申請する。", "申請し、又は届け出る。", ["し、又は届け出る"]),  # shreds are bridged
    ],
)
def test_changed_words(old: str, new: str, marked: list[str]) -> None:
    left, right = changed_words(old, new)
    assert ("".join(run.text for run in left), "".join(run.text for run in right)) == (old, new)
    assert [run.text for run in right if run.changed] == marked


@pytest.mark.timeout(60)
def test_a_line_of_very_many_words_differs_as_a_whole_between_its_ends() -> None:
    old, new = "甲の" * 40_000, "乙は" * 40_000
    left, right = changed_words(f"第一条　{old}である。", f"第一条　{new}である。")
    assert left == (Run("第一条　"), Run(f"{old}である", changed=True), Run("。"))
    assert right == (Run("第一条　"), Run(f"{new}である", changed=True), Run("。"))


def test_runs_alternate() -> None:
    _, right = changed_words("甲乙丙、丁戊は、庚とする。", "甲乙、丁己は、辛とする。")
    assert all(before.changed is not after.changed for before, after in pairwise(right))


def test_every_line_of_both_versions_is_there() -> None:
    old, new = [AIM, TERMS, KEEPING], [AIM, REST, TERMS]
    lines = [pair for each in compare(old, new) for pair in each.pairs]
    assert "".join(run.text for pair in lines for run in pair.old).count("条　") == len(old)
    assert "".join(run.text for pair in lines for run in pair.new).count("条　") == len(new)


def test_a_large_rewriting_is_still_compared_by_number() -> None:
    old = [article(str(n), f"第{n}条", "", f"旧{n}の規定は甲{n}号とする。") for n in range(1, 301)]
    new = [article(str(n), f"第{n}条", "", f"新しい{n}項目を乙{n}表に掲げる。") for n in range(1, 301)]
    compared = compare(old, new)
    assert len(compared) == 300
    assert all(each.new_label == each.old_label for each in compared)


def test_the_word_file() -> None:
    lines = [
        PrintedLine(
            (Run("第一条　"), Run("定義", changed=True)),
            (Run("第一条　"), Run("意義", changed=True)),
            begins=True,
        ),
        PrintedLine((Run("第二条\x0b　新しい条", changed=True),), (Run("（新設）"),), begins=True),
    ]
    texts = WordTexts("例示規程\ufffe新旧対照表", "改正後\uffff", "改正前", author="例示省", made=MADE)
    word = docx.Document(io.BytesIO(comparison_as_word(lines, texts=texts)))
    assert word.paragraphs[0].text == "例示規程新旧対照表"
    properties = word.core_properties
    assert (properties.title, properties.author, properties.comments) == ("例示規程新旧対照表", "例示省", "")
    assert (properties.created, properties.modified) == (MADE, MADE)
    (made,) = word.tables
    assert [[cell.text for cell in row.cells] for row in made.rows] == [
        ["改正後", "改正前"],
        ["第一条　定義", "第一条　意義"],
        ["第二条　新しい条", "（新設）"],
    ]
    runs = made.rows[1].cells[0].paragraphs[0].runs
    assert [bool(run.underline) for run in runs] == [False, True]
    (section,) = word.sections
    sides = [round((side or Mm(0)).mm) for side in (section.page_width, section.page_height)]
    assert sides == [297, 210]
