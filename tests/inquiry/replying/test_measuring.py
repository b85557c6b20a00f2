"""How far a text is from its draft."""

from genkan.inquiry.replying import measures


def test_measures_count_blocks_that_stand_and_citations_that_came_and_went() -> None:
    found = measures(
        "手数料は三百円です。",
        "手数料は二百円です。",
        blocks=["手数料は\n二百円です。", "なくなった文。", " "],
        cited_before=["規程第一条", "規程第二条"],
        cited_after=["規程第二条", "規程第三条"],
    )
    assert (found.edit_distance, found.blocks_used, found.citations_changed) == (0.1, 1, 2)
    assert measures("", "", blocks=(), cited_before=(), cited_after=()).edit_distance is None
