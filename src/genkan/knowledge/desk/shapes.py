"""What the desk hands out, as plain values for JSON: the same shapes for the API, MCP and the command line.

``docs/reference/knowledge-api.json`` describes them, and a test holds both together. Words for people are Japanese;
days are ``YYYY-MM-DD`` or ``None`` where an interval is open; ``valid_until`` is the first day no longer in force.
"""

from collections.abc import Sequence
from datetime import date

from genkan.knowledge.citation import CitationCheck
from genkan.knowledge.collection.collection import ArticleEntry, Collection, Document
from genkan.knowledge.dating.versions import Version
from genkan.knowledge.parse import Item, Paragraph
from genkan.knowledge.proving import ProvenText
from genkan.knowledge.reading.reading import ArticlePage, Contents
from genkan.knowledge.search.by_meaning import used_meaning
from genkan.knowledge.search.results import FacetKind, Hit, SearchResult, article_path
from genkan.knowledge.search.suggesting import Suggestion

Shape = dict[str, object]


def collections_shape(collections: Sequence[Collection]) -> Shape:
    """The collections that the caller may read."""
    return {
        "collections": [
            {"id": each.id, "title": each.title, "information_class": each.information_class}
            for each in collections
        ]
    }


def search_shape(result: SearchResult, *, on: date, next_offset: int | None = None) -> Shape:
    """One page of hits, and how the words were understood; ``next_offset`` is ``None`` where nothing follows."""
    return {
        "on": on.isoformat(),
        "plan": [step.sentence for step in result.steps],
        "is_confident": result.is_confident,
        "by_meaning": used_meaning(result),
        "hits": [_hit(hit) for hit in result.hits],
        "facets": [
            {"document_id": each.value, "title": each.label, "count": each.count}
            for each in result.facets_of(FacetKind.DOCUMENT)
        ],
        "next_offset": next_offset,
    }


def article_shape(page: ArticlePage, *, on: date) -> Shape:
    """An article with its version, its neighbours, and where its references lead."""
    article = page.article
    return {
        "on": on.isoformat(),
        "citation": page.citation,
        **_document(page.document, page.collection),
        "anchor": article.anchor,
        "kind": article.kind.value,
        "label": article.label,
        "caption": article.caption,
        "headings": list(article.headings),
        "is_recognised": article.is_recognised,
        "text": article.text,
        "paragraphs": [_paragraph(each) for each in article.paragraphs],
        "references": [
            {"text": part.text, "path": part.href} for line in page.lines for part in line.parts if part.href
        ],
        "version": _version(page.version, on),
        "path": article_path(page.document.id, article.anchor, on=page.link_day),
        "previous": page.previous.anchor if page.previous else None,
        "following": page.following.anchor if page.following else None,
    }


def contents_shape(contents: Contents, *, on: date) -> Shape:
    """A table of contents in its order."""
    return {
        "on": on.isoformat(),
        **_document(contents.document, contents.collection),
        "version": _version(contents.version, on),
        "articles": [_entry(entry) for entry in contents.entries],
    }


def versions_shape(document: Document, *, on: date) -> Shape:
    """A document's versions, the oldest first."""
    return {
        "on": on.isoformat(),
        "document_id": document.id,
        "law_id": document.law_id,
        "title": document.title,
        "number": document.number,
        "versions": [_version(each, on) for each in document.versions],
    }


def suggestions_shape(suggestions: Sequence[Suggestion]) -> Shape:
    """Documents by their names, then articles by their captions; ``label`` and ``caption`` are empty for documents."""
    return {
        "suggestions": [
            {
                "document_id": each.document_id,
                "title": each.title,
                "name": each.name,
                "number": each.number,
                "label": each.label,
                "caption": each.caption,
                "path": each.path,
            }
            for each in suggestions
        ]
    }


def check_shape(proven: ProvenText) -> Shape:
    """What became of each reference, in the order of the text, and the measures."""
    examination = proven.examination
    summary = examination.summary
    return {
        "on": proven.on.isoformat(),
        "checks": [_check(check, proven.on) for check in examination.checks],
        "summary": {
            "total": summary.total,
            "verified": summary.verified,
            "failed": summary.failed,
            "not_known": summary.not_known,
            "not_loaded": summary.not_loaded,
            "precision": summary.precision,
            "quotations": summary.quotations,
            "faithful": summary.faithful,
            "fidelity": summary.fidelity,
            "short_quotations": examination.short_quotations,
            "claims": summary.claims,
            "claims_without_source": summary.sentences_without_source,
        },
    }


def _hit(hit: Hit) -> Shape:
    path = hit.anchor
    return {
        "citation": hit.citation,
        "document_id": hit.document_id,
        "law_id": hit.law_id,
        "title": hit.law_title,
        "document_kind": hit.document_kind.value,
        "collection": {"id": hit.collection.id, "title": hit.collection.title},
        "anchor": path.partition("?")[0].rpartition("/")[2],
        "kind": hit.kind.value,
        "label": hit.label,
        "caption": hit.caption,
        "headings": list(hit.headings),
        "is_recognised": hit.is_recognised,
        "text": hit.text,
        "snippet": [{"text": span.text, "marked": span.marked} for span in hit.snippet],
        "standing": hit.standing.value,
        "version_id": hit.version_id,
        "valid_from": _day(hit.valid_from),
        "valid_until": _day(hit.valid_until),
        "path": path,
    }


def _document(document: Document, collection: Collection) -> Shape:
    return {
        "document_id": document.id,
        "law_id": document.law_id,
        "title": document.title,
        "number": document.number,
        "document_kind": document.kind.value,
        "collection": {"id": collection.id, "title": collection.title},
    }


def _version(version: Version, on: date) -> Shape:
    return {
        "id": version.id,
        "title": version.title,
        "valid_from": _day(version.valid_from),
        "valid_until": _day(version.valid_until),
        "standing": version.standing(on).value,
        "repealed": version.repealed,
        "amended_by": version.amended_by,
        "articles": version.articles,
    }


def _paragraph(paragraph: Paragraph) -> Shape:
    return {
        "number": paragraph.number,
        "text": paragraph.text,
        "items": [_item(item) for item in paragraph.items],
    }


def _item(item: Item) -> Shape:
    return {"number": item.number, "text": item.text, "items": [_item(inner) for inner in item.items]}


def _entry(entry: ArticleEntry) -> Shape:
    return {
        "anchor": entry.anchor,
        "kind": entry.kind.value,
        "label": entry.label,
        "caption": entry.caption,
        "headings": list(entry.headings),
    }


def _check(check: CitationCheck, on: date) -> Shape:
    """``start`` and ``end`` count Unicode code points from the beginning of the text."""
    start, end = check.place
    exists = bool(check.document_id and check.anchor)
    return {
        "start": start,
        "end": end,
        "reference": check.reference,
        "claim": check.claim,
        "verdict": check.verdict.value,
        "verified": check.verified,
        "label": check.verdict.label,
        "message": check.sentence_for_user,
        "quotation": check.quotation,
        "document_id": check.document_id,
        "anchor": check.anchor,
        "path": article_path(check.document_id, check.anchor, on=on) if exists else "",
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
