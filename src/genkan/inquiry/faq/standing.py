"""Whether an entry still stands: what it rests on against what is in force today, and its date."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.faq.basing import digest_of
from genkan.inquiry.faq.faq import Faq, FaqBasis, FaqContent, Reason, ReasonKind
from genkan.knowledge import Wording, wordings_on

Wordings = Mapping[tuple[str, str], Wording]


async def wordings_for(connection: AsyncConnection, faqs: Iterable[Faq], *, day: date) -> Wordings:
    """What the articles of these entries say on a day."""
    articles = {basis.article for faq in faqs for basis in faq.content.basis}
    return await wordings_on(connection, articles, day=day)


def reasons_for(content: FaqContent, wordings: Wordings, *, day: date) -> tuple[Reason, ...]:
    """Why an entry has to be looked at anew; none where it stands as it was written."""
    return tuple(_reasons(content, wordings, day))


def changed_basis(content: FaqContent, wordings: Wordings) -> FaqBasis | None:
    """The first article that is not as it was, None where all are."""
    return next((each for each in content.basis if _reason(each, wordings) is not None), None)


def _reasons(content: FaqContent, wordings: Wordings, day: date) -> Iterator[Reason]:
    for basis in content.basis:
        reason = _reason(basis, wordings)
        if reason is not None:
            yield reason
    if content.review_on < day:
        yield Reason(ReasonKind.DUE)


def _reason(basis: FaqBasis, wordings: Wordings) -> Reason | None:
    wording = wordings.get(basis.article)
    kind = _kind(basis, wording)
    if kind is None:
        return None
    new = wording.version.id if wording and wording.version else ""
    return Reason(
        kind,
        basis.citation,
        basis.document_id,
        basis.anchor,
        basis.version_id,
        new if new != basis.version_id else "",
    )


def _kind(basis: FaqBasis, wording: Wording | None) -> ReasonKind | None:
    if wording is None:
        return ReasonKind.ABSENT
    if not wording.is_there:
        return ReasonKind.REPEALED
    return ReasonKind.CHANGED if digest_of(wording.text) != basis.digest else None
