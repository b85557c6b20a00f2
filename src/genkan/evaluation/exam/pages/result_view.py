"""The numbers of a pack as a page draws them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from genkan.evaluation.exam.pack import Pack, PackJudge, PackPair, PackScore


@dataclass(frozen=True)
class ResultView:
    """``rows`` are those of the chart, ``by_field`` the scores of each contestant by field, ``tiers`` titles."""

    rows: Sequence[Mapping[str, object]]
    by_field: Mapping[str, Mapping[str, PackScore]]
    titles: Mapping[str, str]
    tiers: Sequence[Sequence[str]]
    pairs: Sequence[PackPair]
    level: float
    seed: int
    root: str
    commitment: str
    unmarked: int
    mark_count: int
    judge: PackJudge | None

    @classmethod
    def of(cls, pack: Pack) -> "ResultView":
        """The view of a pack."""
        titles = {each.key: each.title for each in pack.contestants}
        whole = [score for score in pack.scores.fields if not score.field]
        best_first = sorted(whole, key=lambda score: (-(score.mean or 0.0), score.contestant))
        by_field: dict[str, dict[str, PackScore]] = {}
        for score in pack.scores.fields:
            if score.field:
                by_field.setdefault(score.field, {})[score.contestant] = score
        return cls(
            rows=[_row(score, titles) for score in best_first],
            by_field=by_field,
            titles=titles,
            tiers=[[titles[key] for key in group] for group in pack.scores.tiers],
            pairs=pack.scores.pairs,
            level=pack.scores.level,
            seed=pack.scores.seed,
            root=pack.root,
            commitment=pack.commitment,
            unmarked=sum(each.score is None for each in pack.grades),
            mark_count=len(pack.marks),
            judge=pack.judge,
        )


def _row(score: PackScore, titles: Mapping[str, str]) -> Mapping[str, object]:
    has_value = score.mean is not None and score.low is not None and score.high is not None
    return {
        "label": titles[score.contestant],
        "low": score.low,
        "value": score.mean if has_value else None,
        "high": score.high,
        "count": score.marked,
        "shown": f"{score.mean:.1%}" if score.mean is not None else "",
        "interval": f"{score.low:.1%}–{score.high:.1%}"
        if score.low is not None and score.high is not None
        else "",
        "note": "",
    }
