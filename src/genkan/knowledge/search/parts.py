"""A question of several parts: what answers one part counts beside what holds much of them all."""

from collections.abc import Iterable, Sequence

from genkan.knowledge.index import ScoredPassage

# docs/decisions/0019-ranking.md says how this was measured.
_PART = 2.0


def with_parts(
    passages: Sequence[ScoredPassage], parts: Sequence[Sequence[ScoredPassage]]
) -> Sequence[ScoredPassage]:
    """The passages found for the whole, lifted where an article is among the best of a part, and those of parts alone.

    Scores of different parts cannot be compared, so an article counts with its share of the best score of a part, and
    of all parts that counts in which it is best.
    """
    if not parts:
        return passages
    best = {passage.ordinal: passage for passage in _shares(passages)}
    lifted: dict[int, ScoredPassage] = {}
    for of_part in parts:
        for passage in _shares(of_part):
            known = lifted.get(passage.ordinal)
            if known is None or known.score < passage.score:
                lifted[passage.ordinal] = passage
    nowhere = ScoredPassage(0, 0.0, 0)
    for ordinal, passage in lifted.items():
        whole = best.get(ordinal, nowhere._replace(ordinal=ordinal, place=passage.place))
        best[ordinal] = whole._replace(score=whole.score + _PART * passage.score)
    return list(best.values())


def _shares(passages: Sequence[ScoredPassage]) -> Iterable[ScoredPassage]:
    """The passages with their scores as shares of the best one."""
    highest = max((passage.score for passage in passages), default=0.0) or 1.0
    return (
        passage._replace(score=passage.score / highest, second=passage.second / highest)
        for passage in passages
    )
