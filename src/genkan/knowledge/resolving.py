"""What a text names, looked up in the index as of a day, so that its citations can be checked."""

from collections.abc import Sequence
from datetime import date

from genkan.knowledge.citation import KnownArticle, KnownRegulation, number_cited, wanted_in
from genkan.knowledge.citation.beside import deleted_article
from genkan.knowledge.citation.provisions import is_numbered
from genkan.knowledge.dating.versions import standing_of
from genkan.knowledge.index import ArticleRecord, IndexedDocument, IndexedVersion, OpenedIndex
from genkan.knowledge.names.names import name_key
from genkan.knowledge.names.register import Register, names_of
from genkan.knowledge.search.beside import articles_beside
from genkan.knowledge.search.deleted import find_deleted


def known_in_index(
    index: OpenedIndex, *, texts: Sequence[str], register: Register, day: date
) -> tuple[KnownRegulation, ...]:
    """The regulations of the register that one of the texts names, with the articles it names, as of the day.

    Only what is named is looked up. Takes a few milliseconds of CPU: call it off the event loop.
    """
    found: dict[str, KnownRegulation] = {}
    articles: dict[str, dict[str, tuple[KnownArticle, ...]]] = {}
    for text in texts:
        wanted = wanted_in(text, names=register.names)
        for named in register.documents(*wanted.names):
            document = index.documents[named.id]
            held = articles.setdefault(document.id, {})
            if document.id not in found:
                found[document.id] = _regulation(document, held, day)
            keys = frozenset(map(name_key, found[document.id].names))
            for key in wanted.articles_of(keys) - held.keys():
                number, _, step = key.partition("/")
                held[number] = held.get(number) or _articles(index, document, number, day)
                if step:
                    beside = _beside(index, document, held[number], int(step), day)
                    held[key] = beside
                    held |= {number_cited(each.anchor): (each,) for each in beside}
    return tuple(found.values())


def _regulation(
    document: IndexedDocument, articles: dict[str, tuple[KnownArticle, ...]], day: date
) -> KnownRegulation:
    version = _version(document, day)
    return KnownRegulation(
        id=document.id,
        title=document.title,
        names=names_of(document),
        articles=articles,
        standing=standing_of(day, version.valid_from, version.valid_until, repealed=version.repealed),
        law_id=document.law_id,
        number=document.number,
        valid_from=version.valid_from,
        valid_until=version.valid_until,
    )


def _version(document: IndexedDocument, day: date) -> IndexedVersion:
    """The version in force on the day; else the last one before it; else the first one."""
    begun = [each for each in document.versions if each.valid_from is None or each.valid_from <= day]
    return document.version_on(day) or (begun[-1] if begun else document.versions[0])


def _articles(
    index: OpenedIndex, document: IndexedDocument, number: str, day: date
) -> tuple[KnownArticle, ...]:
    """What bears a number: its texts of the day, else those nearest to it; or where it was deleted with others."""
    texts: dict[str, list[ArticleRecord]] = {}
    for record in index.texts(document_id=document.id, number=number):
        texts.setdefault(record.anchor, []).append(record)
    if texts:
        return tuple(_known(_nearest(records, day), document, day) for records in texts.values())
    deleted = find_deleted(index, document, number=number, on=day)
    return (deleted_article(deleted.record.anchor, deleted.articles.written),) if deleted else ()


def _beside(
    index: OpenedIndex,
    document: IndexedDocument,
    articles: Sequence[KnownArticle],
    step: int,
    day: date,
) -> tuple[KnownArticle, ...]:
    """The articles before or after the first that bears a number."""
    record = index.article(document_id=document.id, anchor=articles[0].anchor, on=day) if articles else None
    if record is None:
        return ()
    return tuple(_known(each, document, day) for each in articles_beside(index, record, step=step, on=day))


def _nearest(records: Sequence[ArticleRecord], day: date) -> ArticleRecord:
    """The text of the day; else the last one that ended before it; else the first one to come."""
    ordered = sorted(records, key=lambda record: record.valid_from or date.min)
    begun = [record for record in ordered if (record.valid_from or date.min) <= day]
    return next((record for record in ordered if record.holds(day)), begun[-1] if begun else ordered[0])


def _known(record: ArticleRecord, document: IndexedDocument, day: date) -> KnownArticle:
    return KnownArticle(
        anchor=record.anchor,
        label=record.label,
        caption=record.caption,
        text=record.text,
        standing=record.standing(day, document=document),
        is_recognised=record.is_recognised,
        is_numbered=is_numbered([line for lines in record.paragraphs for line in lines]),
    )
