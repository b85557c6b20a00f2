"""Several ranked lists to one."""

from genkan.knowledge.search.evidence import Weighed
from genkan.knowledge.search.fusion import Ranking, fused


def ranking(*ordinals: int, weight: float = 1.0) -> Ranking:
    return Ranking([Weighed(ordinal, -place, place, 0.5) for place, ordinal in enumerate(ordinals)], weight)


def order(*rankings: Ranking) -> list[int]:
    return [article.ordinal for article in fused(rankings)]


def test_one_list_stays_as_it_is() -> None:
    assert order(ranking(3, 1, 2)) == [3, 1, 2]


def test_what_both_lists_have_comes_first() -> None:
    assert order(ranking(1, 2, 3), ranking(4, 2, 5))[0] == 2


def test_a_heavier_list_decides() -> None:
    assert order(ranking(1, 2), ranking(3, 4, weight=2.0)) == [3, 4, 1, 2]


def test_an_article_keeps_its_passage_of_the_list_that_ranks_it_higher() -> None:
    (first, *_) = fused([ranking(7, 9), ranking(8, 6, 9, weight=5.0), ranking(9)])
    assert (first.ordinal, first.place) == (9, 0)
