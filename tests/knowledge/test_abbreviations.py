"""The list of common abbreviations."""

from collections import Counter

from genkan.knowledge.names.abbreviations import common_abbreviations
from genkan.knowledge.names.names import name_key

# Abbreviations that stand for several laws in daily use; a search gives all of them.
_SHARED = {"品確法", "通則法", "徴収法"}


def test_an_abbreviation_stands_for_one_law() -> None:
    count = Counter(name_key(short) for shorts in common_abbreviations().values() for short in shorts)
    twice = {
        short for short, number in count.items() if number > 1 and not short.endswith(("施行令", "施行規則"))
    }
    assert twice == _SHARED


def test_an_abbreviation_is_no_title_of_another_law() -> None:
    titles = common_abbreviations().keys()
    taken = [
        short for shorts in common_abbreviations().values() for short in shorts if name_key(short) in titles
    ]
    assert not taken


def test_orders_follow_their_law() -> None:
    known = common_abbreviations()
    assert "金商法" in known[name_key("金融商品取引法")]
    assert "金商法施行令" in known[name_key("金融商品取引法施行令")]
    assert len({short for shorts in known.values() for short in shorts}) > 500
