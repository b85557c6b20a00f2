"""Which articles of other laws a law cites, in the ways in which laws name one another."""

import pytest

from genkan.knowledge.index.links import Definition, Link, Links

ACT = "金融商品取引法"
NUMBERED = "昭和23年法律25号"

# the document's title, its texts, the links of the last text
LINKS: tuple[tuple[str, list[str], list[tuple[str, str]]], ...] = (
    # 「法」 in an order that defines nothing is the law it is an order to
    (f"{ACT}施行令", ["法第二十四条第一項に規定する政令で定める期間は、六月とする。"], [(ACT, "24")]),
    (f"{ACT}施行規則", ["令第三条の四の規定により"], [(f"{ACT}施行令", "3_4")]),
    (f"{ACT}第二条に規定する定義に関する内閣府令", ["法第二条第一項"], [(ACT, "2")]),
    # a short name that is given once holds from then on, and before what the title says
    (
        "業務令",
        [f"{ACT}（昭和二十三年法律第二十五号。以下「法」という。）第二条", "法第三条"],
        [(NUMBERED, "3")],
    ),
    ("業務令", [f"それぞれ{ACT}（以下「法」という。）第二条に規定する", "法第三条の二"], [(ACT, "3_2")]),
    # a law named in full, again under the same words, and lists
    (
        "業務令",
        [
            "信書の送達に関する法律（平成十四年法律第九十九号）第二条",
            "信書の送達に関する法律第三条及び第五条",
        ],
        [("平成14年法律99号", "3"), ("平成14年法律99号", "5")],
    ),
    (
        "業務令",
        ["会社法第五条、第六条の二並びに同法第八条第一項"],
        [("会社法", "5"), ("会社法", "6_2"), ("会社法", "8")],
    ),
    # its own articles are no links; nor are those after a full stop
    ("業務令", ["第三条及び前条の規定"], []),
    ("業務令", ["会社法第五条による。第六条は準用しない。"], [("会社法", "5")]),
    # an office's own rules
    ("旅費規程", ["文書管理規程第12条の２第１項"], [("文書管理規程", "12_2")]),
)


@pytest.mark.parametrize(("title", "texts", "links"), LINKS)
def test_articles_of_other_laws_are_found(title: str, texts: list[str], links: list[tuple[str, str]]) -> None:
    assert [tuple(link) for link in Links(title, texts).of(texts[-1])] == links


def test_short_names_are_told_with_what_they_stand_for() -> None:
    texts = ["独立行政法人通則法（平成十一年法律第百三号。以下この条において「通則法」という。）第二条"]
    read = Links("業務令", texts)
    assert read.definitions == (Definition("通則法", "平成11年法律103号"),)
    assert read.parent == ""
    assert Links(f"{ACT}施行令", []).parent == ACT


def test_a_link_is_one_whatever_the_text_repeats() -> None:
    assert Links("業務令", []).of("会社法第五条又は会社法第五条") == (Link("会社法", "5"),)


def test_a_long_text_of_brackets_takes_no_time() -> None:
    assert Links("業務令", ["（" * 20_000]).of("（" * 20_000 + "第一条") == ()
