"""Who refers to an article: others of the same document, and those of other documents that the reader may read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from genkan.knowledge.index import ArticleRecord, OpenedIndex, Wanted
from genkan.knowledge.parse import ArticleKind
from genkan.knowledge.parse.regulation import to_full_width
from genkan.knowledge.question.references import parse_references
from genkan.knowledge.reading.citing import in_kanji
from genkan.knowledge.search.look_up import Shelves
from genkan.knowledge.search.results import article_path

_MOST = 100
_MOST_OWN = 300
_NUMBERED = re.compile(r"[0-9]+(_[0-9]+)*")


@dataclass(frozen=True)
class Referrer:
    """An article that refers to another; ``path`` leads to it on the day that was asked for."""

    document_id: str
    title: str
    label: str
    caption: str
    path: str


@dataclass(frozen=True)
class Referring:
    """What refers to an article: in its own document in the order of the text, and by other documents.

    ``more``: further ones are known and not listed.
    """

    own: tuple[Referrer, ...]
    others: tuple[tuple[str, tuple[Referrer, ...]], ...]
    more: bool

    @property
    def count(self) -> int:
        """How many are listed."""
        return len(self.own) + sum(len(referrers) for _, referrers in self.others)


def referring_to(
    shelves: Shelves, *, document_id: str, anchor: str, beside: tuple[str, str], link_day: date | None
) -> Referring:
    """What refers to an article; takes milliseconds of CPU, however large the corpus is.

    ``beside`` are the anchors before and after it, or empty: their 「次条」 and 「前条」 mean it too.
    """
    index, day = shelves.index, shelves.as_of.day
    own = [
        _referrer(record, shelves, link_day)
        for record in _own(shelves, document_id=document_id, anchor=anchor, beside=beside)
    ]
    ordinals = _citing(shelves, document_id=document_id, anchor=anchor)
    records = [record for record in index.articles(ordinals[:_MOST]) if record.holds(day)]
    others: dict[str, list[Referrer]] = {}
    for record in records:
        referrer = _referrer(record, shelves, link_day)
        others.setdefault(referrer.title, []).append(referrer)
    listed = tuple((title, tuple(referrers)) for title, referrers in others.items())
    return Referring(tuple(own), listed, more=len(ordinals) > _MOST)


def aliases_in(index: OpenedIndex, document_id: str) -> dict[str, str]:
    """The short names that a document gives to others; in an order 「法」 is its law, also where it does not say so."""
    aliases = {each.alias: each.name for each in index.graph.definitions.get(document_id, ())}
    law = index.documents.get(index.graph.root(document_id))
    if law is not None and law.id != document_id:
        aliases.setdefault("法", law.title)
    return aliases


def _citing(shelves: Shelves, *, document_id: str, anchor: str) -> list[int]:
    """The ordinals of articles of other readable documents that cite any text of the article."""
    index = shelves.index
    texts = index.texts(document_id=document_id, number=anchor) if _NUMBERED.fullmatch(anchor) else []
    found = {
        ordinal for text in texts if text.anchor == anchor for ordinal in index.graph.cited_by(text.ordinal)
    }
    return sorted(
        ordinal for ordinal in found if index.document_of(ordinal).collection_id in shelves.collections
    )


def _own(
    shelves: Shelves, *, document_id: str, anchor: str, beside: tuple[str, str]
) -> Iterator[ArticleRecord]:
    if not _NUMBERED.fullmatch(anchor):
        return
    written = _spellings(anchor)
    for record in _mentioning(shelves, document_id, anchor, beside):
        is_elsewhere = record.anchor != anchor and record.kind is not ArticleKind.SUPPLEMENT
        may_refer = record.anchor in beside or any(spelling in record.text for spelling in written)
        if is_elsewhere and may_refer and _refers(record, anchor, beside):
            yield record


def _spellings(anchor: str) -> tuple[str, ...]:
    """The beginnings of what a text that names the number holds: 「第十二条」, 「第１２条」, 「第12条」, or without 「第」."""
    main = int(anchor.split("_")[0])
    return tuple(f"{number}条" for number in (in_kanji(main), str(main), to_full_width(main)))


def _mentioning(
    shelves: Shelves, document_id: str, anchor: str, beside: tuple[str, str]
) -> list[ArticleRecord]:
    """The articles of the document that hold the number, and those beside the article, in the order of the text."""
    index, day = shelves.index, shelves.as_of.day
    wanted = Wanted(
        phrases=((f"{anchor.split('_')[0]}条",),),
        collections=shelves.collections,
        documents=frozenset({document_id}),
    )
    ordinals = {passage.ordinal for passage in index.best_passages(wanted, limit=_MOST_OWN, on=day)}
    near = [index.article(document_id=document_id, anchor=each, on=day) for each in beside if each]
    ordinals |= {record.ordinal for record in near if record is not None}
    return index.articles(sorted(ordinals))


def _refers(record: ArticleRecord, anchor: str, beside: tuple[str, str]) -> bool:
    """Whether a text of the same document names the article without another law's name before it."""
    references = parse_references(record.text, within=record.anchor)
    before, after = beside
    return any(
        reference.title is None
        and (
            record.anchor == (after if reference.step < 0 else before)
            if reference.step
            else reference.article == anchor
        )
        for reference in references
    )


def _referrer(record: ArticleRecord, shelves: Shelves, link_day: date | None) -> Referrer:
    title = shelves.index.documents[record.document_id].title
    path = article_path(record.document_id, record.anchor, on=link_day)
    return Referrer(record.document_id, title, record.label, record.caption, path)
