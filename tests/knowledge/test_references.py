"""References to articles in every spelling."""

import pytest

from genkan.knowledge.names.names import Names
from genkan.knowledge.question.references import label_of, parse_references

NAMES = Names.of(
    [
        "例示省行政文書管理規程",
        "文書管理規程",
        "旅費規程",
        "個人情報の保護に関する法律",
        "例示省問合せ対応要領",
    ]
)
Expected = list[tuple[str | None, str, int | None, str | None, str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the spellings of one article
        ("文書管理規程第12条第2項", [("文書管理規程", "12", 2, None, "文書管理規程第12条第2項")]),
        ("文書管理規程第十二条第二項", [("文書管理規程", "12", 2, None, "文書管理規程第十二条第二項")]),
        ("文書管理規程 第１２条 第２項", [("文書管理規程", "12", 2, None, "文書管理規程 第１２条 第２項")]),
        ("第十二条", [(None, "12", None, None, "第十二条")]),
        ("12条の2第3項第一号", [(None, "12_2", 3, "1", "12条の2第3項第一号")]),
        ("27条の3②", [(None, "27_3", 2, None, "27条の3②")]),
        ("第２条第１項第３号の２", [(None, "2", 1, "3_2", "第２条第１項第３号の２")]),
        # a name without 「第」 before the number
        ("旅費規程三条", [("旅費規程", "3", None, None, "旅費規程三条")]),
        # names in marks, with their law number, or joined by 「の」
        ("「文書管理規程」第12条", [("文書管理規程", "12", None, None, "文書管理規程」第12条")]),
        ("**文書管理規程**第12条", [("文書管理規程", "12", None, None, "文書管理規程**第12条")]),
        (
            "文書管理規程（令和七年例示省訓令第三号）第12条",
            [("文書管理規程", "12", None, None, "文書管理規程（令和七年例示省訓令第三号）第12条")],
        ),
        ("文書管理規程の第12条", [("文書管理規程", "12", None, None, "文書管理規程の第12条")]),
        # names with hiragana are known or end in a form of law
        (
            "個人情報の保護に関する法律第2条",
            [("個人情報の保護に関する法律", "2", None, None, "個人情報の保護に関する法律第2条")],
        ),
        (
            "公文書等の管理に関する法律第4条",
            [("公文書等の管理に関する法律", "4", None, None, "公文書等の管理に関する法律第4条")],
        ),
        (
            "例示省問合せ対応要領第6条",
            [("例示省問合せ対応要領", "6", None, None, "例示省問合せ対応要領第6条")],
        ),
        # a known name at the end of another law's longer name is not that law
        ("例示市文書管理規程第3条", [("例示市文書管理規程", "3", None, None, "例示市文書管理規程第3条")]),
        ("出張旅費規程第9条", [("出張旅費規程", "9", None, None, "出張旅費規程第9条")]),
        # words that only point at a law belong to no name
        ("当該文書管理規程第3条", [("文書管理規程", "3", None, None, "文書管理規程第3条")]),
        ("この規程第3条", [(None, "3", None, None, "第3条")]),
        # lists and repetitions carry the law on
        (
            "文書管理規程第五条及び第七条。同条第2項も",
            [
                ("文書管理規程", "5", None, None, "文書管理規程第五条"),
                ("文書管理規程", "7", None, None, "第七条"),
                ("文書管理規程", "7", 2, None, "同条第2項"),
            ],
        ),
        (
            "国家公務員法第99条及び同法第100条",
            [
                ("国家公務員法", "99", None, None, "国家公務員法第99条"),
                ("国家公務員法", "100", None, None, "同法第100条"),
            ],
        ),
        # another sentence does not
        (
            "旅費規程第5条。第7条",
            [("旅費規程", "5", None, None, "旅費規程第5条"), (None, "7", None, None, "第7条")],
        ),
        # supplementary provisions
        ("附則第3条", [(None, "s1-3", None, None, "附則第3条")]),
        ("附則第2項", [(None, "s1", 2, None, "附則第2項")]),
        # what is no reference
        ("第三条の一部を改正", [(None, "3", None, None, "第三条")]),
        ("五条から成る", []),
        ("必要な条件", []),
        ("第12条例", []),
        ("同条", []),
        ("", []),
    ],
)
def test_references(text: str, expected: Expected) -> None:
    found = parse_references(text, names=NAMES)
    assert [(r.title, r.article, r.paragraph, r.item, text[slice(*r.place)]) for r in found] == expected


def test_the_article_before_and_this_article() -> None:
    before, this = parse_references("前条第二項及び本条", within="12")
    assert (before.article, before.step, before.paragraph) == ("", -1, 2)
    assert (this.article, this.step) == ("12", 0)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("第十二条の二第三項第一号", "第12条の2第3項第1号"),
        ("附則第三条", "附則第3条"),
        ("附則第二項", "附則第2項"),
        ("第2条第3号の2", "第2条第3号の2"),
    ],
)
def test_labels_are_written_in_one_way(text: str, label: str) -> None:
    assert label_of(parse_references(text)[0]) == label


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一" * 200_000 + "条", 0),
        ("第" * 200_000, 0),
        ("（" * 200_000, 0),
        ("規程の" * 60_000, 0),
        ("第一条の一" * 10_000, 10_000),
    ],
)
def test_hostile_texts_cost_no_more_than_their_length(text: str, found: int) -> None:
    """Each takes seconds, and hours where each place looks at all the others."""
    assert len(parse_references(text, names=NAMES)) == found
