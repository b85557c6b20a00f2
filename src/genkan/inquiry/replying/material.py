"""What a draft is made of: the articles and building blocks that an officer chose, and the words around them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Viewer, list_organisations
from genkan.inquiry.answering import words_that_answer
from genkan.inquiry.block import filled
from genkan.inquiry.case import Case
from genkan.inquiry.drafting import Frame, Point
from genkan.inquiry.faq.suggesting import faqs_to_take
from genkan.inquiry.office import Office
from genkan.inquiry.reply import Basis
from genkan.inquiry.store.blocks import list_blocks
from genkan.inquiry.store.cases import letter_of
from genkan.inquiry.store.offices import read_office
from genkan.kit import in_era
from genkan.knowledge import Collection, KnowledgeProblem, Library, reader_with_id


@dataclass(frozen=True)
class Chosen:
    """What an officer chose for one concern, which counts from 1; ``block_id`` is empty for none.

    An entry of the frequently asked questions is chosen like a building block, by its id behind ``faq:``. ``articles``
    are ids of documents with the anchors of their articles.
    """

    concern: int
    articles: tuple[tuple[str, str], ...] = ()
    block_id: str = ""


@dataclass(frozen=True)
class Material:
    """Everything that a draft is made of; ``blocks`` are the texts of the building blocks by id, as they were filled."""

    frame: Frame
    points: tuple[Point, ...]
    blocks: Mapping[str, str]


async def readable_to(
    connection: AsyncConnection, library: Library, person_id: str
) -> tuple[Collection, ...]:
    """The collections in which an officer may look."""
    return await library.readable_collections(connection, await reader_with_id(connection, person_id))


async def gather(
    connection: AsyncConnection, library: Library, viewer: Viewer, case: Case, chosen: Sequence[Chosen]
) -> Material:
    """The material of a reply to each concern of the case; articles that the viewer may not read are left out."""
    letter = await letter_of(connection, case.id)
    readable = await readable_to(connection, library, viewer.person.id)
    kept, resting = await _kept(connection, library, viewer, case, chosen)
    by_concern = {each.concern: each for each in chosen}
    points: list[Point] = []
    for number, concern in enumerate(letter.reading.proposal.concerns, start=1):
        wanted = by_concern.get(number, Chosen(number))
        found = [
            await _basis(connection, library, readable, number, concern.text, article)
            for article in dict.fromkeys((*wanted.articles, *resting.get(wanted.block_id, ())))
        ]
        words = kept.get(wanted.block_id, "")
        points.append(Point(concern.text, words, tuple(each for each in found if each)))
    used = {each.block_id: kept[each.block_id] for each in chosen if each.block_id in kept}
    return Material(await frame_of(connection, viewer, case), tuple(points), used)


async def _kept(
    connection: AsyncConnection, library: Library, viewer: Viewer, case: Case, chosen: Sequence[Chosen]
) -> tuple[dict[str, str], dict[str, tuple[tuple[str, str], ...]]]:
    """The texts of building blocks, as they are filled, and of chosen entries that may be taken; on what these rest."""
    values = await values_for(connection, viewer, case)
    ids, own = [each.block_id for each in chosen], case.organisation_id
    entries = await faqs_to_take(connection, ids, organisation_id=own, day=library.day())
    texts = {block.id: filled(block.text, values) for block in await list_blocks(connection, own)}
    texts |= {id_: faq.content.answer for id_, faq in entries.items()}
    return texts, {id_: tuple(basis.article for basis in faq.content.basis) for id_, faq in entries.items()}


async def frame_of(connection: AsyncConnection, viewer: Viewer, case: Case) -> Frame:
    """What stands around the answers: the citizen, and the words of the office."""
    office = await read_office(connection, case.organisation_id, case.office_id)
    values = await values_for(connection, viewer, case, office=office)
    return Frame(
        number=case.number,
        name=values["氏名"],
        greeting=filled(office.greeting, values),
        closing=filled(office.closing, values),
        sender="　".join(filter(None, (values["組織名"], values["担当課"]))),
        contact=office.contact,
    )


async def values_for(
    connection: AsyncConnection, viewer: Viewer, case: Case, *, office: Office | None = None
) -> dict[str, str]:
    """What fills the places of building blocks."""
    office = office or await read_office(connection, case.organisation_id, case.office_id)
    bureaus = await list_organisations(connection, parent_id=case.organisation_id)
    letter = await letter_of(connection, case.id)
    return {
        "受付番号": case.number,
        "氏名": letter.citizen.name,
        "組織名": viewer.organisation.name,
        "担当課": next((each.name for each in bureaus if each.id == case.office_id), ""),
        "連絡先": office.contact.strip(),
        "回答期限": in_era(case.deadline),
    }


async def _basis(
    connection: AsyncConnection,
    library: Library,
    readable: Sequence[Collection],
    concern: int,
    words: str,
    article: tuple[str, str],
) -> Basis | None:
    document_id, anchor = article
    try:
        page = await library.article(connection, document_id=document_id, anchor=anchor, collections=readable)
    except KnowledgeProblem:
        return None
    quotation = words_that_answer(words, page.article.text)
    return Basis(concern, page.citation, page.collection.id, document_id, anchor, quotation)
