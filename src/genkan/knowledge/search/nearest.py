"""The articles whose numbers are nearest to one that does not exist."""

from collections.abc import Sequence

from genkan.knowledge.index import ArticleRecord


def nearest(records: Sequence[ArticleRecord], *, article: str, limit: int) -> tuple[ArticleRecord, ...]:
    """At most ``limit`` articles around the number of the anchor ``article``, in the order of the text.

    Supplementary provisions are near to supplementary provisions only.
    """
    part, number = _place(article)
    candidates = [record for record in records if _place(record.anchor)[0] == part]
    chosen = sorted(candidates, key=lambda record: abs(_place(record.anchor)[1] - number))[:limit]
    return tuple(sorted(chosen, key=lambda record: record.ordinal))


def _place(anchor: str) -> tuple[str, int]:
    """「s1-3」 is article 3 of the part 「s1」, 「12_2」 article 12 of the regulation itself."""
    part, _, number = anchor.rpartition("-")
    main = number.split("_")[0]
    return (part, int(main)) if main.isdecimal() else (anchor, 0)
